#include "amilocal/catalog/blob_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "amilocal/catalog/compression.h"
#include "amilocal/core/hash.h"
#include "support/temporary_directory.h"

namespace amilocal {
namespace {

/// The superuser may read anything; with this nobody is one.
class Unprivileged {
 public:
  explicit Unprivileged(const std::string& directory) {
    if (geteuid() != 0) return;
    using Entries = std::filesystem::recursive_directory_iterator;
    EXPECT_EQ(chown(directory.c_str(), kNobody, kNobody), 0);
    for (const auto& entry : Entries(directory))
      EXPECT_EQ(chown(entry.path().c_str(), kNobody, kNobody), 0);
    isChanged_ = seteuid(kNobody) == 0;
  }
  ~Unprivileged() {
    if (isChanged_ && seteuid(0) != 0) ADD_FAILURE() << "the test goes on as nobody";
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  bool isChanged_ = false;
};

class BlobStoreTest : public ::testing::Test {
 protected:
  static constexpr std::uint64_t kLimit = 1U << 20U;

  static std::string blockOf(char c) { return std::string(kBlockBytes, c); }
  std::size_t countFiles() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_.path()))
      count += entry.is_regular_file() ? 1U : 0U;
    return count;
  }
  std::string pathOf(const std::string& name) const {
    return directory_.path("blobs/" + name.substr(0, 2) + "/" + name);
  }

  test::TemporaryDirectory directory_;
  BlobStore blobs_{directory_.path(), kLimit, Durability::full};
};

TEST_F(BlobStoreTest, GivesABlockBack) {
  const auto name = blobs_.putBlock(blockOf('a'));
  EXPECT_EQ(blobs_.block(name), blockOf('a'));
  EXPECT_LT(blobs_.sizeOf(name), 1000U);  // compressed
  EXPECT_EQ(blobs_.bytesUsed(), blobs_.sizeOf(name));
}

TEST_F(BlobStoreTest, StoresEqualBlocksOnce) {
  EXPECT_EQ(blobs_.putBlock(blockOf('a')), blobs_.putBlock(blockOf('a')));
  EXPECT_EQ(countFiles(), 1U);
}

TEST_F(BlobStoreTest, HasNoDirectoryUntilItHasABlob) { EXPECT_EQ(countFiles(), 0U); }

// A file that the disk has spoilt must not be taken for a disk's content.
TEST_F(BlobStoreTest, NoticesADamagedBlock) {
  const auto name = blobs_.putBlock(blockOf('a'));
  std::ofstream(pathOf(name)) << compress(blockOf('b'));
  EXPECT_THROW(blobs_.block(name), BlobMissing);
  std::ofstream(pathOf(name)) << "nonsense";
  EXPECT_THROW(blobs_.block(name), BlobMissing);
  EXPECT_THROW(blobs_.block(std::string(64, '0')), BlobMissing);
}

// A block that the disk does not give back any more is had again from who has it.
TEST_F(BlobStoreTest, WritesABlockAnewThatCannotBeRead) {
  const auto name = blobs_.putBlock(blockOf('a'));
  std::filesystem::permissions(pathOf(name), std::filesystem::perms::none);
  const Unprivileged unprivileged(directory_.path());
  EXPECT_THROW(blobs_.block(name), BlobMissing);
  blobs_.putFrame(name, compress(blockOf('a')));
  EXPECT_EQ(blobs_.block(name), blockOf('a'));
  EXPECT_EQ(blobs_.bytesUsed(), blobs_.sizeOf(name)) << "what it replaces is not counted";
}

TEST_F(BlobStoreTest, KeepsWhatIsHeldFromEverySweep) {
  const auto there = blobs_.putBlock(blockOf('a'));
  std::string stored, framed = sha256Hex(blockOf('c'));
  {
    BlobStore::Hold hold(blobs_), again(blobs_);
    hold.add(there);
    again.add(there);
    stored = hold.putBlock(blockOf('b'));
    hold.putFrame(framed, compress(blockOf('c')));
    EXPECT_EQ(blobs_.sweep({}), 0U);
    EXPECT_EQ(countFiles(), 3U);
  }
  EXPECT_GT(blobs_.sweep({}), 0U);
  EXPECT_EQ(countFiles(), 0U);
  EXPECT_EQ(blobs_.bytesUsed(), 0U);
}

// Two that hold the same block do not know of each other.
TEST_F(BlobStoreTest, KeepsWhatAnybodyHolds) {
  const auto name = blobs_.putBlock(blockOf('a'));
  BlobStore::Hold longer(blobs_);
  longer.add(name);
  { BlobStore::Hold(blobs_).add(name); }
  EXPECT_EQ(blobs_.sweep({}), 0U);
  EXPECT_TRUE(blobs_.has(name));
}

