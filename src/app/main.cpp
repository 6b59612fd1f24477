#include <malloc.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "app/command_line.h"

namespace {

/// A listing takes some megabytes for a moment. Left to itself, glibc gives them back after each
/// answer, and has the kernel clear them anew for the next: a tenth of the time of a listing.
void keepMemory() {
#ifdef M_TRIM_THRESHOLD
  constexpr int kMegabyte = 1024 * 1024;
  mallopt(M_MMAP_THRESHOLD, 2 * kMegabyte);
  mallopt(M_TRIM_THRESHOLD, 4 * kMegabyte);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keepMemory();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return amilocal::runCommandLine(arguments, amilocal::readEnvironment(environ), std::cout,
                                  std::cerr);
}
