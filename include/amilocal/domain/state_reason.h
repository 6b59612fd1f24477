#pragma once

#include <string>
#include <string_view>

namespace amilocal::domain {

/// Why something is in the state it is in: `Client.InvalidSnapshot.NotFound` and a sentence.
struct StateReason {
  std::string code;
  std::string message;
  friend bool operator==(const StateReason&, const StateReason&) = default;
};

/// A product code and its type (`marketplace`, `devpay`).
struct ProductCode {
  std::string id;
  std::string type;
  friend bool operator==(const ProductCode&, const ProductCode&) = default;
};

/// Why a feature of an image or a snapshot is being turned on or off, when somebody asked for it.
inline constexpr std::string_view kUserInitiated = "Client.UserInitiated";

}  // namespace amilocal::domain
