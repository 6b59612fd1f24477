#include "services/s3/conditions.h"

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"

namespace amilocal::s3 {
namespace {

bool namesEtag(std::string_view list, const std::string& etag) {
  for (const auto part : split(list, ',')) {
    auto each = trim(part);
    if (each == "*") return true;
    if (each.starts_with("W/")) each.remove_prefix(2);
    if (each.size() >= 2 && each.front() == '"' && each.back() == '"')
      each = each.substr(1, each.size() - 2);
    if (each == etag) return true;
  }
  return false;
}

std::optional<Instant> dateOf(const Request& request, const std::string& name) {
  const auto text = request.header(name);
  return text ? parseHttpDate(*text) : std::nullopt;
}

}  // namespace

ReadOutcome checkRead(const Request& request, const domain::StoredObject& object,
                      const std::string& prefix) {
  const auto modified = wholeSeconds(object.modifiedAt);
  const auto match = request.header(prefix + "if-match");
  if (match && !namesEtag(*match, object.etag)) throw errors::preconditionFailed("If-Match");
  const auto unmodified = dateOf(request, prefix + "if-unmodified-since");
  if (!match && unmodified && modified > *unmodified)
    throw errors::preconditionFailed("If-Unmodified-Since");
  const auto noneMatch = request.header(prefix + "if-none-match");
  if (noneMatch && namesEtag(*noneMatch, object.etag)) return ReadOutcome::notModified;
  const auto since = dateOf(request, prefix + "if-modified-since");
  if (!noneMatch && since && modified <= *since) return ReadOutcome::notModified;
  return ReadOutcome::go;
}

void checkWrite(const Request& request, const std::optional<domain::StoredObject>& present) {
  const auto noneMatch = request.header("if-none-match");
  if (noneMatch && *noneMatch != "*")
    throw errors::s3NotImplemented("an If-None-Match of a write other than *");
  if (noneMatch && present) throw errors::preconditionFailed("If-None-Match");
  const auto match = request.header("if-match");
  if (!match) return;
  if (!present) throw errors::noSuchKey(request.key);
  if (!namesEtag(*match, present->etag)) throw errors::preconditionFailed("If-Match");
}

}  // namespace amilocal::s3
