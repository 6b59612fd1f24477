#include <algorithm>

#include "amilocal/domain/bundle_rules.h"
#include "amilocal/domain/errors/bundle_errors.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/domain/errors/store_errors.h"
#include "amilocal/domain/errors/transfer_errors.h"
#include "services/ec2/bundle_test.h"
#include "services/ec2/transfer_test.h"
#include "support/fake_s3.h"

// What `--s3-endpoint` makes of the operations that touch buckets. There are no threads here: the
// questions are asked where they come up.
namespace amilocal::test {
namespace {

class RemoteBuckets : public BundleTest {
 protected:
  RemoteBuckets() {
    remote_->buckets.insert("disks");
    bucketsAt(remote_);
  }

  ec2::StoreImageTaskResult storeTaskOf(const std::string& image) {
    call(&ec2::createStoreImageTask, {.imageId = image, .bucket = "disks"});
    return tasks().at(0);
  }
  std::string restore(const std::string& key) {
    return call(&ec2::createRestoreImageTask,
                {.bucket = "disks", .objectKey = key, .name = "again"})
        .imageId.value();
  }
  void givenRemoteBundle(const wire::BundleManifest& manifest) {
    remote_->objects["disks/web/image.manifest.xml"] = {wire::bundleManifestXml(manifest)};
    remote_->objects["disks/web/image.part.0"] = {"first"};
    remote_->objects["disks/web/image.part.1"] = {"last"};
  }
  ec2::RegisterImageRequest bundleWish() {
    return {.imageLocation = "disks/web/image.manifest.xml", .name = "web"};
  }

