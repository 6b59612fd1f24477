#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tools/wiregen/emit.h"

namespace {

using amilocal::wiregen::Schema;

// Leaves a file alone that would not change, so that nothing is compiled again for nothing.
void write(const std::filesystem::path& path, const std::string& text) {
  if (std::ifstream old(path); old) {
    const std::string before((std::istreambuf_iterator<char>(old)), {});
    if (before == text) return;
  }
  std::ofstream out(path);
  out << text;
  if (!out.flush()) throw std::runtime_error(path.string() + ": cannot be written");
}

void generate(const std::string& schemaPath, const std::filesystem::path& outDirectory) {
  using namespace amilocal::wiregen;
  const Schema schema = readSchema(schemaPath);
  const auto directory = outDirectory / schema.service;
  std::filesystem::create_directories(directory);
  write(directory / "shapes.gen.h", emitShapes(schema));
  write(directory / "describe.gen.h", emitDescribe(schema));
  write(directory / "handlers.gen.h", emitHandlers(schema));
  write(directory / "codec.gen.h", emitCodec(schema));
  write(directory / "table.gen.h", emitTableHeader(schema));
  write(directory / "codec_in.gen.cpp", emitCodecIn(schema));
  write(directory / "codec_out.gen.cpp", emitCodecOut(schema));
  write(directory / "operations.gen.cpp", emitOperations(schema));
  write(directory / "operations.md", emitDocument(schema));
}

}  // namespace

// wiregen SCHEMA.json OUTDIR: writes OUTDIR/SERVICE/*.gen.{h,cpp} and operations.md.
int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: wiregen SCHEMA.json OUTDIR\n", stderr);
    return 2;
  }
  try {
    generate(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "wiregen: %s: %s\n", argv[1], error.what());
    return 1;
  }
}
