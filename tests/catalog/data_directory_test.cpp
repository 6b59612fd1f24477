#include "amilocal/catalog/data_directory.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/database.h"
#include "amilocal/catalog/migrations.h"

namespace amilocal {
namespace {

namespace fs = std::filesystem;

CatalogError::Kind kindOfError(const std::string& path) {
  try {
    DataDirectory::persistent(path);
  } catch (const CatalogError& error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos);
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return CatalogError::Kind::other;
}

TEST(DataDirectory, IsMadeWithItsParentsAndStays) {
  const auto around = DataDirectory::ephemeral();
  const auto path = around.path() + "/one/two";
  {
    const auto directory = DataDirectory::persistent(path);
    EXPECT_EQ(directory.path(), path);
    EXPECT_EQ(directory.catalogPath(), path + "/catalog.sqlite3");
    EXPECT_FALSE(directory.isEphemeral());
    std::ofstream(directory.catalogPath()) << "kept";
  }
  EXPECT_TRUE(fs::exists(path + "/catalog.sqlite3"));
}

TEST(DataDirectory, IsHeldByOneAtATime) {
  const auto around = DataDirectory::ephemeral();
  const auto path = around.path() + "/data";
  {
    const auto held = DataDirectory::persistent(path);
    EXPECT_EQ(kindOfError(path), CatalogError::Kind::directoryInUse);
  }
  EXPECT_NO_THROW(DataDirectory::persistent(path));
}

TEST(DataDirectory, NamesTheProcessThatHoldsIt) {
  const auto around = DataDirectory::ephemeral();
  const auto path = around.path() + "/data";
  const auto held = DataDirectory::persistent(path);
  try {
    DataDirectory::persistent(path);
    FAIL() << "held twice";
  } catch (const CatalogError& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(getpid())), std::string::npos);
  }
}

// One that is no database at all, and one with a page that is none; both stay as they are.
TEST(DataDirectory, RefusesADamagedCatalogAndLeavesItAlone) {
  const auto around = DataDirectory::ephemeral();
  for (const std::streamoff begin : {0, 8192}) {
    const auto path = around.path() + "/data" + std::to_string(begin);
    {
      const auto directory = DataDirectory::persistent(path);
      Database database(directory.catalogPath());
      migrate(database);
    }
    EXPECT_NO_THROW(DataDirectory::persistent(path));
    const std::string rubbish(40'000, 'x');
    const auto file = path + "/catalog.sqlite3";
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(begin) << rubbish;
    const auto size = fs::file_size(file);
    EXPECT_EQ(kindOfError(path), CatalogError::Kind::corrupt);
    EXPECT_EQ(fs::file_size(file), size);
  }
}

TEST(DataDirectory, RefusesAPlaceThatIsNoDirectory) {
  const auto around = DataDirectory::ephemeral();
  const auto path = around.path() + "/file";
  std::ofstream(path) << "text";
  EXPECT_EQ(kindOfError(path), CatalogError::Kind::cannotOpen);
}

TEST(DataDirectory, GoesWithTheObjectWhenEphemeral) {
  std::string path;
  {
    const auto directory = DataDirectory::ephemeral();
    path = directory.path();
    std::ofstream(directory.catalogPath()) << "gone";
    EXPECT_TRUE(directory.isEphemeral());
    struct stat status {};
    ASSERT_EQ(stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);  // others on the machine must not read it
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(DataDirectory, IsRemovedOnceWhenMoved) {
  std::optional<DataDirectory> first(DataDirectory::ephemeral());
  const DataDirectory second(std::move(*first));
  first.reset();
  EXPECT_TRUE(fs::exists(second.path()));
}

// A killed process cannot clear up after itself; memory would fill with what it left.
TEST(DataDirectory, ClearsUpAfterProcessesThatWereKilled) {
  const auto living = DataDirectory::ephemeral();
  const auto left =
      fs::path(living.path()).parent_path() / ("amilocal-left-by-" + std::to_string(getpid()));
  fs::create_directory(left);
  std::ofstream(left / "amilocal.lock") << "1";
  std::ofstream(left / "catalog.sqlite3") << "data";
  const auto next = DataDirectory::ephemeral();
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(living.path() + "/amilocal.lock"));
}

}  // namespace
}  // namespace amilocal
