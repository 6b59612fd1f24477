#include "amilocal/catalog/remembered.h"

#include <optional>
#include <stdexcept>
#include <string>

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

Volume volumeAttachedTo(const std::string& instance) {
  Volume volume;
  volume.id = VolumeId::trusted("vol-1");
  volume.region = "us-east-1";
  volume.owner = "111111111111";
  volume.attachments = {
      {.volumeId = volume.id, .instanceId = InstanceId::trusted(instance), .device = "/dev/xvda"}};
  return volume;
}

Instance instanceIn(InstanceState state) {
  Instance instance;
  instance.id = InstanceId::trusted("i-1");
  instance.region = "us-east-1";
  instance.owner = "111111111111";
  instance.imageId = ImageId::trusted("ami-1");
  instance.state = state;
  return instance;
}

/// Counts how often what is remembered of the table `volume` is read.
class RememberedTest : public CatalogTest {
 protected:
  int readsOf(const std::string& key) {
    remembered_.get(key, [&] { return ++reads_; });
    return reads_;
  }

  int reads_ = 0;
  Remembered<int> remembered_{database_, "volume"};
};

TEST_F(RememberedTest, IsReadOncePerKey) {
  EXPECT_EQ(readsOf("a"), 1);
  EXPECT_EQ(readsOf("a"), 1);
  EXPECT_EQ(readsOf("b"), 2);
  EXPECT_EQ(remembered_.get("a", [] { return -1; }), 1);
  EXPECT_EQ(remembered_.get("b", [] { return -1; }), 2);
}

TEST_F(RememberedTest, IsReadAgainWhenARowOfTheTableChanges) {
  readsOf("a");
  auto volume = volumeAttachedTo("i-1");
  catalog_.volumes().insert(volume);
  EXPECT_EQ(readsOf("a"), 2);
  volume.sizeGib = 9;
  catalog_.volumes().update(volume);
  EXPECT_EQ(readsOf("a"), 3);
  catalog_.volumes().remove(volume.id);
  EXPECT_EQ(readsOf("a"), 4);
}

TEST_F(RememberedTest, StaysWhenOtherTablesChange) {
  readsOf("a");
  catalog_.instances().insert(instanceIn(InstanceState::running));
  catalog_.settings().put({"", "", "name", "value"});
  EXPECT_EQ(readsOf("a"), 1);
}

TEST_F(RememberedTest, IsReadAgainWhenChangesAreUndone) {
  const auto volume = volumeAttachedTo("i-1");
  {
    Transaction transaction(database_, Transaction::Kind::write);
    {
      Savepoint part(database_);
      catalog_.volumes().insert(volume);
      EXPECT_EQ(readsOf("a"), 1);
    }
    EXPECT_EQ(readsOf("a"), 2) << "a part of the transaction was undone";
    catalog_.volumes().insert(volume);
    EXPECT_EQ(readsOf("a"), 3);
  }
  EXPECT_EQ(readsOf("a"), 4) << "all of it was undone";
}

TEST_F(RememberedTest, IsReadAgainWhenTheCatalogIsEmptiedOrReplaced) {
  readsOf("a");
  catalog_.reset();
  EXPECT_EQ(readsOf("a"), 2);
  Database other(":memory:");
  migrate(other);
  database_.copyFrom(other);
  EXPECT_EQ(readsOf("a"), 3);
}

TEST_F(RememberedTest, IsForgottenWhenItBecomesMuch) {
  constexpr int kMore = 257;
  for (int key = 0; key < kMore; ++key) readsOf(std::to_string(key));
  EXPECT_EQ(readsOf("0"), kMore + 1);
}

TEST_F(RememberedTest, WhatCouldNotBeReadIsReadAgain) {
  EXPECT_THROW(remembered_.get("a", []() -> int { throw std::runtime_error("disk"); }),
               std::runtime_error);
  EXPECT_EQ(readsOf("a"), 1);
}

using RememberedFileTest = CatalogFileTest;

// SQLite tells a connection of its own changes only.
TEST_F(RememberedFileTest, AReaderRemembersNothing) {
  Database reader(directory_.catalogPath(), Database::Mode::readOnly);
  const Catalog seen(reader);
  const auto instance = InstanceId::trusted("i-1");
  EXPECT_TRUE(seen.volumes().listAttachedTo(instance).empty());
  EXPECT_FALSE(seen.instances().find(instance).has_value());
  catalog_.volumes().insert(volumeAttachedTo("i-1"));
  catalog_.instances().insert(instanceIn(InstanceState::running));
  EXPECT_EQ(seen.volumes().listAttachedTo(instance).size(), 1U);
  EXPECT_TRUE(seen.instances().find(instance).has_value());
}

TEST_F(RememberedTest, AnInstanceIsFoundAsItIs) {
  const auto state = [&] { return catalog_.instances().find(InstanceId::trusted("i-1"))->state; };
  catalog_.instances().insert(instanceIn(InstanceState::pending));
  EXPECT_EQ(state(), InstanceState::pending);
  {
    Savepoint part(database_);
    catalog_.instances().update(instanceIn(InstanceState::running));
    EXPECT_EQ(state(), InstanceState::running);
  }
  EXPECT_EQ(state(), InstanceState::pending);
}

// Attachments are rows of a table of their own, which is written with its volume only.
TEST_F(RememberedTest, VolumesFollowTheirAttachments) {
  const auto attachedTo = [&](const std::string& id) {
    return catalog_.volumes().listAttachedTo(InstanceId::trusted(id)).size();
  };
  auto volume = volumeAttachedTo("i-1");
  catalog_.volumes().insert(volume);
  EXPECT_EQ(attachedTo("i-1"), 1U);
  EXPECT_EQ(attachedTo("i-2"), 0U);
  catalog_.volumes().update(volumeAttachedTo("i-2"));
  EXPECT_EQ(attachedTo("i-1"), 0U);
  EXPECT_EQ(attachedTo("i-2"), 1U);
}

TEST_F(RememberedTest, TheNextTaskIsTheNextOneNow) {
  Task task;
  task.kind = TaskKind::create_image;
  task.subject = "ami-1";
  task.dueAt = at(5);
  EXPECT_EQ(catalog_.tasks().nextDueAt(), std::nullopt);
  const auto id = catalog_.tasks().insert(task);
  EXPECT_EQ(catalog_.tasks().nextDueAt(), at(5));
  task.id = id;
  task.dueAt = at(3);
  catalog_.tasks().update(task);
  EXPECT_EQ(catalog_.tasks().nextDueAt(), at(3));
  EXPECT_FALSE(catalog_.tasks().nextDue(at(2)).has_value());
  EXPECT_EQ(catalog_.tasks().nextDue(at(3))->id, id);
  catalog_.tasks().remove(id);
  EXPECT_EQ(catalog_.tasks().nextDueAt(), std::nullopt);
}

}  // namespace
}  // namespace amilocal
