#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/wire/operation.h"

namespace amilocal::gateway {

/// How one protocol wraps answers and errors. Reading a request is the operation's own decoder.
struct Door {
  std::string_view protocol;     ///< as the schema names it
  std::string_view contentType;
  std::string_view server;       ///< what AWS puts into the Server header; empty for none
  std::string (*encode)(const wire::ServiceTable& service, const wire::Call& call,
                        std::string_view requestId);
  std::string (*encodeError)(const wire::ServiceTable& service, const ApiError& error,
                             std::string_view requestId);
};

/// The door of a protocol; the one of EC2 for an unknown one.
const Door& doorFor(std::string_view protocol);

}  // namespace amilocal::gateway
