#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "amilocal/net/http_message.h"

/// A request in the form in which it is signed (IAM User Guide, "Create a signed AWS API request",
/// step 1).
namespace amilocal::gateway {

struct Parameter {
  std::string name;
  std::string value;
  friend auto operator<=>(const Parameter&, const Parameter&) = default;
};

/// The parameters behind the question mark, decoded, in the order in which they came. What is not
/// percent-coded rightly stands as it came.
std::vector<Parameter> queryParameters(const HttpRequest& request);

/// S3 signs a path coded once, all others twice and without dots and double slashes.
enum class PathForm { once, twice };

/// `signedHeaders` are in small letters, in the order of the signature.
std::string canonicalRequest(const HttpRequest& request, PathForm form,
                             const std::vector<std::string>& signedHeaders,
                             std::string_view payload);

}  // namespace amilocal::gateway