TEST_F(BlobStoreTest, CountsABlockOnceThatTwoStoreAtATime) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([this] { blobs_.putBlock(blockOf('a')); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(countFiles(), 1U);
  EXPECT_EQ(blobs_.bytesUsed(), blobs_.sizeOf(sha256Hex(blockOf('a'))));
}

TEST_F(BlobStoreTest, HasAnotherDirectoryForEachWhoAsks) {
  const auto one = blobs_.newScratch(), other = blobs_.newScratch();
  EXPECT_NE(one, other);
  EXPECT_TRUE(std::filesystem::is_directory(one));
  blobs_.removeScratch();
  EXPECT_FALSE(std::filesystem::exists(one));
}

TEST_F(BlobStoreTest, TakesAFrameOnlyForTheBlockThatItIs) {
  const auto name = blobs_.putBlock(blockOf('a'));
  blobs_.sweep({});
  blobs_.putFrame(name, compress(blockOf('a')));
  EXPECT_EQ(blobs_.block(name), blockOf('a'));
  EXPECT_THROW(blobs_.putFrame(name, compress(blockOf('b'))), DamagedBytes);
  EXPECT_THROW(blobs_.putFrame(name, compress("short")), DamagedBytes);
  EXPECT_THROW(blobs_.putFrame(name, "nonsense"), DamagedBytes);
}

TEST_F(BlobStoreTest, ReadsABlobThatCameInPieces) {
  const auto blob = blobs_.begin();
  blob->append("hello ");
  blob->append("world");
  blob->finish();
  blob->keep();
  const BlobStore::Reader reader(blobs_, blob->name());
  std::string text(20, '\0');
  EXPECT_EQ(reader.size(), 11U);
  EXPECT_EQ(reader.readAt(6, text.data(), text.size()), 5U);
  EXPECT_EQ(text.substr(0, 5), "world");
  EXPECT_EQ(reader.readAt(11, text.data(), text.size()), 0U);
}

// A request that fails leaves nothing behind.
TEST_F(BlobStoreTest, DropsABlobThatNobodyKeeps) {
  {
    const auto blob = blobs_.begin();
    blob->append("x");
    EXPECT_EQ(blobs_.bytesUsed(), 1U);
  }
  EXPECT_EQ(countFiles(), 0U);
  EXPECT_EQ(blobs_.bytesUsed(), 0U);
}

TEST_F(BlobStoreTest, KeepsToItsLimit) {
  const auto blob = blobs_.begin();
  blob->append(std::string(kLimit, 'x'));
  EXPECT_THROW(blob->append("y"), DataLimitReached);
  EXPECT_THROW(blobs_.putBlock(blockOf('a')), DataLimitReached);
}

TEST_F(BlobStoreTest, SweepsWhatHasNoNameLeft) {
  const auto used = blobs_.putBlock(blockOf('a'));
  const auto unused = blobs_.putBlock(blockOf('b'));
  const auto inTheMaking = blobs_.begin();
  inTheMaking->append("x");
  EXPECT_GT(blobs_.sweep({used}), 0U);
  EXPECT_TRUE(blobs_.has(used));
  EXPECT_FALSE(blobs_.has(unused));
  inTheMaking->finish();
  EXPECT_TRUE(blobs_.has(inTheMaking->name()));
}

// The limit holds after a restart, too.
// Whoever reads the blobs of a state that may have passed needs them until he is done.
TEST_F(BlobStoreTest, SweepsNothingWhileItIsToKeepStill) {
  const auto name = blobs_.putBlock(blockOf('a'));
  {
    const auto still = blobs_.keepStill();
    EXPECT_EQ(blobs_.sweep({}), 0U);
    EXPECT_TRUE(blobs_.has(name));
  }
  EXPECT_GT(blobs_.sweep({}), 0U);
  EXPECT_FALSE(blobs_.has(name));
}

TEST_F(BlobStoreTest, MendsADamagedBlock) {
  const auto name = blobs_.putBlock(blockOf('a'));
  std::ofstream(pathOf(name)) << "nonsense";
  blobs_.putFrame(name, compress(blockOf('a')));
  EXPECT_EQ(blobs_.block(name), blockOf('a'));
}

TEST_F(BlobStoreTest, CountsWhatItFinds) {
  blobs_.putBlock(blockOf('a'));
  const BlobStore again(directory_.path(), kLimit, Durability::normal);
  EXPECT_EQ(again.bytesUsed(), blobs_.bytesUsed());
}

}  // namespace
}  // namespace amilocal
