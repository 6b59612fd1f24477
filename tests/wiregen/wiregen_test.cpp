#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tools/wiregen/emit.h"
#include "tools/wiregen/schema.h"

namespace amilocal::wiregen {
namespace {

const std::filesystem::path kGolden =
    std::filesystem::path(AMILOCAL_SOURCE_DIR) / "tests/wiregen/golden";

std::string contentOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The expected output is committed, so that a change of the generator is reviewed as the code it
// produces. Run with AMILOCAL_UPDATE_GOLDEN=1 to rewrite it.
void expectGolden(const std::string& name, const std::string& text) {
  const auto path = kGolden / name;
  if (std::getenv("AMILOCAL_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  EXPECT_EQ(contentOf(path), text) << name;
}

Schema golden() { return readSchema((kGolden / "zoo.json").string()); }

TEST(Wiregen, WritesTheGoldenShapes) { expectGolden("shapes.gen.h", emitShapes(golden())); }
TEST(Wiregen, WritesTheGoldenDescriptions) {
  expectGolden("describe.gen.h", emitDescribe(golden()));
}
TEST(Wiregen, WritesTheGoldenHandlers) { expectGolden("handlers.gen.h", emitHandlers(golden())); }
TEST(Wiregen, WritesTheGoldenCodec) { expectGolden("codec.gen.h", emitCodec(golden())); }
TEST(Wiregen, WritesTheGoldenReaders) { expectGolden("codec_in.gen.cpp", emitCodecIn(golden())); }
TEST(Wiregen, WritesTheGoldenWriters) { expectGolden("codec_out.gen.cpp", emitCodecOut(golden())); }
TEST(Wiregen, WritesTheGoldenTable) {
  expectGolden("operations.gen.cpp", emitOperations(golden()));
  expectGolden("table.gen.h", emitTableHeader(golden()));
}
TEST(Wiregen, WritesTheGoldenDocument) { expectGolden("operations.md", emitDocument(golden())); }

std::string refusalOf(const std::string& shapes) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "bad.json";
  std::ofstream(path) << R"({"service":"x","protocol":"ec2-query","version":"1","refused":[],)"
                      << R"("operations":{"Do":{"in":"In","out":"In","access":"read"}},"shapes":)"
                      << shapes << "}";
  try {
    readSchema(path.string());
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(Wiregen, RefusesAnUnsoundSchema) {
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"Nowhere"}}})"), "In.A: unknown type Nowhere");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"string"},"B":{"type":"string","query":"A"}}})"),
            "In.B: second member named A");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"string"},"B":{"type":"string","xml":"a"}}})"),
            "In.B: second element named a");
  EXPECT_EQ(refusalOf(R"({"In":{},"Lonely":{}})"), "Lonely: no operation reaches this shape");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"Out"}},"Out":{"B":{"type":"In"}}})"),
            "Out.B: a cycle through In");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"string","sort":1}}})"),
            "In.A: unknown attribute sort");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"list<string>"}}})"), "");
}

}  // namespace
}  // namespace amilocal::wiregen
