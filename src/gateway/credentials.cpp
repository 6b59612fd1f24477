#include "gateway/credentials.h"

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "gateway/doors.h"

namespace amilocal::gateway {
namespace {

// The value of `name=` in the header's comma-separated list.
std::string_view partOf(std::string_view header, std::string_view name) {
  for (auto part : split(header, ',')) {
    part = trim(part);
    if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=')
      return part.substr(name.size() + 1);
  }
  return {};
}

std::string parameterOf(std::string_view parameters, std::string_view name) {
  for (const auto parameter : split(parameters, '&')) {
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos || parameter.substr(0, equals) != name) continue;
    return decodeForm(parameter.substr(equals + 1)).value_or("");
  }
  return {};
}

// KEY/DATE/REGION/SERVICE/aws4_request; the key itself has no slash.
CredentialScope readScope(std::string_view credential) {
  const auto parts = split(credential, '/');
  if (parts.size() != 5 || parts[4] != "aws4_request" || parts[0].empty())
    throw errors::incompleteSignature(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term, got '" +
        std::string(credential) + "'");
  return {std::string(parts[0]), std::string(parts[2]), std::string(parts[3])};
}

CredentialScope readHeader(std::string_view header) {
  constexpr std::string_view kVersion4 = "AWS4-HMAC-SHA256";
  // `AWS KEY:SIGNATURE` is version 2, which only S3 knew in this form.
  constexpr std::string_view kVersion2 = "AWS ";
  if (header.starts_with(kVersion2)) {
    const auto key = header.substr(kVersion2.size());
    return {std::string(key.substr(0, key.find(':'))), {}, "s3"};
  }
  if (!header.starts_with(kVersion4))
    throw errors::incompleteSignature("Authorization header requires 'AWS4-HMAC-SHA256'.");
  const auto list = trim(header.substr(kVersion4.size()));
  const auto credential = partOf(list, "Credential");
  if (credential.empty())
    throw errors::incompleteSignature("Authorization header requires 'Credential' parameter.");
  return readScope(credential);
}

// The body where it may be a form: JSON and bytes are none.
std::string_view formOf(const HttpRequest& request) {
  const auto type = request.headers.find("Content-Type").value_or("");
  const bool isForm = type.empty() || type.starts_with("application/x-www-form-urlencoded");
  return isForm ? std::string_view(request.body) : std::string_view();
}

}  // namespace

CredentialScope readCredentials(const HttpRequest& request) {
  if (const auto header = request.headers.find("Authorization")) return readHeader(*header);
  const auto query = queryOf(request);
  for (const auto parameters : {query, formOf(request)})
    if (const auto credential = parameterOf(parameters, "X-Amz-Credential"); !credential.empty())
      return readScope(credential);
  // Signature version 2 names neither Region nor service.
  auto key = parameterOf(query, "AWSAccessKeyId");
  if (key.empty()) key = parameterOf(formOf(request), "AWSAccessKeyId");
  return {std::move(key), {}, {}};
}

bool takesStrangers(const wire::ServiceTable& service, const HttpRequest& request) {
  constexpr std::string_view kWebIdentity = "AssumeRoleWithWebIdentity";
  if (service.name == "s3") return true;
  return service.name == "sts" && (parameterOf(queryOf(request), "Action") == kWebIdentity ||
                                   parameterOf(formOf(request), "Action") == kWebIdentity);
}

}  // namespace amilocal::gateway
