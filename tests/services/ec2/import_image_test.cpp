#include <chrono>

#include "transfer_test.h"

namespace amilocal::test {
namespace {

using std::chrono::seconds;

class ImportImage : public TransferTest {
 protected:
  ec2::ImportImageRequest request() {
    ec2::ImportImageRequest request;
    request.diskContainers = {disk("disk.raw")};
    return request;
  }
  /// The image of a task that has ended well.
  domain::Image imageOf(const ec2::ImportImageResult& made) {
    const auto task = imageTask(made.importTaskId);
    EXPECT_EQ(task.status, "completed") << task.statusMessage.value_or("");
    return stored(task.imageId.value_or(""));
  }
  std::string snapshotIn(const domain::Image& image, std::size_t device = 0) {
    return image.blockDevices.at(device).ebs->snapshotId->str();
  }
  ApiError refusal(const Change<ec2::ImportImageRequest>& change) {
    auto wrong = request();
    change(wrong);
    return errorOf(&ec2::importImage, wrong);
  }
};

// aws-cli's example of the answer: pending at 2 per cent, with disks of no size.
TEST_F(ImportImage, AnswersATaskThatIsPending) {
  taskTime("hold");
  given("disk.raw", blockOf('a'));
  const auto made = import({disk("disk.raw", "raw")});
  EXPECT_TRUE(isResourceId("import-ami", *made.importTaskId));
  EXPECT_EQ(made.status, "active");
  EXPECT_EQ(made.statusMessage, "pending");
  EXPECT_EQ(made.progress, "2");
  ASSERT_EQ(made.snapshotDetails.size(), 1U);
  EXPECT_EQ(made.snapshotDetails[0].diskImageSize, 0.0);
  EXPECT_EQ(made.snapshotDetails[0].format, "raw");
  EXPECT_EQ(made.snapshotDetails[0].userBucket->s3Bucket, "images");
}

TEST_F(ImportImage, MakesAnImageOfItsDisks) {
  given("a.raw", blockOf('a'));
  given("b.raw", blockOf('b'));
  auto made = request();
  made.diskContainers = {disk("a.raw"), disk("b.raw")};
  made.description = "my machine";
  const auto answer = call(&ec2::importImage, made);
  const auto image = imageOf(answer);
  EXPECT_EQ(image.name, *answer.importTaskId);
  EXPECT_EQ(image.description, "AWS-VMImport service: Linux - my machine");
  EXPECT_EQ(image.state, domain::ImageState::available);
  EXPECT_EQ(image.architecture, "x86_64");
  EXPECT_EQ(image.virtualizationType, "hvm");
  EXPECT_EQ(image.rootDeviceName, "/dev/sda1");
  EXPECT_EQ(image.platformDetails, "Linux/UNIX");
  ASSERT_EQ(image.blockDevices.size(), 2U);
  EXPECT_EQ(image.blockDevices[1].deviceName, "/dev/sdb");
  EXPECT_EQ(lettersOf(snapshotIn(image)), "a");
  EXPECT_EQ(lettersOf(snapshotIn(image, 1)), "b");
  const auto task = imageTask(answer.importTaskId);
  EXPECT_FALSE(task.progress);
  EXPECT_FALSE(task.statusMessage);
  EXPECT_EQ(task.licenseType, "BYOL");
  EXPECT_EQ(task.snapshotDetails.at(1).snapshotId, snapshotIn(image, 1));
  EXPECT_EQ(task.snapshotDetails.at(1).deviceName, "/dev/sdb");
}

// What is shown when: aws-facts/images.md section 7, "Import / export", Progress.
TEST_F(ImportImage, ShowsWhatItFindsOutAsItProceeds) {
  taskTime("100s");
  given("disk.raw", blockOf('a'));
  const auto id = import({disk("disk.raw")}).importTaskId;
  EXPECT_TRUE(imageTask(id).snapshotDetails.empty());
  advance(seconds(28));
  EXPECT_EQ(imageTask(id).progress, "28");
  EXPECT_EQ(imageTask(id).statusMessage, "converting");
  EXPECT_EQ(imageTask(id).snapshotDetails.at(0).status, "active");
  EXPECT_EQ(imageTask(id).snapshotDetails.at(0).diskImageSize, 1.0 * kBlockBytes);
  advance(seconds(6));
  EXPECT_EQ(imageTask(id).statusMessage, "updating");
  EXPECT_EQ(imageTask(id).snapshotDetails.at(0).status, "completed");
  EXPECT_FALSE(imageTask(id).platform);
  advance(seconds(24));
  EXPECT_EQ(imageTask(id).statusMessage, "booting");
  EXPECT_EQ(imageTask(id).platform, "Linux");
  EXPECT_EQ(imageTask(id).architecture, "x86_64");
  EXPECT_EQ(imageTask(id).snapshotDetails.at(0).deviceName, "/dev/sda1");
  advance(seconds(18));
  EXPECT_EQ(imageTask(id).statusMessage, "preparing ami");
  EXPECT_FALSE(imageTask(id).imageId);
  advance(seconds(24));
  EXPECT_EQ(imageTask(id).status, "completed");
}

TEST_F(ImportImage, MakesWhatTheRequestSays) {
  given("disk.raw", blockOf('a'));
  auto made = request();
  made.architecture = "i386";
  made.platform = "Windows";
  made.licenseType = "BYOL";
  made.bootMode = "uefi";
  made.hypervisor = "xen";
  made.licenseSpecifications = {{.licenseConfigurationArn = "arn:aws:license-manager:x"}};
  made.diskContainers[0].deviceName = "/dev/xvda";
  made.diskContainers[0].description = "root";
  const auto answer = call(&ec2::importImage, made);
  const auto image = imageOf(answer);
  EXPECT_EQ(image.architecture, "i386");
  EXPECT_EQ(image.platform, "windows");
  EXPECT_EQ(image.usageOperation, "RunInstances:0800");
  EXPECT_EQ(image.platformDetails, "Windows BYOL");
  EXPECT_EQ(image.bootMode, "uefi");
  EXPECT_EQ(image.rootDeviceName, "/dev/xvda");
  const auto task = imageTask(answer.importTaskId);
  EXPECT_EQ(task.hypervisor, "xen");
  EXPECT_EQ(task.bootMode, "uefi");
  EXPECT_EQ(task.usageOperation, "RunInstances:0800");
  EXPECT_EQ(task.snapshotDetails.at(0).description, "root");
  EXPECT_EQ(task.licenseSpecifications.at(0).licenseConfigurationArn, "arn:aws:license-manager:x");
}

TEST_F(ImportImage, RefusesWhatItDoesNotKnow) {
  using Request = ec2::ImportImageRequest;
  EXPECT_EQ(refusal([](Request& r) { r.architecture = "arm64"; }).message(),
            errors::badImportValue("arm64", "Architecture", "i386, x86_64").message());
  expectError(refusal([](Request& r) { r.bootMode = "uefi-preferred"; }), "InvalidParameter");
  expectError(refusal([](Request& r) { r.licenseType = "mine"; }), "InvalidParameter");
  expectError(refusal([](Request& r) { r.platform = "BSD"; }), "InvalidParameter");
  expectError(refusal([](Request& r) { r.hypervisor = "kvm"; }), "InvalidParameter");
  expectError(refusal([](Request& r) { r.usageOperation = "RunInstances:zzzz"; }),
              "InvalidParameter");
  EXPECT_EQ(refusal([](Request& r) {
              r.usageOperation = "RunInstances:0002";
              r.platform = "Linux";
            }).message(),
            errors::platformMismatch("RunInstances:0002", "Linux").message());
  expectError(refusal([](Request& r) { r.diskContainers.clear(); }), "MissingParameter");
  expectError(refusal([](Request& r) { r.diskContainers[0].format.reset(); }), "MissingParameter");
  EXPECT_EQ(refusal([](Request& r) { r.diskContainers[0].format = "QCOW2"; }).message(),
            errors::badDiskFormat("QCOW2", "OVA, VHD, VHDX, VMDK, RAW").message());
  EXPECT_EQ(refusal([](Request& r) { r.diskContainers[0].url = "s3://a/b"; }).message(),
            errors::oneDiskSource().message());
  EXPECT_EQ(refusal([](Request& r) { r.diskContainers[0].deviceName = "C:"; }).message(),
            errors::repeatedImportDevice("C:").message());
  expectError(refusal([](Request& r) { r.roleName = "nobody"; }), "InvalidParameter");
}

TEST_F(ImportImage, TakesSnapshotsForDisks) {
  const auto source = written("xy");
  ec2::ImageDiskContainer container;
  container.snapshotId = source;
  const auto image = imageOf(import({container}));
  EXPECT_NE(snapshotIn(image), source);
  EXPECT_EQ(lettersOf(snapshotIn(image)), "xy");
  container.snapshotId = "snap-0123456789abcdef0";
  expectError(importError({container}), "InvalidSnapshot.NotFound");
}

TEST_F(ImportImage, KeepsWhatWasEncryptedEncrypted) {
  ec2::ImageDiskContainer container;
  container.snapshotId =
      givenSnapshot([](domain::Snapshot& snapshot) { snapshot.encrypted = true; }).id.str();
  EXPECT_TRUE(storedSnapshot(snapshotIn(imageOf(import({container})))).encrypted);
}

TEST_F(ImportImage, FailsWhenTheSnapshotGoesMeanwhile) {
  taskTime("hold");
  auto snapshot = givenSnapshot();
  ec2::ImageDiskContainer container;
  container.snapshotId = snapshot.id.str();
  const auto id = import({container}).importTaskId;
  snapshot.state = domain::SnapshotState::deleted;
  catalog().snapshots().update(snapshot);
  finishTaskOf(*id);
  EXPECT_EQ(imageTask(id).statusMessage,
            "ClientError: The snapshot " + snapshot.id.str() + " is not there any more");
}

// EC2 API Reference, ImportImage, Platform.
TEST_F(ImportImage, NeedsThePlatformOfAUefiSnapshot) {
  ec2::ImageDiskContainer container;
  container.snapshotId = givenSnapshot().id.str();
  ec2::ImportImageRequest made;
  made.diskContainers = {container};
  made.bootMode = "uefi";
  EXPECT_EQ(errorOf(&ec2::importImage, made).message(), errors::platformMissing().message());
  made.platform = "Linux";
  EXPECT_EQ(imageOf(call(&ec2::importImage, made)).bootMode, "uefi");
}

// A disk that cannot be read leaves nothing behind, not even those before it.
TEST_F(ImportImage, FailsAsAWhole) {
  given("a.raw", blockOf('a'));
  const auto task = imageTask(import({disk("a.raw"), disk("none")}).importTaskId);
  EXPECT_EQ(task.status, "deleted");
  EXPECT_NE(task.statusMessage->find("404 Not Found"), std::string::npos);
  EXPECT_FALSE(task.imageId);
  EXPECT_TRUE(call(&ec2::describeSnapshots, {.ownerIds = {"self"}}).snapshots.empty());
}

TEST_F(ImportImage, AnswersATokenOnce) {
  given("disk.raw", blockOf('a'));
  auto made = request();
  made.clientToken = "token";
  const auto first = call(&ec2::importImage, made).importTaskId;
  EXPECT_EQ(call(&ec2::importImage, made).importTaskId, first);
}

TEST_F(ImportImage, TakesTagsForItsTask) {
  given("disk.raw", blockOf('a'));
  auto made = request();
  made.tagSpecifications = {tagged("import-image-task", {tag("k", "v")})};
  const auto id = call(&ec2::importImage, made).importTaskId;
  EXPECT_EQ(imageTask(id).tags.at(0).key, "k");
  call(&ec2::createTags, {.resources = {*id}, .tags = {tag("l", "w")}});
  EXPECT_EQ(tagsOn(*id), (domain::Tags{{"k", "v"}, {"l", "w"}}));
}

// ---- OVA ---------------------------------------------------------------------------------------

std::string octal(std::size_t number) {
  std::string digits;
  for (int i = 0; i < 11; ++i, number /= 8)
    digits.insert(digits.begin(), static_cast<char>('0' + number % 8));
  return digits;
}

std::string tarEntry(const std::string& name, const std::string& bytes) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  header.replace(124, 11, octal(bytes.size()));
  header[156] = '0';
  header.replace(257, 5, "ustar");
  return header + bytes + std::string((512 - bytes.size() % 512) % 512, '\0');
}

std::string ovf(const std::string& files) {
  return "<Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1'><References>" + files +
         "</References><DiskSection><Disk ovf:diskId='2' ovf:fileRef='second'/>"
         "<Disk ovf:diskId='1' ovf:fileRef='first'/><Disk ovf:diskId='3'/></DiskSection>"
         "</Envelope>";
}

const std::string kFiles =
    "<File ovf:id='first' ovf:href='a.vmdk'/><File ovf:id='second' ovf:href='b.vmdk'/>";

// The order is that of the descriptor's disks, not that of the archive.
TEST_F(ImportImage, MakesADiskOfEachVmdkInAnOva) {
  const FakeConverter converter;
  given("machine.ova", tarEntry("machine.ovf", ovf(kFiles)) +
                           tarEntry("a.vmdk", vmdk(blockOf('a'))) +
                           tarEntry("b.vmdk", vmdk(blockOf('b'))) + std::string(1024, '\0'));
  const auto answer = import({disk("machine.ova", "ova")});
  const auto image = imageOf(answer);
  ASSERT_EQ(image.blockDevices.size(), 2U);
  EXPECT_EQ(lettersOf(snapshotIn(image)), "b");
  EXPECT_EQ(lettersOf(snapshotIn(image, 1)), "a");
  EXPECT_EQ(imageTask(answer.importTaskId).snapshotDetails.at(0).format, "VMDK");
}

TEST_F(ImportImage, FailsForADamagedOva) {
  const FakeConverter converter;
  const auto reasonFor = [&](const std::string& bytes) {
    given("bad.ova", bytes);
    const auto task = imageTask(import({disk("bad.ova", "OVA")}).importTaskId);
    EXPECT_EQ(task.status, "deleted");
    return task.statusMessage.value_or("");
  };
  const auto says = [](const std::string& what) {
    return "ClientError: Disk validation failed [Invalid OVA: " + what + "]";
  };
  const auto whole = tarEntry("m.ovf", ovf(kFiles)) + tarEntry("a.vmdk", vmdk("a"));
  EXPECT_EQ(reasonFor("nonsense"), says("it is no archive"));
  EXPECT_EQ(reasonFor(std::string(2000, 'x')), says("it is no archive"));
  EXPECT_EQ(reasonFor(tarEntry("a.vmdk", vmdk("a"))), says("it has no descriptor"));
  EXPECT_EQ(reasonFor(whole), says("it has no file 'b.vmdk'"));
  EXPECT_EQ(reasonFor(whole.substr(0, whole.size() - 512)), says("it is truncated"));
  EXPECT_EQ(reasonFor(tarEntry("m.ovf", "<Envelope>")), says("its descriptor is malformed"));
  EXPECT_EQ(reasonFor(tarEntry("m.ovf", "<Envelope/>")), says("it has no disks"));
  EXPECT_EQ(reasonFor(tarEntry("m.ovf", ovf(""))), says("a disk in it has no file"));
  auto damaged = whole;
  damaged[130] = 'x';
  EXPECT_EQ(reasonFor(damaged), says("a size in it is malformed"));
}

}  // namespace
}  // namespace amilocal::test
