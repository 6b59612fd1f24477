#include "app/files.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace amilocal {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw std::runtime_error("cannot write " + path + ": " + std::generic_category().message(error));
}

}  // namespace

void writeFile(const std::string& path, std::string_view text) {
  const auto aside = path + ".new";
  errno = 0;
  std::ofstream file(aside, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) fail(path, errno);
  if (std::rename(aside.c_str(), path.c_str()) == 0) return;
  const int error = errno;
  std::remove(aside.c_str());
  fail(path, error);
}

}  // namespace amilocal
