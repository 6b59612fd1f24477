// embed GROUP OUTDIR FILE… writes OUTDIR/GROUP.gen.h and OUTDIR/GROUP.gen.cpp, whose function
// amilocal::embedded::GROUP() gives the files in the order of the command line.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

// An unchanged file keeps its date, so that nothing that includes it is compiled again.
void writeIfChanged(const fs::path& path, const std::string& text) {
  if (fs::exists(path) && read(path) == text) return;
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

// A string literal, broken at each line of the file. Bytes outside of printable ASCII are written
// with three octal digits, which cannot run into the character that follows, as \x would.
std::string literal(const std::string& bytes) {
  std::string out = "\"";
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '\n') {
      out += "\\n\"\n    \"";
    } else if (byte == '"' || byte == '\\' || byte == '?') {  // "??" could begin a trigraph
      out += {'\\', byte};
    } else if (code < 0x20 || code > 0x7e) {
      char octal[5];
      std::snprintf(octal, sizeof octal, "\\%03o", static_cast<unsigned>(code));
      out += octal;
    } else {
      out += byte;
    }
  }
  return out + "\"";
}

std::string header(const std::string& group) {
  return "#pragma once\n\n#include <span>\n\n#include \"tools/embed/embedded_file.h\"\n\n"
         "namespace amilocal::embedded {\n\n"
         "std::span<const EmbeddedFile> " +
         group +
         "();\n\n"
         "}  // namespace amilocal::embedded\n";
}

std::string source(const std::string& group, const std::vector<fs::path>& files) {
  std::string body = "  return {};\n";
  if (!files.empty()) {
    body = "  static constexpr EmbeddedFile kFiles[] = {\n";
    for (const auto& file : files) {
      const auto bytes = read(file);
      // The length is given, since a file may contain a zero byte.
      body += "    {" + literal(file.filename().string()) + ", {" + literal(bytes) + ", " +
              std::to_string(bytes.size()) + "}},\n";
    }
    body += "  };\n  return kFiles;\n";
  }
  return "#include \"embedded/" + group +
         ".gen.h\"\n\n"
         "// Compilers must accept 65,536 characters in a literal; ours accept any number.\n"
         "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
         "namespace amilocal::embedded {\n\n"
         "std::span<const EmbeddedFile> " +
         group + "() {\n" + body +
         "}\n\n"
         "}  // namespace amilocal::embedded\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) throw std::runtime_error("usage: embed GROUP OUTDIR FILE...");
  const std::string group = argv[1];
  const fs::path out = argv[2];
  fs::create_directories(out);
  writeIfChanged(out / (group + ".gen.h"), header(group));
  writeIfChanged(out / (group + ".gen.cpp"), source(group, {argv + 3, argv + argc}));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "embed: %s\n", error.what());
  return 1;
}
