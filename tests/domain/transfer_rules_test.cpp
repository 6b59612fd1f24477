#include "amilocal/domain/transfer_rules.h"

#include <gtest/gtest.h>

#include <chrono>

#include "amilocal/core/api_error.h"

namespace amilocal::domain {
namespace {

using std::chrono::seconds;

TEST(TransferRules, EndInTwoWays) {
  EXPECT_EQ(next(TransferState::active, TransferEvent::complete), TransferState::completed);
  EXPECT_EQ(next(TransferState::active, TransferEvent::fail), TransferState::deleting);
  EXPECT_EQ(next(TransferState::active, TransferEvent::cancel), TransferState::deleting);
  EXPECT_EQ(next(TransferState::deleting, TransferEvent::clear), TransferState::deleted);
  EXPECT_FALSE(next(TransferState::completed, TransferEvent::cancel));
  EXPECT_FALSE(next(TransferState::deleted, TransferEvent::clear));
}

// VM Import/Export User Guide, "Licensing options".
TEST(TransferRules, LicenceFollowsFromThePlatform) {
  EXPECT_EQ(planMachine({}), (Machine{"x86_64", "Linux", "BYOL", "RunInstances", "Linux/UNIX"}));
  EXPECT_EQ(planMachine({.platform = "Windows"}),
            (Machine{"x86_64", "Windows", "AWS", "RunInstances:0002", "Windows"}));
  EXPECT_EQ(planMachine({.platform = "Windows", .licenseType = "BYOL"}).usageOperation,
            "RunInstances:0800");
  EXPECT_EQ(planMachine({.usageOperation = "RunInstances:0002"}).platform, "Windows");
  EXPECT_EQ(planMachine({.usageOperation = "RunInstances:0010"}).platformDetails,
            "Red Hat Enterprise Linux");
}

TEST(TransferRules, DevicesHaveNamesOfTheirOwn) {
  using Given = std::vector<std::optional<std::string>>;
  using Names = std::vector<std::string>;
  EXPECT_EQ(importedDeviceNames(Given(3)), (Names{"/dev/sda1", "/dev/sdb", "/dev/sdc"}));
  EXPECT_EQ(importedDeviceNames(Given{"/dev/xvda", std::nullopt, "/dev/sdb", std::nullopt}),
            (Names{"/dev/xvda", "/dev/sdc", "/dev/sdb", "/dev/sdd"}));
  EXPECT_THROW(importedDeviceNames(Given{"/dev/sdb", "/dev/sdb"}), ApiError);
}

TEST(TransferRules, VolumesHaveWholeGibibytes) {
  EXPECT_EQ(gibFor(1), 1);
  EXPECT_EQ(gibFor(1ULL << 30U), 1);
  EXPECT_EQ(gibFor((1ULL << 30U) + 1), 2);
}

TEST(TransferRules, FormatsAreReadInEitherCase) {
  EXPECT_EQ(requireFormat("vmdk", {DiskFormat::vmdk}), DiskFormat::vmdk);
  EXPECT_THROW(requireFormat("OVA", {DiskFormat::vmdk}), ApiError);
}

// What is held stays where it began; what is due is not all there until it has ended.
TEST(TransferRules, ProgressNeverReachesTheEnd) {
  Transfer transfer;
  transfer.kind = TransferKind::import_image;
  EXPECT_EQ(progressOf(transfer, transfer.startedAt + seconds(5)).percent, 2);
  transfer.dueAt = transfer.startedAt + seconds(5);
  EXPECT_EQ(progressOf(transfer, *transfer.dueAt).percent, 99);
  EXPECT_EQ(progressOf(transfer, *transfer.dueAt).message, "preparing ami");
}

}  // namespace
}  // namespace amilocal::domain
