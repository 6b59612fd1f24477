#include "services/s3/address.h"

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"

namespace amilocal::s3 {
namespace {

/// The bucket that a host names; empty for a host that names none.
std::string bucketOfHost(std::string_view host) {
  const auto colon = host.rfind(':');
  if (colon != std::string_view::npos && isDigits(host.substr(colon + 1)))
    host = host.substr(0, colon);
  for (const std::string_view mark : {".s3.", ".s3-"})
    if (const auto found = host.find(mark); found != std::string_view::npos && found > 0)
      return std::string(host.substr(0, found));
  // Names that reach this server by themselves, and what a client makes of an address when it is
  // told that it is a proxy (clients/contract.md section 9).
  for (const std::string_view suffix : {".s3", ".localhost", ".127.0.0.1"})
    if (host.size() > suffix.size() && host.ends_with(suffix) && !host.starts_with("s3."))
      return std::string(host.substr(0, host.size() - suffix.size()));
  return {};
}

/// Without `http://host`, which clients send to a proxy.
std::string_view relative(std::string_view target) {
  const auto scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return target;
  const auto slash = target.find('/', scheme + 3);
  return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
}

}  // namespace

Request requestOf(const wire::RestRequest& rest) {
  Request request;
  request.method = rest.method;
  request.headers = rest.headers;
  const auto target = relative(rest.target);
  const auto mark = target.find('?');
  if (mark != std::string_view::npos)
    request.query = wire::parseQueryString(target.substr(mark + 1));
  const auto decoded = decodePercent(target.substr(0, mark));
  if (!decoded) throw errors::invalidUri();
  auto path = std::string_view(*decoded);
  if (path.starts_with('/')) path.remove_prefix(1);
  request.bucket = bucketOfHost(request.header("host").value_or(""));
  if (request.bucket.empty()) {
    const auto slash = path.find('/');
    request.bucket = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  request.key = path;
  return request;
}

}  // namespace amilocal::s3
