#include "control/visitor.h"

#include <algorithm>

#include "amilocal/core/hash.h"
#include "amilocal/core/ip_address.h"
#include "amilocal/core/text.h"
#include "control/refusals.h"

namespace amilocal::control {
namespace {

// What tells whether the server is well may be asked by whoever watches it.
bool isHealth(std::string_view target) {
  return target == "/_amilocal/health" || target == "/_localstack/health";
}

void checkOrigin(const HttpRequest& request) {
  // Fetch Metadata Request Headers: what a browser says of who asks.
  if (request.headers.find("sec-fetch-site") == "cross-site") throw foreignOrigin("other sites");
  const auto origin = request.headers.find("origin");
  if (!origin) return;
  const auto authority = origin->find("://");
  const auto host = request.headers.find("host");
  if (authority != std::string_view::npos && host &&
      equalsIgnoringCase(origin->substr(authority + 3), *host))
    return;
  throw foreignOrigin(*origin);
}

// `127.0.0.1:4566`, `[::1]:4566`, `localhost`: without the port.
std::string_view nameOf(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, std::min(host.find(']'), host.size()) - 1);
  return host.substr(0, host.find(':'));
}

// Only names with dots can be bought and pointed anywhere: those without are of this machine or of
// a network of containers.
bool isOurs(std::string_view name, const ControlAccess& access) {
  const auto lower = toLower(name);
  return parseIpv4(lower) || lower.find(':') != std::string::npos ||
         lower.find('.') == std::string::npos || lower.ends_with(".localhost") ||
         lower.ends_with(".internal") || lower == toLower(access.host);
}

void checkHost(const HttpRequest& request, const ControlAccess& access) {
  const auto host = request.headers.find("host");
  if (host && !isOurs(nameOf(*host), access)) throw foreignHost(*host);
}

void checkToken(const HttpRequest& request, const ControlAccess& access) {
  constexpr std::string_view kBearer = "Bearer ";
  const auto given = request.headers.find("authorization").value_or("");
  const bool isRight =
      given.starts_with(kBearer) && isSameSecret(given.substr(kBearer.size()), access.token);
  if (!isRight) throw wrongToken();
}

}  // namespace

void checkVisitor(const HttpRequest& request, const ControlAccess& access) {
  checkOrigin(request);
  const bool asksToken = !access.token.empty() && !isHealth(request.target);
  // Who has the token is no page of another site, whatever name it found us by.
  if (asksToken) return checkToken(request, access);
  checkHost(request, access);
}

}  // namespace amilocal::control
