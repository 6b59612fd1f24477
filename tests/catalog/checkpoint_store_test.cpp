#include "amilocal/catalog/checkpoint_store.h"

#include <filesystem>

#include "catalog_fixture.h"

namespace amilocal {
namespace {

class CheckpointStoreTest : public CatalogFileTest {
 protected:
  void put(const std::string& value) { catalog_.settings().put({"1", "r", "name", value}); }
  std::string value() { return catalog_.settings().find("1", "r", "name").value_or("(none)"); }

  CheckpointStore store_{directory_.path() + "/checkpoints", Durability::ephemeral};
};

TEST_F(CheckpointStoreTest, BringsBackWhatItKept) {
  put("before");
  store_.keep(database_, "one", at(42));
  put("after");
  EXPECT_TRUE(store_.bringBack(database_, "one"));
  EXPECT_EQ(value(), "before");
  put("writable");
  EXPECT_EQ(value(), "writable");
}

TEST_F(CheckpointStoreTest, BringsItBackAsOftenAsAsked) {
  put("before");
  store_.keep(database_, "one", at(42));
  for (int i = 0; i < 3; ++i) {
    put("after");
    store_.bringBack(database_, "one");
    EXPECT_EQ(value(), "before");
  }
}

// A reader in the middle of its transaction goes on seeing what it saw.
TEST_F(CheckpointStoreTest, LeavesReadersTheirView) {
  put("before");
  store_.keep(database_, "one", at(42));
  put("after");
  Database reader(directory_.catalogPath(), Database::Mode::readOnly);
  Catalog seen(reader);
  {
    const Transaction transaction(reader, Transaction::Kind::read);
    EXPECT_EQ(seen.settings().find("1", "r", "name"), "after");
    store_.bringBack(database_, "one");
    EXPECT_EQ(seen.settings().find("1", "r", "name"), "after");
  }
  EXPECT_EQ(seen.settings().find("1", "r", "name"), "before");
}

TEST_F(CheckpointStoreTest, ReplacesOneOfTheSameName) {
  put("first");
  store_.keep(database_, "one", at(1));
  put("second");
  store_.keep(database_, "one", at(2));
  put("third");
  store_.bringBack(database_, "one");
  EXPECT_EQ(value(), "second");
  EXPECT_EQ(store_.list().size(), 1U);
}

TEST_F(CheckpointStoreTest, TellsWhatItHas) {
  EXPECT_TRUE(store_.list().empty());
  store_.keep(database_, "b", at(42));
  store_.keep(database_, "a.b-c_1", at(43));
  const auto all = store_.list();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "a.b-c_1");
  EXPECT_EQ(all[1].at, at(42));
  EXPECT_EQ(all[1].images, 0);
  EXPECT_GT(all[1].bytes, 0);
  EXPECT_FALSE(store_.find("c"));
}

TEST_F(CheckpointStoreTest, RemovesOneWithItsFile) {
  store_.keep(database_, "one", at(42));
  EXPECT_TRUE(store_.remove("one"));
  EXPECT_FALSE(store_.remove("one"));
  EXPECT_FALSE(store_.bringBack(database_, "one"));
  EXPECT_TRUE(std::filesystem::is_empty(directory_.path() + "/checkpoints"));
}

// Whoever deletes what rows refer to must see the rows that only a checkpoint has.
TEST_F(CheckpointStoreTest, ShowsTheInsideOfEach) {
  put("kept");
  store_.keep(database_, "one", at(42));
  put("present");
  std::vector<std::string> seen;
  store_.visit([&](Database& kept) {
    seen.push_back(Catalog(kept).settings().find("1", "r", "name").value_or("(none)"));
  });
  EXPECT_EQ(seen, std::vector<std::string>{"kept"});
}

TEST_F(CheckpointStoreTest, KnowsAGoodName) {
  for (const auto* good : {"a", "A1", "before-copy", "v1.2_x", "9"})
    EXPECT_TRUE(CheckpointStore::isName(good)) << good;
  for (const std::string bad : {"", ".", "..", "-a", "a/b", "a b", "ä"})
    EXPECT_FALSE(CheckpointStore::isName(bad)) << bad;
  EXPECT_TRUE(CheckpointStore::isName(std::string(64, 'a')));
  EXPECT_FALSE(CheckpointStore::isName(std::string(65, 'a')));
}

}  // namespace
}  // namespace amilocal
