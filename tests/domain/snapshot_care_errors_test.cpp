#include "amilocal/domain/errors/snapshot_care_errors.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/fast_launch_errors.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::errors {
namespace {

const SnapshotId kSnapshot = SnapshotId::trusted("snap-0bcf7289e9ad65306");
const ImageId kImage = ImageId::trusted("ami-0ad9bdfd83929399f");

// AWS documents the rules (aws-facts/errors.md sections 3.2 and 4); the words are reconstructed, so
// only the codes are looked at, and that the resource is named.
void expectAbout(const ApiError& error, std::string_view code, std::string_view named) {
  EXPECT_EQ(error.code(), code);
  EXPECT_EQ(error.status(), 400);
  EXPECT_NE(error.message().find(named), std::string::npos) << error.message();
}

TEST(SnapshotCareErrors, OfTheTier) {
  const auto& id = kSnapshot.str();
  expectAbout(snapshotArchived(kSnapshot), "IncorrectState", id);
  expectAbout(snapshotNotArchivable(kSnapshot, "pending"), "IncorrectState", "pending");
  expectAbout(snapshotAlreadyArchived(kSnapshot), "IncorrectState", id);
  expectAbout(snapshotTierMoving(kSnapshot), "IncorrectState", id);
  expectAbout(snapshotNotArchived(kSnapshot), "IncorrectState", id);
  expectAbout(storageTierMissing(), "MissingParameter", "StorageTier");
  expectAbout(restoreKindMissing(), "MissingParameter", "PermanentRestore");
  expectAbout(restoreKindTwice(), "InvalidParameterCombination", "PermanentRestore");
  expectAbout(badRestoreDays(0), "InvalidParameterValue", "(0)");
  expectAbout(tooManyArchivedSnapshots(25), "ResourceLimitExceeded", "25");
  expectAbout(tooManyArchivals(25), "ResourceLimitExceeded", "25");
  expectAbout(tooManyTierRestores(5), "ResourceLimitExceeded", "5");
  expectAbout(imageSnapshotArchived(kImage, kSnapshot), "IncorrectState", kImage.str());
}

TEST(SnapshotCareErrors, OfLocks) {
  const auto& id = kSnapshot.str();
  expectAbout(snapshotLocked(kSnapshot), "OperationNotPermitted", id);
  expectAbout(snapshotNotLocked(kSnapshot), "IncorrectState", id);
  expectAbout(snapshotNotLockable(kSnapshot, "error"), "IncorrectState", "'error'");
  expectAbout(complianceLocked(kSnapshot), "OperationNotPermitted", id);
  expectAbout(lockLengthMissing(), "MissingParameter", "LockDuration");
  expectAbout(lockLengthTwice(), "InvalidParameterCombination", "ExpirationDate");
  expectAbout(coolOffNeedsCompliance(), "InvalidParameterCombination", "CoolOffPeriod");
  expectAbout(lockValueOutOfBounds("coolOffPeriod", 73, 1, 72), "InvalidParameterValue", "1 to 72");
  expectAbout(badLockExpiration("2026-11-20"), "InvalidParameterValue", "2026-11-20");
}

TEST(SnapshotCareErrors, OfFastRestoreAndCopies) {
  expectAbout(fastRestoreZonesMissing(), "MissingParameter", "AvailabilityZone");
  expectAbout(fastRestoreZonesTwice(), "InvalidParameterCombination", "AvailabilityZoneId");
  expectAbout(copyDurationTooShort(500, 45), "InvalidParameterValue", "45 minutes");
  expectAbout(copyThroughputExceeded(2000), "ResourceLimitExceeded", "2000");
  expectAbout(tooManyImageCopies(300), "ResourceLimitExceeded", "300");
  expectAbout(imageQuotaExceeded(50000), "ResourceLimitExceeded", "50000");
}

TEST(FastLaunchErrors, NameWhatIsWrong) {
  expectAbout(notFastLaunchable(kImage), "InvalidParameterValue", kImage.str());
  expectAbout(fastLaunchNotEnabled(kImage), "InvalidParameterValue", kImage.str());
  expectAbout(badFastLaunchResourceType("volume"), "InvalidParameterValue", "volume");
  expectAbout(tooFewParallelLaunches(5), "InvalidParameterValue", "(5)");
  expectAbout(badTargetResourceCount(0), "InvalidParameterValue", "(0)");
  expectAbout(fastLaunchQuotaExceeded(40), "ResourceLimitExceeded", "40");
  expectAbout(fastLaunchTemplateNamedTwice(), "InvalidParameterCombination", "LaunchTemplateName");
  expectAbout(fastLaunchTemplateNotNamed(), "MissingParameter", "LaunchTemplateName");
}

}  // namespace
}  // namespace amilocal::errors