  const std::shared_ptr<FakeS3> remote_ = std::make_shared<FakeS3>();
};

TEST_F(RemoteBuckets, TakeAStoredImageAndGiveItBack) {
  const auto image = givenWrittenImage();
  EXPECT_EQ(storeTaskOf(image).storeTaskState, "Completed");
  const auto& object = remote_->objects.at("disks/" + image + ".bin");
  EXPECT_EQ(object.metadata.at(0), (domain::Tag{"ami-name", "golden"}));
  EXPECT_FALSE(catalog().objects().find("disks", image + ".bin"));
  expectError(errorOf(&ec2::createStoreImageTask, {.imageId = image, .bucket = "disks"}),
              errors::imageAlreadyStored(ImageId::trusted("a"), "").code());

  // A bucket of another server is in every Region.
  in("eu-west-1");
  const auto again = stored(restore(image + ".bin"));
  EXPECT_EQ(again.state, domain::ImageState::available);
  EXPECT_EQ(again.architecture, "arm64");
}

// What is asked for when a restore begins is the description, not the blocks.
TEST_F(RemoteBuckets, AreNotReadWholeBeforeTheTask) {
  const auto image = givenWrittenImage();
  storeTaskOf(image);
  const auto size = remote_->objects.at("disks/" + image + ".bin").bytes.size();
  taskTime("hold");
  const auto id = restore(image + ".bin");
  EXPECT_LT(remote_->bytesRead, size);
  finishTaskOf(id);
  EXPECT_GE(remote_->bytesRead, size);
  EXPECT_EQ(stored(id).state, domain::ImageState::available);
}

TEST_F(RemoteBuckets, MakeNoImageOfATruncatedObject) {
  const auto image = givenWrittenImage();
  storeTaskOf(image);
  auto& bytes = remote_->objects.at("disks/" + image + ".bin").bytes;
  bytes.resize(bytes.size() - 1);
  const auto failed = stored(restore(image + ".bin"));
  EXPECT_EQ(failed.state, domain::ImageState::failed);
  EXPECT_NE(failed.stateReason->message.find("it is truncated"), std::string::npos);
  bytes.resize(30);
  expectError(errorOf(&ec2::createRestoreImageTask,
                      {.bucket = "disks", .objectKey = image + ".bin", .name = "x12"}),
              errors::notAStoredImage("", "").code());
}

TEST_F(RemoteBuckets, ThatAreMissingOrForbiddenAreToldAsOurs) {
  const auto image = givenWrittenImage();
  const auto errorOfStore = [&](const std::string& bucket) {
    return errorOf(&ec2::createStoreImageTask, {.imageId = image, .bucket = bucket}).message();
  };
  EXPECT_EQ(errorOfStore("none"), errors::storeBucketMissing("none").message());
  remote_->refused["theirs"] = 403;
  EXPECT_EQ(errorOfStore("theirs"), errors::storeBucketForbidden("theirs").message());
}

// What may pass is worth another try, by SDKs as well: 503.
TEST_F(RemoteBuckets, ThatFailAreToldWithTheirServer) {
  const auto image = givenWrittenImage();
  const auto errorWith = [&](int status) {
    remote_->refused["disks"] = status;
    return errorOf(&ec2::createStoreImageTask, {.imageId = image, .bucket = "disks"});
  };
  expectError(errorWith(0), errors::remoteS3Failed("", 0).code(),
              "The S3 endpoint http://s3.test says no");
  EXPECT_EQ(errorWith(500).status(), 503);
  expectError(errorWith(301), "InvalidRequest");
}

TEST_F(RemoteBuckets, ThatFailLaterFailTheTask) {
  const auto image = givenWrittenImage();
  taskTime("hold");
  call(&ec2::createStoreImageTask, {.imageId = image, .bucket = "disks"});
  remote_->refused["disks/" + image + ".bin"] = 500;
  finishTaskOf(image);
  EXPECT_EQ(tasks().at(0).storeTaskState, "Failed");
  EXPECT_EQ(tasks().at(0).storeTaskFailureReason, "The S3 endpoint http://s3.test says no");
}

TEST_F(RemoteBuckets, HaveBundlesThatAreRegisteredAndCopied) {
  givenRemoteBundle(manifest());
  const auto image = call(&ec2::registerImage, bundleWish()).imageId.value();
  in("eu-west-1");
  const auto copy = stored(
      call(&ec2::copyImage, {.name = "copy", .sourceImageId = image, .sourceRegion = "us-east-1"})
          .imageId.value());
  EXPECT_EQ(copy.state, domain::ImageState::available);
  const auto place = domain::parseBundleLocation(copy.location).value();
  EXPECT_TRUE(remote_->buckets.contains(place.bucket));
  EXPECT_EQ(remote_->objects.at(place.bucket + "/" + place.keyOf("image.part.1")).bytes, "last");
  EXPECT_EQ(remote_->objects.at(place.text()).bytes, wire::bundleManifestXml(manifest()));
}

TEST_F(RemoteBuckets, HaveBundlesThatAreCheckedAsOurs) {
  const auto refusal = [&] { return errorOf(&ec2::registerImage, bundleWish()).message(); };
  EXPECT_EQ(refusal(), errors::manifestMissing("disks/web/image.manifest.xml").message());
  givenRemoteBundle(manifest());
  remote_->objects["disks/web/image.part.0"] = {"FIRST"};
  EXPECT_NE(refusal().find("another digest"), std::string::npos);
  remote_->objects.erase("disks/web/image.part.0");
  EXPECT_NE(refusal().find("does not exist"), std::string::npos);
  remote_->refused["disks/web/image.manifest.xml"] = 403;
  EXPECT_EQ(refusal(), errors::manifestForbidden("disks/web/image.manifest.xml").message());
}

class RemoteDisks : public TransferTest {
 protected:
  RemoteDisks() {
    remote_->buckets.insert("images");
    bucketsAt(remote_);
  }
  const std::shared_ptr<FakeS3> remote_ = std::make_shared<FakeS3>();
};

TEST_F(RemoteDisks, AreImported) {
  remote_->objects["images/disk.raw"] = {std::string(600'000, 'x')};
  const auto task = import({disk("disk.raw")});
  const auto done = imageTask(task.importTaskId);
  EXPECT_EQ(done.status, "completed") << done.statusMessage.value_or("");
  EXPECT_EQ(done.snapshotDetails.at(0).diskImageSize, 600'000);
}

TEST_F(RemoteDisks, ThatCannotBeReadFailTheImport) {
  remote_->refused["images/mine"] = 403;
  const auto messageOf = [&](const std::string& key) {
    return snapshotTask(call(&ec2::importSnapshot, snapshotImport(key)).importTaskId)
        .statusMessage.value_or("");
  };
  EXPECT_NE(messageOf("none").find("404 Not Found"), std::string::npos);
  EXPECT_NE(messageOf("mine").find("403 Forbidden"), std::string::npos);
}

TEST_F(RemoteDisks, AreExported) {
  const FakeConverter converter;
  const auto task = call(&ec2::exportImage, exportOf(givenWrittenImage(), "VMDK"));
  EXPECT_EQ(exportTask(task.exportImageTaskId).status, "completed");
  const auto& object = remote_->objects.at("images/out/" + *task.exportImageTaskId + ".vmdk");
  EXPECT_EQ(object.bytes.substr(0, 24), "KDMV0123456789012345aaaa");
  expectError(errorOf(&ec2::exportImage,
                      [&] {
                        auto wish = exportOf(givenWrittenImage("other"));
                        wish.s3ExportLocation.s3Bucket = "none";
                        return wish;
                      }()),
              errors::exportBucketMissing("").code());
}

}  // namespace
}  // namespace amilocal::test
