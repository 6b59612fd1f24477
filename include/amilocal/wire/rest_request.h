#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/signing.h"
#include "amilocal/wire/operation.h"

namespace amilocal::wire {

/// Names and values, decoded, in the order in which they came.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// A request of a REST or JSON protocol, taken apart. Views last as long as what they were made
/// from.
struct RestRequest {
  std::string_view body;
  NamedTexts labels{};  ///< what the path gives for each `{label}`
  NamedTexts query{};
  std::function<std::optional<std::string_view>(std::string_view name)> header{};
  std::string_view method{};  ///< the last four for a service that takes requests apart itself
  std::string_view target{};  ///< path and query, as they came
  NamedTexts headers{};       ///< with names in small letters
  ByteSource content{};       ///< the body, however long it is
  /// What the chunks of the body must be signed with; null where nobody asks.
  std::shared_ptr<ChunkSignatures> chunks{};
};

/// The operation whose method and path these are, its labels filled into `labels`; null when there
/// is none. A label takes one segment, percent-decoded; `{name+}` takes all that is left.
const Operation* matchRoute(const ServiceTable& service, std::string_view method,
                            std::string_view path, NamedTexts& labels);

/// Is there any route of the service at this path, by whatever method?
bool hasPath(const ServiceTable& service, std::string_view path);

/// The parameters behind the question mark, decoded. Throws ApiError for broken percent-coding.
NamedTexts parseQueryString(std::string_view query);

}  // namespace amilocal::wire
