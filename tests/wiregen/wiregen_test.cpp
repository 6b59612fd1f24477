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

// A service of the REST protocols: places, routes, other readers and writers.
Schema reef() { return readSchema((kGolden / "reef/reef.json").string()); }

TEST(Wiregen, WritesTheGoldenShapesWithMaps) {
  expectGolden("reef/shapes.gen.h", emitShapes(reef()));
}
TEST(Wiregen, WritesTheGoldenDescriptionsOfRestMembers) {
  expectGolden("reef/describe.gen.h", emitDescribe(reef()));
}
TEST(Wiregen, WritesTheGoldenRestReadersAndWriters) {
  expectGolden("reef/codec_in.gen.cpp", emitCodecIn(reef()));
  expectGolden("reef/codec_out.gen.cpp", emitCodecOut(reef()));
}
TEST(Wiregen, WritesTheGoldenRoutes) {
  expectGolden("reef/operations.gen.cpp", emitOperations(reef()));
  expectGolden("reef/operations.md", emitDocument(reef()));
}

TEST(Wiregen, WritesTheTargetOfTheJsonProtocol) {
  auto schema = golden();
  schema.protocol = "json-1.1";
  schema.target = "AmazonZoo";
  EXPECT_NE(emitOperations(schema).find(R"(kNotEmulated, "AmazonZoo"};)"), std::string::npos);
  EXPECT_NE(emitCodecIn(schema).find("wire::readRest"), std::string::npos);
}

std::string refusalOf(const std::string& shapes, const std::string& protocol = "ec2-query",
                      const std::string& http = "") {
  const auto path = std::filesystem::path(::testing::TempDir()) / "bad.json";
  std::ofstream(path) << R"({"service":"x","protocol":")" << protocol
                      << R"(","version":"1","refused":[],"operations":{"Do":{"in":"In","out":"In",)"
                      << R"("access":"read","http":")" << http << R"("}},"shapes":)" << shapes
                      << "}";
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
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"string","place":"attic"}}})"),
            "In.A: unknown place attic");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"timestamp","time":"late"}}})"),
            "In.A: time is epoch or iso");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"list<string>","shared":true}}})"),
            "In.A: only the shapes of a list are shared");
  EXPECT_EQ(refusalOf(R"({"In":{"A":{"type":"list<string>"}}})"), "");
}

TEST(Wiregen, RefusesAnUnsoundRoute) {
  const std::string labelled = R"({"In":{"A":{"type":"string","required":true,"place":"path:a"}}})";
  EXPECT_EQ(refusalOf(labelled, "rest-json", ""), "Do: http is a method and a path");
  EXPECT_EQ(refusalOf(labelled, "rest-json", "GET /b/{b}"), "Do: no required member takes {b}");
  EXPECT_EQ(refusalOf(labelled, "rest-json", "GET /b"),
            "Do: a member takes a label that the path has not");
  EXPECT_EQ(refusalOf(labelled, "rest-json", "GET /b/{a}"), "");
}

TEST(Wiregen, RefusesAnUnknownProtocol) {
  EXPECT_TRUE(refusalOf(R"({"In":{}})", "smoke").ends_with("unknown protocol smoke"));
  EXPECT_TRUE(refusalOf(R"({"In":{}})", "json-1.1").ends_with("target is missing"));
}

}  // namespace
}  // namespace amilocal::wiregen
