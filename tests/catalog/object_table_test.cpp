#include "amilocal/catalog/object_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::Bucket;
using domain::Piece;
using domain::StoredObject;
using domain::Upload;

class ObjectTableTest : public CatalogTest {
 protected:
  static StoredObject object(const std::string& key, const std::string& container = "bucket") {
    StoredObject object;
    object.container = container;
    object.key = key;
    object.owner = "111111111111";
    object.etag = "etag";
    return object;
  }
  static StoredObject filled() {
    auto filled = object("key");
    filled.size = 12;
    filled.modifiedAt = Instant(Duration(1'700'000'000'001));
    filled.traits = {"STANDARD_IA", "CRC32", "FULL_OBJECT", "h=1", "m=2", "g=3", "t=4"};
    filled.checksum = "AAAA";
    filled.partCount = 2;
    return filled;
  }
  std::vector<std::string> keys(const KeyRange& range) {
    std::vector<std::string> keys;
    for (const auto& each : objects_.list("bucket", range)) keys.push_back(each.key);
    return keys;
  }

  ObjectTable& objects_ = catalog_.objects();
};

TEST_F(ObjectTableTest, KeepsEveryMember) {
  auto wanted = filled();
  const std::vector<Piece> pieces{{"a", 0, 5, 1}, {"b", 7, 7, 2}};
  wanted.id = objects_.put(wanted, pieces);
  EXPECT_EQ(objects_.find("bucket", "key"), wanted);
  EXPECT_EQ(objects_.pieces(wanted.id), pieces);
  wanted.traits.tags = "t=5";
  objects_.update(wanted);
  EXPECT_EQ(objects_.find("bucket", "key"), wanted);
}

TEST_F(ObjectTableTest, PutsOneInPlaceOfAnother) {
  objects_.put(object("key"), {{"a", 0, 5, 0}});
  const auto id = objects_.put(filled(), {{"b", 0, 12, 0}});
  EXPECT_EQ(objects_.find("bucket", "key")->size, 12);
  EXPECT_EQ(objects_.pieces(id), (std::vector<Piece>{{"b", 0, 12, 0}}));
  EXPECT_EQ(countRows("object_piece"), 1);
}

// Keys are in the order of their bytes, which is S3's.
TEST_F(ObjectTableTest, ListsKeysInTheOrderOfBytes) {
  for (const auto* key : {"b/2", "a", "B", "b/1", "\xc3\xa4", "c"}) objects_.put(object(key), {});
  objects_.put(object("elsewhere", "other"), {});
  EXPECT_EQ(keys({}), (std::vector<std::string>{"B", "a", "b/1", "b/2", "c", "\xc3\xa4"}));
  EXPECT_EQ(keys({.prefix = "b/"}), (std::vector<std::string>{"b/1", "b/2"}));
  EXPECT_EQ(keys({.prefix = "b/", .after = "b/1"}), (std::vector<std::string>{"b/2"}));
  EXPECT_EQ(keys({.after = "b/\xff", .limit = 1}), (std::vector<std::string>{"c"}));
}

TEST_F(ObjectTableTest, RemovesObjectsWithTheirPieces) {
  objects_.put(object("a"), {{"x", 0, 1, 0}});
  objects_.put(object("b"), {{"y", 0, 1, 0}});
  EXPECT_TRUE(objects_.remove("bucket", "a"));
  EXPECT_FALSE(objects_.remove("bucket", "a"));
  EXPECT_EQ(countRows("object_piece"), 1);
  EXPECT_FALSE(objects_.isEmpty("bucket"));
  objects_.removeAll("bucket");
  EXPECT_TRUE(objects_.isEmpty("bucket"));
}

TEST_F(ObjectTableTest, KeepsBuckets) {
  Bucket bucket{.name = "images", .owner = "111111111111", .region = "eu-west-1"};
  auto& buckets = catalog_.buckets();
  buckets.insert(bucket);
  EXPECT_EQ(buckets.find("images"), bucket);
  bucket.createdAt = Instant(Duration(5));
  bucket.ownership = "ObjectWriter";
  bucket.publicAccessBlock = "a=true";
  bucket.grants = "g=1";
  bucket.tags = "t=1";
  buckets.update(bucket);
  EXPECT_EQ(buckets.list("111111111111"), std::vector{bucket});
  EXPECT_TRUE(buckets.list("222222222222").empty());
  EXPECT_TRUE(buckets.remove("images"));
  EXPECT_FALSE(buckets.find("images"));
}

TEST_F(ObjectTableTest, KeepsUploads) {
  Upload upload{.id = "U2", .bucket = "images", .key = "a", .owner = "111111111111"};
  upload.traits.checksumAlgorithm = "CRC32";
  auto& uploads = catalog_.uploads();
  uploads.insert(upload);
  auto other = upload;
  other.id = "U1";
  uploads.insert(other);
  EXPECT_EQ(uploads.find("U2"), upload);
  EXPECT_EQ(uploads.list("images"), (std::vector{other, upload}));
  EXPECT_TRUE(uploads.remove("U1"));
  EXPECT_FALSE(uploads.remove("U1"));
}

}  // namespace
}  // namespace amilocal
