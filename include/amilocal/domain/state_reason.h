#pragma once

#include <string>

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

}  // namespace amilocal::domain
