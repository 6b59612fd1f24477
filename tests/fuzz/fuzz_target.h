#pragma once

#include <cstdint>
#include <string_view>

/// Each NAME_fuzz.cpp defines run(). In the fuzz profile libFuzzer calls it with what it makes up;
/// in the others, replay.cpp with what the corpus has, so that a bug that was found stays found.
namespace amilocal::fuzz {

/// Must return, whatever the input: an exception or a trap is a bug.
void run(std::string_view input);

/// Says that something is wrong.
[[noreturn]] inline void trap() { __builtin_trap(); }

}  // namespace amilocal::fuzz
