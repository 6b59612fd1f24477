#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/domain/bucket.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/wire/operation.h"
#include "amilocal/wire/rest_request.h"
#include "services/s3/received_body.h"

namespace amilocal::s3 {

/// A request of S3, taken apart: which bucket, which key, and what is said of them.
struct Request {
  std::string method;
  std::string bucket;  ///< empty for the service itself
  std::string key;     ///< empty for the bucket itself
  wire::NamedTexts query;
  wire::NamedTexts headers;                        ///< names in small letters
  std::string body;                                ///< of operations that take a document
  mutable std::unique_ptr<ReceivedBody> received;  ///< of operations that take bytes

  /// Empty when it is not there; a parameter without a value has the empty one.
  std::optional<std::string> header(std::string_view name) const;
  std::optional<std::string> parameter(std::string_view name) const;
};

using Response = wire::Answer;

/// Adds a header line.
void addHeader(Response& response, std::string_view name, std::string value);

/// A whole number of a parameter, within bounds; `absent` when it is not there. Throws
/// InvalidArgument.
std::int64_t numberOf(const Request& request, std::string_view name, std::int64_t absent,
                      std::int64_t least, std::int64_t most);

/// An answer with a document.
Response document(std::string xml);
/// An answer without anything, 204.
Response nothing();

/// The canonical id that S3 has for an account, a function of it.
std::string canonicalId(const std::string& account);

/// RFC 9110, 5.6.7: `Tue, 24 Feb 2026 06:46:54 GMT`.
std::string httpDate(Instant at);
std::optional<Instant> parseHttpDate(std::string_view text);

}  // namespace amilocal::s3
