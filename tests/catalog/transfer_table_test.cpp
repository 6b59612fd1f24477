#include "amilocal/catalog/transfer_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::Transfer;
using domain::TransferKind;

class TransferTableTest : public CatalogTest {
 protected:
  static Transfer transfer(const std::string& id) {
    Transfer transfer;
    transfer.id = id;
    transfer.account = "111111111111";
    transfer.region = "us-east-1";
    transfer.kind = TransferKind::import_snapshot;
    transfer.startedAt = at(5);
    transfer.request = "{}";
    return transfer;
  }
  std::vector<Transfer> list() {
    return transfers_.list("111111111111", "us-east-1", TransferKind::import_snapshot);
  }

  TransferTable& transfers_ = catalog_.transfers();
};

TEST_F(TransferTableTest, KeepsEveryMember) {
  auto wanted = transfer("import-snap-1");
  transfers_.insert(wanted);
  wanted.number = transfers_.find(wanted.id)->number;
  EXPECT_EQ(transfers_.find(wanted.id), wanted);
  wanted.state = domain::TransferState::deleting;
  wanted.statusMessage = "reason";
  wanted.dueAt = at(9);
  wanted.imageId = "ami-1";
  wanted.encrypted = true;
  wanted.kmsKeyId = "key";
  wanted.disks = {{"RAW", 7, "/dev/sda1", "snap-1", 1}, {}};
  transfers_.update(wanted);
  EXPECT_EQ(transfers_.find(wanted.id), wanted);
}

TEST_F(TransferTableTest, ListsAKindInTheOrderOfTheirBegin) {
  transfers_.insert(transfer("import-snap-2"));
  transfers_.insert(transfer("import-snap-1"));
  auto other = transfer("export-ami-1");
  other.kind = TransferKind::export_image;
  transfers_.insert(other);
  const auto listed = list();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].id, "import-snap-2");
  EXPECT_EQ(listed[1].id, "import-snap-1");
  EXPECT_TRUE(transfers_.list("111111111111", "eu-west-1", other.kind).empty());
}

TEST_F(TransferTableTest, RemovesWithItsDisks) {
  auto gone = transfer("import-snap-1");
  gone.disks = {{}};
  transfers_.insert(gone);
  transfers_.remove(*transfers_.find(gone.id));
  EXPECT_FALSE(transfers_.find(gone.id));
  EXPECT_TRUE(list().empty());
}

}  // namespace
}  // namespace amilocal
