#include <chrono>

#include "transfer_test.h"

namespace amilocal::test {
namespace {

using ImportSnapshot = TransferTest;
using std::chrono::seconds;

// aws-cli's example of the answer: active, pending, 3 per cent, of no size yet.
TEST_F(ImportSnapshot, AnswersATaskThatIsPending) {
  taskTime("hold");
  given("disk.raw", blockOf('a'));
  auto request = snapshotImport("disk.raw");
  request.description = "d";
  const auto made = call(&ec2::importSnapshot, request);
  EXPECT_TRUE(isResourceId("import-snap", *made.importTaskId));
  EXPECT_EQ(made.description, "d");
  const auto detail = *made.snapshotTaskDetail;
  EXPECT_EQ(detail.status, "active");
  EXPECT_EQ(detail.statusMessage, "pending");
  EXPECT_EQ(detail.progress, "3");
  EXPECT_EQ(detail.diskImageSize, 0.0);
  EXPECT_EQ(detail.format, "RAW");
  EXPECT_EQ(detail.userBucket->s3Key, "disk.raw");
  EXPECT_FALSE(detail.snapshotId);
}

TEST_F(ImportSnapshot, MakesASnapshotWithTheBytes) {
  given("disk.raw", blockOf('a') + std::string(kBlockBytes, '\0') + blockOf('c') + "end");
  const auto task =
      snapshotTask(call(&ec2::importSnapshot, snapshotImport("disk.raw")).importTaskId);
  EXPECT_EQ(task.status, "completed");
  EXPECT_FALSE(task.statusMessage);
  EXPECT_FALSE(task.progress);
  EXPECT_EQ(task.diskImageSize, 3.0 * kBlockBytes + 3);
  const auto snapshot = storedSnapshot(*task.snapshotId);
  EXPECT_EQ(snapshot.state, domain::SnapshotState::completed);
  EXPECT_EQ(snapshot.volumeSizeGib, 1);
  EXPECT_EQ(lettersOf(*task.snapshotId), "ace");
  EXPECT_EQ(blocksOf(*task.snapshotId).blocks.at(1).blockIndex, 2);  // zeros are not kept
}

TEST_F(ImportSnapshot, ShowsItsProgress) {
  taskTime("100s");
  given("disk.raw", blockOf('a'));
  const auto id = call(&ec2::importSnapshot, snapshotImport("disk.raw")).importTaskId;
  advance(seconds(42));
  const auto detail = snapshotTask(id);
  EXPECT_EQ(detail.progress, "42");
  EXPECT_EQ(detail.statusMessage, "downloading/converting");
  EXPECT_EQ(detail.diskImageSize, 1.0 * kBlockBytes);
}

// The URL is an S3 URL or the address of the object (EC2 API Reference, SnapshotDiskContainer,
// Url).
TEST_F(ImportSnapshot, TakesUrls) {
  given("a b/disk.raw", blockOf('a'));
  for (const std::string url :
       {"s3://images/a b/disk.raw", "https://images.s3.us-east-1.amazonaws.com/a%20b/disk.raw?X=1",
        "https://s3.us-east-1.amazonaws.com/images/a%20b/disk.raw"}) {
    ec2::SnapshotDiskContainer container;
    container.format = "raw";
    container.url = url;
    const auto id = call(&ec2::importSnapshot, {.diskContainer = container}).importTaskId;
    EXPECT_EQ(snapshotTask(id).status, "completed") << url;
    EXPECT_EQ(snapshotTask(id).url, url);
  }
  for (const std::string url : {"ftp://images/disk.raw", "s3://images", "https://images/"}) {
    ec2::SnapshotDiskContainer container;
    container.format = "raw";
    container.url = url;
    EXPECT_EQ(errorOf(&ec2::importSnapshot, {.diskContainer = container}).message(),
              errors::badDiskUrl(url).message());
  }
}

TEST_F(ImportSnapshot, NeedsOneDiskAndItsFormat) {
  expectError(errorOf(&ec2::importSnapshot, {}), "MissingParameter");
  ec2::SnapshotDiskContainer container;
  expectError(errorOf(&ec2::importSnapshot, {.diskContainer = container}), "MissingParameter");
  container.format = "RAW";
  EXPECT_EQ(errorOf(&ec2::importSnapshot, {.diskContainer = container}).message(),
            errors::oneDiskSource().message());
  EXPECT_EQ(errorOf(&ec2::importSnapshot, snapshotImport("k", "OVA")).message(),
            errors::badDiskFormat("OVA", "VHD, VMDK, RAW").message());
}

TEST_F(ImportSnapshot, RefusesFormatsThatNothingHereReads) {
  const SearchPath nowhere("/nonexistent");
  EXPECT_EQ(errorOf(&ec2::importSnapshot, snapshotImport("k", "VMDK")).message(),
            errors::converterMissing("VMDK").message());
}

// The default role is taken for one that exists; another must have been made.
TEST_F(ImportSnapshot, NeedsTheRoleThatItNames) {
  auto request = snapshotImport("disk.raw");
  request.roleName = "importer";
  EXPECT_EQ(errorOf(&ec2::importSnapshot, request).message(),
            errors::importRoleMissing("importer").message());
  request.roleName = "vmimport";
  EXPECT_NO_THROW(call(&ec2::importSnapshot, request));
}

// AWS refuses a bucket in another Region at once (aws-facts/errors.md section 3).
TEST_F(ImportSnapshot, RefusesABucketOfAnotherRegion) {
  in("eu-west-1");
  EXPECT_EQ(errorOf(&ec2::importSnapshot, snapshotImport("disk.raw")).message(),
            errors::transferBucketElsewhere("images").message());
}

// What cannot be read is found out by the task: it is deleted, with the reason.
TEST_F(ImportSnapshot, FailsForWhatIsNotThere) {
  const auto missing = call(&ec2::importSnapshot, snapshotImport("none")).importTaskId;
  EXPECT_EQ(snapshotTask(missing).status, "deleted");
  EXPECT_EQ(snapshotTask(missing).statusMessage,
            "ClientError: Disk validation failed [We do not have access to the given resource. "
            "Reason 404 Not Found]");
  as(kOther);
  const auto foreign = call(&ec2::importSnapshot, snapshotImport("none")).importTaskId;
  EXPECT_EQ(snapshotTask(foreign).statusMessage,
            "ClientError: Disk validation failed [We do not have access to the given resource. "
            "Reason 403 Forbidden]");
}

TEST_F(ImportSnapshot, FailsForAnEmptyFile) {
  given("empty", "");
  const auto id = call(&ec2::importSnapshot, snapshotImport("empty")).importTaskId;
  EXPECT_EQ(snapshotTask(id).statusMessage,
            "ClientError: Disk validation failed [The file is empty]");
  EXPECT_FALSE(snapshotTask(id).snapshotId);
}

// The failed task is `deleting` for a while, before it is `deleted`.
TEST_F(ImportSnapshot, ClearsAwayAfterAFailure) {
  taskTime("10s");
  const auto id = call(&ec2::importSnapshot, snapshotImport("none")).importTaskId;
  advance(seconds(10));
  EXPECT_EQ(snapshotTask(id).status, "deleting");
  advance(seconds(10));
  EXPECT_EQ(snapshotTask(id).status, "deleted");
}

TEST_F(ImportSnapshot, EndsAsAFaultSays) {
  taskTime("hold");
  const auto id = call(&ec2::importSnapshot, snapshotImport("none")).importTaskId;
  finishTaskOf(*id, domain::StateReason{"Server.InternalError", "ServerError: no luck"});
  EXPECT_EQ(snapshotTask(id).statusMessage, "ServerError: no luck");
}

TEST_F(ImportSnapshot, Encrypts) {
  given("disk.raw", blockOf('a'));
  auto request = snapshotImport("disk.raw");
  request.encrypted = true;
  request.kmsKeyId = "11111111-2222-3333-4444-555555555555";
  const auto task = snapshotTask(call(&ec2::importSnapshot, request).importTaskId);
  EXPECT_EQ(task.encrypted, true);
  EXPECT_EQ(task.kmsKeyId,
            "arn:aws:kms:us-east-1:111111111111:key/11111111-2222-3333-4444-555555555555");
  EXPECT_TRUE(storedSnapshot(*task.snapshotId).encrypted);
  EXPECT_EQ(storedSnapshot(*task.snapshotId).kmsKeyId, task.kmsKeyId);
  request.encrypted.reset();
  expectError(errorOf(&ec2::importSnapshot, request), "InvalidParameterDependency");
}

// A key is looked at when the request has been accepted (EC2 API Reference, KmsKeyId).
TEST_F(ImportSnapshot, FailsForAKeyThatCannotBeUsed) {
  given("disk.raw", blockOf('a'));
  auto request = snapshotImport("disk.raw");
  request.encrypted = true;
  request.kmsKeyId = "arn:aws:kms:eu-west-1:111111111111:key/1";
  EXPECT_EQ(snapshotTask(call(&ec2::importSnapshot, request).importTaskId).statusMessage,
            "ClientError: Given key ID is not accessible");
}

TEST_F(ImportSnapshot, TagsItsTask) {
  auto request = snapshotImport("disk.raw");
  request.tagSpecifications = {tagged("import-snapshot-task", {tag("k", "v")})};
  const auto made = call(&ec2::importSnapshot, request);
  EXPECT_EQ(made.tags.at(0).value, "v");
  EXPECT_EQ(tagsOn(*made.importTaskId), (domain::Tags{{"k", "v"}}));
  request.tagSpecifications = {tagged("snapshot", {tag("k", "v")})};
  expectError(errorOf(&ec2::importSnapshot, request), "InvalidParameterValue");
}

TEST_F(ImportSnapshot, ConvertsOtherFormats) {
  const FakeConverter converter;
  given("disk.vmdk", vmdk(blockOf('a') + blockOf('b')));
  const auto task =
      snapshotTask(call(&ec2::importSnapshot, snapshotImport("disk.vmdk", "VMDK")).importTaskId);
  EXPECT_EQ(task.status, "completed") << task.statusMessage.value_or("");
  EXPECT_EQ(lettersOf(*task.snapshotId), "ab");
  EXPECT_TRUE(std::filesystem::is_empty(blobs().dataDirectory() + "/conversion"));
}

// A VMDK that is a descriptor, or has no sectors of its own, names files of this machine.
TEST_F(ImportSnapshot, DoesNotOpenOtherFilesForAVmdk) {
  const FakeConverter converter;
  for (const std::string& bytes :
       {std::string("# Disk DescriptorFile\nRW 8 FLAT \"/etc/passwd\" 0\n"), std::string("KDMV"),
        "KDMV" + std::string(60, '\0')}) {
    given("evil.vmdk", bytes);
    const auto id = call(&ec2::importSnapshot, snapshotImport("evil.vmdk", "VMDK")).importTaskId;
    EXPECT_EQ(snapshotTask(id).statusMessage,
              "ClientError: Disk validation failed [Unsupported VMDK File Format]");
  }
}

TEST_F(ImportSnapshot, FailsForADiskOfImpossibleSize) {
  const FakeConverter converter(std::int64_t{1} << 60U);
  given("large.vhd", "conectix");
  const auto id = call(&ec2::importSnapshot, snapshotImport("large.vhd", "VHD")).importTaskId;
  EXPECT_EQ(snapshotTask(id).statusMessage,
            "ClientError: Disk validation failed [The disk has an unsupported size of "
            "1152921504606846976 bytes]");
}

}  // namespace
}  // namespace amilocal::test
