#pragma once

#include <string>

namespace amilocal::domain {

/// A named value of one account in one Region, or of the whole server (both empty).
struct Setting {
  std::string account;
  std::string region;
  std::string name;
  std::string value;
  friend bool operator==(const Setting&, const Setting&) = default;
};

}  // namespace amilocal::domain
