#include "amilocal/catalog/archive.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/checkpoint_store.h"
#include "amilocal/catalog/compression.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/tar.h"
#include "amilocal/core/text.h"
#include "catalog_fixture.h"
#include "embedded/migrations.gen.h"
#include "support/temporary_directory.h"

namespace amilocal {
namespace {

constexpr std::uint64_t kLimit = 1ULL << 30U;

ArchiveBytes bytesOf(const std::string& archive) {
  const auto bytes = std::make_shared<const std::string>(archive);
  return {bytes->size(), [bytes](std::uint64_t offset, char* into, std::size_t room) {
            // A few at a time, as files and sockets may give them.
            const auto count = std::min<std::size_t>({room, bytes->size() - offset, 10'000});
            std::memcpy(into, bytes->data() + offset, count);
            return count;
          }};
}

/// A catalog with its blobs in a directory of its own.
struct State {
  State() { migrate(database); }

  /// A snapshot with one block of this letter; answers the block's blob.
  std::string givenSnapshot(const std::string& id, char letter) {
    domain::Snapshot snapshot;
    snapshot.id = SnapshotId::trusted(id);
    snapshot.contentId = catalog.contents().add({});
    const auto blob = blobs.putBlock(std::string(kBlockBytes, letter));
    catalog.contents().put(*snapshot.contentId, {0, blob});
    catalog.snapshots().insert(snapshot);
    return blob;
  }

  /// An object of these bytes; answers its blob.
  std::string givenObject(const std::string& key, const std::string& bytes) {
    const auto blob = blobs.begin();
    if (!bytes.empty()) blob->append(bytes);
    blob->finish();
    blob->keep();
    const auto size = static_cast<std::int64_t>(bytes.size());
    catalog.objects().put({.container = "b", .key = key, .size = size},
                          {{blob->name(), 0, size, 0}});
    return blob->name();
  }

  std::string exported(std::size_t room = 3000) {
    copyCatalog(database, outgoingCatalog(blobs), Durability::ephemeral);
    ArchiveWriter writer(blobs, at(1000));
    std::string archive, piece(room, '\0');
    while (const auto count = writer.read(piece.data(), piece.size()))
      archive += piece.substr(0, count);
    EXPECT_EQ(archive.size(), writer.size());
    return archive;
  }

  /// Empty when it was taken, else the reason.
  std::string import(const std::string& archive) {
    try {
      IncomingState incoming(bytesOf(archive), blobs);
      incoming.adoptBlobs();
      database.copyFrom(incoming.catalog());
      return {};
    } catch (const BadArchive& error) {
      return error.what();
    }
  }

  std::string read(const std::string& blob) const {
    const BlobStore::Reader reader(blobs, blob);
    std::string bytes(reader.size(), '\0');
    reader.readAt(0, bytes.data(), bytes.size());
    return bytes;
  }

  std::size_t countFiles() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path()))
      count += entry.is_regular_file() ? 1U : 0U;
    return count;
  }

