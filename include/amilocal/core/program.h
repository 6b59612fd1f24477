#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"

namespace amilocal {

/// Where a program is installed, as PATH says; empty when it is not.
std::optional<std::string> findProgram(std::string_view name);

/// A program could not be run to its end, or ended badly. The text says which, with the last line
/// of what it said.
class ProgramFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A run of another program, without a shell and with nothing of ours but PATH. It does not outlive
/// us, even if we are killed.
struct ProgramRun {
  std::string program;  ///< its path
  std::vector<std::string> arguments;
  std::string directory;        ///< where it runs, and where its output is kept meanwhile
  Duration timeLimit{};         ///< then it is killed
  std::string watched;          ///< a file in the directory that it writes; empty for none
  std::uint64_t sizeLimit = 0;  ///< what that file may take on disk before the program is killed
  std::stop_token stop{};       ///< it is killed when this is asked for
};

/// Runs it and answers what it wrote to its standard output, up to 1 MiB. Throws ProgramFailed.
std::string runProgram(const ProgramRun& run);

}  // namespace amilocal
