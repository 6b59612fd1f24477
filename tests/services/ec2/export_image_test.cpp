#include <chrono>

#include "amilocal/domain/errors/store_errors.h"
#include "transfer_test.h"

namespace amilocal::test {
namespace {

class ExportImage : public TransferTest {
 protected:
  std::string changedImage(const Change<domain::Image>& change) {
    auto image = stored(givenWrittenImage("changed"));
    change(image);
    catalog().images().update(image);
    return image.id.str();
  }
  ApiError exportError(const std::string& image) {
    return errorOf(&ec2::exportImage, exportOf(image));
  }
};

// aws-cli's example of the answer.
TEST_F(ExportImage, AnswersATaskThatValidates) {
  const auto image = givenWrittenImage();
  taskTime("hold");
  auto request = exportOf(image);
  request.description = "d";
  const auto made = call(&ec2::exportImage, request);
  EXPECT_TRUE(isResourceId("export-ami", *made.exportImageTaskId));
  EXPECT_EQ(made.status, "active");
  EXPECT_EQ(made.statusMessage, "validating");
  EXPECT_EQ(made.progress, "0");
  EXPECT_EQ(made.roleName, "vmimport");
  EXPECT_EQ(made.diskImageFormat, "RAW");
  EXPECT_EQ(made.imageId, image);
  EXPECT_EQ(made.description, "d");
  EXPECT_EQ(made.s3ExportLocation->s3Prefix, "out/");
}

// The whole disk, holes and all, one byte after the other.
TEST_F(ExportImage, WritesTheBytesOfTheDisk) {
  const auto snapshot = started();
  put(snapshot, 0, 'a');
  put(snapshot, 1, 'b');
  put(snapshot, 40, 'c');
  complete(snapshot, 3);
  const auto image = givenImageOf(SnapshotId::trusted(snapshot)).id.str();
  const auto id = call(&ec2::exportImage, exportOf(image)).exportImageTaskId;
  EXPECT_EQ(exportTask(id).status, "completed");
  const auto key = "out/" + *id + ".raw";
  EXPECT_EQ(catalog().objects().find("images", key)->size, 1LL << 30U);
  const auto zeros = std::string(38 * kBlockBytes, '\0');
  EXPECT_TRUE(bytesOf(key, 42 * kBlockBytes) ==
              blockOf('a') + blockOf('b') + zeros + blockOf('c') + std::string(kBlockBytes, '\0'));
}

// There and back: the same bytes.
TEST_F(ExportImage, WritesWhatImportImageReads) {
  const auto image = givenWrittenImage();
  const auto id = call(&ec2::exportImage, exportOf(image)).exportImageTaskId;
  const auto back = imageTask(import({disk("out/" + *id + ".raw")}).importTaskId);
  ASSERT_EQ(back.status, "completed") << back.statusMessage.value_or("");
  const auto copy = back.snapshotDetails.at(0).snapshotId.value();
  EXPECT_EQ(lettersOf(copy), "ab");
  EXPECT_EQ(storedSnapshot(copy).volumeSizeGib, 1);
  const auto blocks = [&](const std::string& of) {
    return catalog().contents().list(*storedSnapshot(of).contentId, 0, 100);
  };
  EXPECT_EQ(blocks(copy), blocks(snapshot_));
}

TEST_F(ExportImage, WritesOtherFormats) {
  const FakeConverter converter;
  const auto id = call(&ec2::exportImage, exportOf(givenWrittenImage(), "VMDK")).exportImageTaskId;
  ASSERT_EQ(exportTask(id).status, "completed") << exportTask(id).statusMessage.value_or("");
  const auto key = "out/" + *id + ".vmdk";
  EXPECT_EQ(catalog().objects().find("images", key)->size, 20 + (1 << 20));
  EXPECT_TRUE(bytesOf(key, 20 + (1U << 20U)) == vmdk(blockOf('a') + blockOf('b')));
}

TEST_F(ExportImage, RefusesFormatsThatNothingHereWrites) {
  const auto image = givenWrittenImage();
  const SearchPath nowhere("/nonexistent");
  EXPECT_EQ(errorOf(&ec2::exportImage, exportOf(image, "VHD")).message(),
            errors::converterMissing("VHD").message());
}

TEST_F(ExportImage, RefusesImagesThatCannotBeExported) {
  const auto pending =
      changedImage([](domain::Image& image) { image.state = domain::ImageState::pending; });
  EXPECT_EQ(exportError(pending).message(),
            errors::imageNotExportable(pending, "pending").message());
  const auto licensed = givenWrittenImage("licensed");
  auto image = stored(licensed);
  image.usageOperation = "RunInstances:0010";
  catalog().images().update(image);
  EXPECT_EQ(exportError(licensed).message(),
            errors::licensedImageNotExportable(licensed).message());
  const auto two = givenWrittenImage("two");
  image = stored(two);
  image.blockDevices.push_back(image.blockDevices.front());
  image.blockDevices.back().deviceName = "/dev/sdf";
  catalog().images().update(image);
  EXPECT_EQ(exportError(two).message(), errors::diskCountNotExportable(two, 2).message());
  const auto secret = givenSnapshot([](domain::Snapshot& s) { s.encrypted = true; }).id;
  const auto encrypted = givenImageOf(secret).id.str();
  EXPECT_EQ(exportError(encrypted).message(),
            errors::encryptedImageNotExportable(encrypted).message());
  expectError(exportError("ami-0123456789abcdef0"), "InvalidAMIID.NotFound");
}

TEST_F(ExportImage, NeedsAnImageOfOnesOwn) {
  const auto id = givenWrittenImage();
  auto image = stored(id);
  image.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().images().update(image);
  as(kOther);
  expectError(exportError(id), "AuthFailure");
}

TEST_F(ExportImage, NeedsABucketOfOnesOwnInTheRegion) {
  const auto image = givenWrittenImage();
  auto request = exportOf(image);
  request.s3ExportLocation.s3Bucket = "none";
  EXPECT_EQ(errorOf(&ec2::exportImage, request).message(),
            errors::exportBucketMissing("none").message());
  in("eu-west-1");
  givenBucket("elsewhere");
  in("us-east-1");
  request.s3ExportLocation.s3Bucket = "elsewhere";
  EXPECT_EQ(errorOf(&ec2::exportImage, request).message(),
            errors::transferBucketElsewhere("elsewhere").message());
}

TEST_F(ExportImage, FailsWhenSomethingGoesMeanwhile) {
  const auto image = givenWrittenImage();
  taskTime("hold");
  const auto first = call(&ec2::exportImage, exportOf(image)).exportImageTaskId;
  const auto second = call(&ec2::exportImage, exportOf(image)).exportImageTaskId;
  catalog().buckets().remove("images");
  finishTaskOf(*first);
  EXPECT_EQ(exportTask(first).status, "deleting");
  EXPECT_EQ(exportTask(first).statusMessage,
            "ClientError: The bucket images was deleted while the image was exported");
  givenBucket("images");
  call(&ec2::deregisterImage, {.imageId = image});
  finishTaskOf(*second);
  EXPECT_EQ(exportTask(second).statusMessage,
            "ClientError: The image " + image + " was deregistered while it was exported");
  EXPECT_TRUE(catalog().objects().isEmpty("images"));
}

TEST_F(ExportImage, TagsItsTask) {
  auto request = exportOf(givenWrittenImage());
  request.tagSpecifications = {tagged("export-image-task", {tag("k", "v")})};
  const auto id = call(&ec2::exportImage, request).exportImageTaskId;
  EXPECT_EQ(exportTask(id).tags.at(0).value, "v");
  call(&ec2::deleteTags, {.resources = {*id}, .tags = {tag("k", "v")}});
  EXPECT_TRUE(exportTask(id).tags.empty());
}

// An image whose storage has gone.
TEST_F(ExportImage, RefusesWhatHasNoStorage) {
  const auto image = givenImageOf(SnapshotId::trusted(kNowhere));
  EXPECT_EQ(exportError(image.id.str()).message(), errors::imageStorageMissing(image.id).message());
}

}  // namespace
}  // namespace amilocal::test