  test::TemporaryDirectory directory;
  Database database{directory.path("catalog.sqlite3")};
  Catalog catalog{database};
  BlobStore blobs{directory.path(), kLimit, Durability::ephemeral};
};

/// A tar of these members, with the list of their checksums as it should be.
std::string tarOf(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string tar, sums;
  const auto add = [&tar](const std::string& name, const std::string& content) {
    tar += tarHeader({.name = name, .size = content.size()}) + content;
    tar.append(tarPadding(content.size()), '\0');
  };
  for (const auto& [name, content] : members) {
    add(name, content);
    sums += sha256Hex(content) + "  " + name + "\n";
  }
  add("SHA256SUMS", sums);
  return tar.append(2 * kTarBlock, '\0');
}

std::string noteOf(int schema, int blobs, const std::string& format = "1") {
  return "format: " + format + "\namilocal: 9.9.9\nschema: " + std::to_string(schema) +
         "\nexported-at: 2026-11-20T12:00:00.000Z\nimages: 0\nblobs: " + std::to_string(blobs) +
         "\n";
}

std::string contentOf(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class ArchiveTest : public ::testing::Test {
 protected:
  static std::string refusal(const std::string& why) {
    return "The archive cannot be imported: " + why;
  }

  /// A catalog after some of its migrations, as a file's content.
  std::string catalogFile(const std::string& script = {}) {
    State state;
    if (!script.empty()) state.database.runScript(script);
    const auto path = state.directory.path("copy");
    copyCatalog(state.database, path, Durability::ephemeral);
    return contentOf(path);
  }

  State from_, to_;
};

TEST_F(ArchiveTest, BringsCatalogAndBlobsOver) {
  const auto block = from_.givenSnapshot("snap-1", 'a');
  const auto object = from_.givenObject("k", std::string(300'000, 'o'));
  const auto empty = from_.givenObject("e", "");
  EXPECT_EQ(to_.import(from_.exported()), "");
  EXPECT_TRUE(to_.catalog.snapshots().find(SnapshotId::trusted("snap-1")));
  EXPECT_EQ(to_.blobs.block(block), std::string(kBlockBytes, 'a'));
  EXPECT_EQ(to_.read(object), std::string(300'000, 'o'));
  EXPECT_EQ(to_.read(empty), "");
  sweepData(to_.database, to_.blobs);
  EXPECT_TRUE(to_.blobs.has(block));
  EXPECT_TRUE(to_.blobs.has(object));
}

TEST_F(ArchiveTest, IsTheSameInPiecesOfAnySize) {
  from_.givenSnapshot("snap-1", 'a');
  from_.givenObject("k", "some bytes");
  const auto archive = from_.exported(1U << 20U);
  EXPECT_EQ(from_.exported(7), archive);
}

// What is no longer used may have been swept, and need not be carried.
TEST_F(ArchiveTest, HasOnlyTheBlobsThatAreUsed) {
  const auto used = from_.givenSnapshot("snap-1", 'a');
  const auto unused = from_.blobs.putBlock(std::string(kBlockBytes, 'b'));
  const auto archive = from_.exported();
  EXPECT_NE(archive.find(used), std::string::npos);
  EXPECT_EQ(archive.find(unused), std::string::npos);
}

TEST_F(ArchiveTest, LeavesNoCopyOfTheCatalogLying) {
  const auto before = from_.countFiles();
  const auto archive = from_.exported();
  EXPECT_EQ(from_.countFiles(), before);
  to_.import(archive);
  EXPECT_FALSE(std::filesystem::exists(to_.directory.path("incoming.sqlite3")));
}

TEST_F(ArchiveTest, CannotBeMadeWithoutAllBlobs) {
  const auto block = from_.givenSnapshot("snap-1", 'a');
  from_.blobs.sweep({});
  EXPECT_THROW(from_.exported(), IncompleteState);
  EXPECT_FALSE(std::filesystem::exists(from_.directory.path("outgoing.sqlite3")));
}

TEST_F(ArchiveTest, IsRefusedWithAnyByteChangedOrMissing) {
  from_.givenSnapshot("snap-1", 'a');
  from_.givenObject("k", "some bytes");
  const auto archive = from_.exported();
  constexpr std::size_t kStep = 6131;
  for (std::size_t at = 0; at < archive.size(); at += kStep) {
    auto damaged = archive;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    // What fills a block, times and modes are nobody's content.
    if (const auto reason = to_.import(damaged); reason.empty()) {
      EXPECT_EQ(archive[at], '\0') << at;
    }
    EXPECT_EQ(to_.import(archive.substr(0, at)).empty(), false) << at;
  }
  EXPECT_EQ(to_.import(archive.substr(0, archive.size() - 2 * kTarBlock)),
            refusal("it ends before its end"));
  EXPECT_EQ(to_.import(""), refusal("it is empty"));
}

TEST_F(ArchiveTest, NamesWhatIsDamaged) {
  const auto blob = from_.givenObject("k", "some bytes");
  auto archive = from_.exported();
  archive.replace(archive.find("some bytes"), 4, "SOME");
  EXPECT_EQ(to_.import(archive), refusal("blobs/" + blob.substr(0, 2) + "/" + blob +
                                         " in it is damaged: its checksum is not right"));
  EXPECT_FALSE(to_.blobs.has(blob));
}

TEST_F(ArchiveTest, IsRefusedWhenItIsSomethingElse) {
  const auto foreign = refusal("it was not written by 'amilocal export'");
  EXPECT_EQ(to_.import("a text"), foreign);
  EXPECT_EQ(to_.import(std::string(5000, 'x')), foreign);
  EXPECT_EQ(to_.import(tarOf({{"hello.txt", "hello"}})), foreign);
  EXPECT_EQ(to_.import("\x1f\x8b" + std::string(600, 'x')),
            refusal("it is compressed; unpack it before"));
  const auto note = noteOf(newestSchema(), 0);
  EXPECT_EQ(to_.import(tarOf({{"amilocal-export.txt", note}})), foreign);
  EXPECT_EQ(to_.import(tarOf({{"amilocal-export.txt", "format: 1\n"}})), foreign);
  EXPECT_EQ(to_.import(tarOf({{"amilocal-export.txt", note},
                              {"catalog.sqlite3", catalogFile()},
                              {"../../etc/passwd", "x"}})),
            foreign);
}

TEST_F(ArchiveTest, IsRefusedWhenItIsNewer) {
  const auto knows = std::to_string(newestSchema());
  for (const auto& [schema, format] : {std::pair{9999, "1"}, std::pair{newestSchema(), "2"}}) {
    EXPECT_EQ(to_.import(tarOf({{"amilocal-export.txt", noteOf(schema, 0, format)}})),
              refusal("it was written by a later version of amilocal (9.9.9, schema " +
                      std::to_string(schema) +
                      "; this is " AMILOCAL_VERSION ", which knows up to " + knows + ")"));
  }
}

TEST_F(ArchiveTest, IsRefusedWhenItsCatalogIsNone) {
  const auto reasonFor = [this](const std::string& catalog, int schema) {
    return to_.import(
        tarOf({{"amilocal-export.txt", noteOf(schema, 0)}, {"catalog.sqlite3", catalog}}));
  };
  const auto none = [](const std::string& why) {
    return refusal("the catalog in it is none of amilocal's (" + why + ")");
  };
  EXPECT_EQ(reasonFor("no database", newestSchema()), none("it cannot be read"));
  EXPECT_EQ(reasonFor(catalogFile(), 1), none("it has another schema"));
  EXPECT_EQ(reasonFor(catalogFile("CREATE TABLE more (x)"), newestSchema()),
            none("its tables are others"));
  EXPECT_EQ(reasonFor(catalogFile("DROP TABLE task"), newestSchema()),
            none("its tables are others"));
  EXPECT_EQ(reasonFor(catalogFile(), newestSchema()), "");
}

// What runs by itself, or answers in the place of a table, would work for whoever planted it.
TEST_F(ArchiveTest, IsRefusedWithAnythingInItsSchemaThatIsNotOurs) {
  // One of the catalog's own, whose name stays.
  Statement own(from_.database,
                "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1");
  ASSERT_TRUE(own.step()) << "the catalog has triggers of its own";
  const auto name = own.get<std::string>(0), table = own.get<std::string>(1);
  for (const auto& script :
       {std::string(
            "CREATE TRIGGER planted AFTER INSERT ON image BEGIN DELETE FROM snapshot; END;"),
        "DROP TRIGGER " + name + ";",
        "DROP TRIGGER " + name + "; CREATE TRIGGER " + name + " AFTER INSERT ON " + table +
            " BEGIN DELETE FROM snapshot; END;",
        std::string("CREATE VIEW more AS SELECT * FROM image;"),
        std::string("DROP TABLE image_watermark; CREATE VIEW image_watermark AS SELECT 1;"),
        std::string("CREATE INDEX more ON image (name);"),
        std::string("ALTER TABLE image ADD COLUMN more TEXT;")}) {
    std::string catalog;
    try {
      catalog = catalogFile(script);
    } catch (const CatalogError& error) {
      ADD_FAILURE() << script << ": " << error.what();
      continue;
    }
    EXPECT_EQ(to_.import(tarOf({{"amilocal-export.txt", noteOf(newestSchema(), 0)},
                                {"catalog.sqlite3", catalog}})),
              refusal("the catalog in it is none of amilocal's (its tables are others)"))
        << script;
  }
}

// A trigger in a catalog of an earlier version would run while it is brought up to date.
TEST_F(ArchiveTest, IsRefusedWithATriggerInACatalogOfAnEarlierVersion) {
  const auto steps = ownMigrations();
  const auto earlier = steps.size() - 1;
  const auto fileOf = [&](const std::string& script) {
    const test::TemporaryDirectory directory;
    {
      Database database(directory.path("catalog"));
      migrate(database, std::span(steps).first(earlier));
      database.runScript(script);
    }
    return contentOf(directory.path("catalog"));
  };
  const auto reasonFor = [&](const std::string& script) {
    return to_.import(tarOf({{"amilocal-export.txt", noteOf(static_cast<int>(earlier), 0)},
                             {"catalog.sqlite3", fileOf(script)}}));
  };
  EXPECT_EQ(reasonFor("CREATE TRIGGER planted AFTER UPDATE ON image BEGIN SELECT 1; END;"),
            refusal("the catalog in it is none of amilocal's (its tables are others)"));
  EXPECT_EQ(reasonFor("SELECT 1;"), "");
}

TEST_F(ArchiveTest, IsRefusedWithoutABlobThatItsCatalogNames) {
  const auto blob = from_.givenObject("k", "some bytes");
  const auto path = from_.directory.path("copy");
  copyCatalog(from_.database, path, Durability::ephemeral);
  EXPECT_EQ(to_.import(tarOf({{"amilocal-export.txt", noteOf(newestSchema(), 0)},
                              {"catalog.sqlite3", contentOf(path)}})),
            refusal("the blob " + blob + " is missing in it"));
}

// Who names other bytes as a block would put them into everybody's disks that have that block.
TEST_F(ArchiveTest, IsRefusedWithABlockThatIsAnother) {
  const auto block = from_.givenSnapshot("snap-1", 'a');
  const auto path = from_.directory.path("copy");
  copyCatalog(from_.database, path, Durability::ephemeral);
  const auto with = [&](const std::string& frame) {
    return to_.import(tarOf({{"amilocal-export.txt", noteOf(newestSchema(), 1)},
                             {"catalog.sqlite3", contentOf(path)},
                             {"blobs/" + block.substr(0, 2) + "/" + block, frame}}));
  };
  EXPECT_NE(with(compress(std::string(kBlockBytes, 'b'))).find("its checksum differs"),
            std::string::npos);
  EXPECT_NE(with(std::string(2 * kBlockBytes, 'b')).find("is no block"), std::string::npos);
  EXPECT_FALSE(to_.blobs.has(block));
  EXPECT_EQ(with(compress(std::string(kBlockBytes, 'a'))), "");
}

// Names of chance are told apart by nothing but chance: another's blob must stay what it is.
TEST_F(ArchiveTest, NeverWritesOverABlobOfTheSameName) {
  const auto theirs = from_.givenObject("k", "their bytes");
  const auto archive = from_.exported();
  const auto mine = to_.blobs.beginAs(theirs);
  mine->append("my own bytes");
  mine->finish();
  mine->keep();
  EXPECT_EQ(to_.import(archive), "");
  EXPECT_EQ(to_.read(theirs), "my own bytes");
  const auto object = to_.catalog.objects().find("b", "k");
  ASSERT_TRUE(object);
  const auto pieces = to_.catalog.objects().pieces(object->id);
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_NE(pieces[0].blob, theirs);
  EXPECT_EQ(to_.read(pieces[0].blob), "their bytes");
}

TEST_F(ArchiveTest, TakesNoRoomForBlobsThatAreThere) {
  from_.givenSnapshot("snap-1", 'a');
  from_.givenObject("k", "some bytes");
  const auto archive = from_.exported();
  const auto used = from_.blobs.bytesUsed();
  EXPECT_EQ(from_.import(archive), "");
  EXPECT_EQ(from_.blobs.bytesUsed(), used);
}

// The next sweep removes what came before the room was gone.
TEST_F(ArchiveTest, KeepsToTheLimitOfTheData) {
  from_.givenObject("k", std::string(100'000, 'x'));
  BlobStore small(to_.directory.path(), 1000, Durability::ephemeral);
  IncomingState incoming(bytesOf(from_.exported()), small);
  EXPECT_THROW(incoming.adoptBlobs(), DataLimitReached);
  EXPECT_EQ(small.bytesUsed(), 0U);
}

TEST(ArchiveOfOld, IsBroughtUpToDate) {
  State to;
  test::TemporaryDirectory directory;
  const auto path = directory.path("old.sqlite3");
  {
    Database old(path);
    const Migration first[] = {{1, embedded::migrations()[0].content}};
    migrate(old, first);
  }
  EXPECT_EQ(to.import(tarOf(
                {{"amilocal-export.txt", noteOf(1, 0)}, {"catalog.sqlite3", contentOf(path)}})),
            "");
  EXPECT_EQ(schemaVersion(to.database), newestSchema());
}

TEST(BlobMember, IsKnownByItsName) {
  const std::string block(64, 'a'), other(32, 'z');
  EXPECT_EQ(blobIn("blobs/aa/" + block), block);
  EXPECT_EQ(blobIn("blobs/zz/" + other), other);
  const std::vector<std::string> others = {"blobs/ab/" + block,
                                           "blobs/aa/../" + other,
                                           "blobs/aa/" + block + "a",
                                           "blobs/aa",
                                           "blob/aa/" + block,
                                           "blobs/AA/" + std::string(64, 'A'),
                                           ""};
  for (const auto& bad : others) EXPECT_EQ(blobIn(bad), "") << bad;
}

}  // namespace
}  // namespace amilocal
