#include "gateway/canonical_request.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "gateway/doors.h"

namespace amilocal::gateway {
namespace {

std::string decoded(std::string_view text) { return decodeForm(text).value_or(std::string(text)); }

// RFC 3986, 6.2.2.3; double slashes become one.
std::string withoutDots(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const auto segment : split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      kept.push_back(segment);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  std::string out;
  for (const auto segment : kept) (out += '/') += segment;
  if (out.empty() || path.ends_with('/')) out += '/';
  return out;
}

std::string canonicalPath(std::string_view path, PathForm form) {
  if (path.empty()) return "/";
  if (form == PathForm::twice) return encodePercent(withoutDots(path), "/");
  return encodePercent(decodePercent(path).value_or(std::string(path)), "/");
}

std::string canonicalQuery(const HttpRequest& request) {
  std::vector<Parameter> coded;
  for (const auto& [name, value] : queryParameters(request))
    if (name != "X-Amz-Signature") coded.push_back({encodePercent(name), encodePercent(value)});
  std::ranges::sort(coded);
  std::string out;
  for (const auto& [name, value] : coded) {
    if (!out.empty()) out += '&';
    ((out += name) += '=') += value;
  }
  return out;
}

// Trimmed, and with one blank where there are several.
std::string canonicalValue(std::string_view value) {
  std::string out;
  for (const char c : trim(value))
    if (c != ' ' || !out.ends_with(' ')) out += c;
  return out;
}

void appendHeader(std::string& out, const HttpRequest& request, const std::string& wanted) {
  out += wanted + ":";
  bool isFirst = true;
  for (const auto& [name, value] : request.headers) {
    if (!equalsIgnoringCase(name, wanted)) continue;
    if (!isFirst) out += ',';
    out += canonicalValue(value);
    isFirst = false;
  }
  out += '\n';
}

}  // namespace

std::vector<Parameter> queryParameters(const HttpRequest& request) {
  std::vector<Parameter> parameters;
  for (const auto part : split(queryOf(request), '&')) {
    if (part.empty()) continue;
    const auto equals = std::min(part.find('='), part.size());
    parameters.push_back(
        {decoded(part.substr(0, equals)), decoded(part.substr(std::min(equals + 1, part.size())))});
  }
  return parameters;
}

std::string canonicalRequest(const HttpRequest& request, PathForm form,
                             const std::vector<std::string>& signedHeaders,
                             std::string_view payload) {
  std::string out = request.method + "\n";
  (out += canonicalPath(pathOf(request), form)) += '\n';
  (out += canonicalQuery(request)) += '\n';
  for (const auto& name : signedHeaders) appendHeader(out, request, name);
  ((out += '\n') += join(signedHeaders, ";")) += '\n';
  return out += payload;
}

}  // namespace amilocal::gateway
