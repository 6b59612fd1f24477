#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>

namespace amilocal::simulation {

/// Chance that repeats: all that a run does follows from one seed. The distributions of the
/// standard library differ from one library to the next, so none is used.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// A number from 0 to `bound` - 1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool chance(std::size_t percent) { return below(100) < percent; }

  /// One of a list that is not empty.
  template <class List>
  const auto& oneOf(const List& list) {
    return std::data(list)[below(std::size(list))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace amilocal::simulation
