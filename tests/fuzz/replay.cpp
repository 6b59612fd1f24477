// Hands every file of a directory to the target, and each of them cut short and with a bit turned.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "fuzz_target.h"

namespace {

std::size_t runAround(const std::string& input) {
  std::size_t runs = 0;
  const auto run = [&](const std::string& text) {
    amilocal::fuzz::run(text);
    ++runs;
  };
  run(input);
  const auto step = input.size() / 64 + 1;
  for (std::size_t at = 0; at < input.size(); at += step) {
    run(input.substr(0, at));
    auto turned = input;
    turned[at] = static_cast<char>(turned[at] ^ (1 << (at % 8)));
    run(turned);
  }
  return runs;
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t files = 0, runs = 0;
  for (int i = 1; i < count; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      runs += runAround({std::istreambuf_iterator<char>(file), {}});
      ++files;
    }
  std::printf("%zu files, %zu runs\n", files, runs);
  return files == 0 ? 1 : 0;  // an empty corpus proves nothing
}
