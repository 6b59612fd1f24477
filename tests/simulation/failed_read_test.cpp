#include <gtest/gtest.h>

#include "amilocal/catalog/catalog_error.h"
#include "simulation/faulty_disk.h"
#include "simulation/world.h"
#include "support/temporary_directory.h"

namespace amilocal::simulation {
namespace {

// A page that could not be read once says nothing about the file: whoever is told that it is
// damaged throws it away.
TEST(FailedRead, IsNotTakenForDamage) {
  constexpr int kReads = 200;
  const test::TemporaryDirectory directory;
  FaultyDisk disk;
  World world(directory.path(), {}, Durability::ephemeral, Instant{});
  world.open();
  world.executor().keepCheckpoint("kept");
  int failures = 0;
  for (int reads = 0; reads < kReads; ++reads) {
    disk.arm(Fault::failingRead, reads, FaultyDisk::Lasting::once);
    try {
      world.executor().restoreCheckpoint("kept");
    } catch (const CatalogError& error) {
      EXPECT_EQ(error.kind(), CatalogError::Kind::inputOutput) << error.what();
      ++failures;
    }
    disk.heal();
    EXPECT_TRUE(world.executor().restoreCheckpoint("kept"));
  }
  EXPECT_GT(failures, 0);
}

}  // namespace
}  // namespace amilocal::simulation
