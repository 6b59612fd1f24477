#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>

namespace amilocal::domain {

/// An enumerator and its spelling in AWS, in the catalog and in the control API.
template <class Enum>
struct Named {
  Enum value;
  std::string_view name;
};

/// The spelling of `value`. Every enumerator must have a row.
template <class Enum, std::size_t size>
constexpr std::string_view nameOf(const Named<Enum> (&table)[size], Enum value) {
  for (const auto& row : table)
    if (row.value == value) return row.name;
  assert(false && "an enumerator without a name");
  return {};
}

/// The enumerator spelled `name`; empty when there is none.
template <class Enum, std::size_t size>
constexpr std::optional<Enum> valueOf(const Named<Enum> (&table)[size], std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return row.value;
  return std::nullopt;
}

}  // namespace amilocal::domain
