#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/net/http_message.h"

namespace amilocal {

/// An answer that the server gives without asking the handler.
struct Refusal {
  int status = 400;
  std::string_view code;
  std::string message;
  std::optional<HttpResponse> answer{};  ///< what is sent, where somebody else words it
};

/// The error code that goes with a status. S3's list of errors has RequestTimeout, EntityTooLarge,
/// RequestHeaderSectionTooLarge, InternalError and ServiceUnavailable; the others are in its style.
constexpr std::string_view codeOf(int status) {
  switch (status) {
    case 408:
      return "RequestTimeout";
    case 413:
      return "EntityTooLarge";
    case 417:
      return "ExpectationFailed";
    case 431:
      return "RequestHeaderSectionTooLarge";
    case 500:
      return "InternalError";
    case 503:
      return "ServiceUnavailable";
    default:
      return "BadRequest";
  }
}

}  // namespace amilocal
