#include "amilocal/domain/errors/store_errors.h"
#include "amilocal/domain/store_rules.h"
#include "store_test.h"

namespace amilocal::test {
namespace {

class CreateStoreImageTask : public StoreTest {
 protected:
  ApiError storeError(const std::string& image, const std::string& bucket = "images") {
    return errorOf(&ec2::createStoreImageTask, {.imageId = image, .bucket = bucket});
  }
  std::string changedImage(const Change<domain::Image>& change) {
    auto image = stored(givenWrittenImage());
    change(image);
    catalog().images().update(image);
    return image.id.str();
  }
};

TEST_F(CreateStoreImageTask, PutsAnObjectThatTellsOfTheImage) {
  const auto image = givenWrittenImage();
  EXPECT_EQ(store(image), image + ".bin");
  const auto object = catalog().objects().find("images", image + ".bin");
  ASSERT_TRUE(object);
  EXPECT_GT(object->size, 68);
  const auto metadata = domain::pairsOf(object->traits.metadata);
  EXPECT_EQ(metadata.at(0), (domain::Tag{"ami-name", "golden"}));
  EXPECT_EQ(metadata.at(3), (domain::Tag{"ami-owner-account", std::string(kOwner)}));
}

// The bucket's name may have a path behind it (EC2 User Guide, "Store and restore an AMI").
TEST_F(CreateStoreImageTask, PutsTheObjectUnderAPath) {
  const auto image = givenWrittenImage();
  EXPECT_EQ(store(image, "images/my/path"), "my/path/" + image + ".bin");
  EXPECT_TRUE(catalog().objects().find("images", "my/path/" + image + ".bin"));
}

TEST_F(CreateStoreImageTask, TagsTheObject) {
  const auto image = givenWrittenImage();
  call(&ec2::createStoreImageTask,
       {.imageId = image, .bucket = "images", .s3ObjectTags = {{.key = "k", .value = "v"}}});
  EXPECT_EQ(catalog().objects().find("images", image + ".bin")->traits.tags, "k=v");
  expectError(errorOf(&ec2::createStoreImageTask, {.imageId = givenWrittenImage("other"),
                                                   .bucket = "images",
                                                   .s3ObjectTags = {{.value = "v"}}}),
              errors::badObjectTags("").code());
}

TEST_F(CreateStoreImageTask, RefusesBucketsThatCannotBe) {
  const auto image = givenWrittenImage();
  EXPECT_EQ(storeError(image, "none").message(), errors::storeBucketMissing("none").message());
  as(kOther);
  givenBucket("foreign");
  as(kOwner);
  EXPECT_EQ(storeError(image, "foreign").message(),
            errors::storeBucketForbidden("foreign").message());
  in("eu-west-1");
  givenBucket("elsewhere");
  in("us-east-1");
  EXPECT_EQ(storeError(image, "elsewhere").message(),
            errors::storeBucketElsewhere("elsewhere", "us-east-1").message());
}

TEST_F(CreateStoreImageTask, RefusesImagesThatCannotBeStored) {
  const auto pending =
      changedImage([](domain::Image& image) { image.state = domain::ImageState::pending; });
  expectError(storeError(pending), errors::imageNotStorable(ImageId::trusted("a"), "").code());
  const auto local = givenWrittenImage("local");
  auto image = stored(local);
  image.rootDeviceType = "instance-store";
  catalog().images().update(image);
  EXPECT_EQ(storeError(local).message(), errors::imageNotEbsBacked(image.id).message());
  image.rootDeviceType = "ebs";
  image.virtualizationType = "paravirtual";
  catalog().images().update(image);
  EXPECT_EQ(storeError(local).message(), errors::paravirtualNotStorable(image.id).message());
  expectError(storeError("ami-0123456789abcdef0"), "InvalidAMIID.NotFound");
}

// Own or shared by number; public alone is not enough.
TEST_F(CreateStoreImageTask, NeedsAnImageOfOnesOwnOrShared) {
  const auto id = givenWrittenImage();
  auto image = stored(id);
  image.launchPermissions = {{domain::GranteeKind::group, "all"}};
  catalog().images().update(image);
  as(kOther);
  givenBucket("theirs");
  expectError(storeError(id, "theirs"), errors::imageNotShared(image.id).code());
  image.launchPermissions.push_back({domain::GranteeKind::userId, std::string(kOther)});
  catalog().images().update(image);
  EXPECT_EQ(store(id, "theirs"), id + ".bin");
}

// An AMI cannot be stored twice in one bucket.
TEST_F(CreateStoreImageTask, StoresOneCopyPerBucket) {
  const auto image = givenWrittenImage();
  store(image);
  expectError(storeError(image), errors::imageAlreadyStored(ImageId::trusted("a"), "b").code());
  expectError(storeError(image, "images/path"), "InvalidRequest");
  givenBucket("other");
  EXPECT_EQ(store(image, "other"), image + ".bin");
  catalog().objects().remove("images", image + ".bin");
  EXPECT_EQ(store(image), image + ".bin");
}

TEST_F(CreateStoreImageTask, FailsWhenTheSnapshotGoesMeanwhile) {
  taskTime("hold");
  const auto id = givenSnapshot().id;
  const auto image = givenImageOf(id);
  call(&ec2::createStoreImageTask, {.imageId = image.id.str(), .bucket = "images"});
  EXPECT_EQ(tasks().at(0).storeTaskState, "InProgress");
  auto snapshot = stored(id);
  snapshot.state = domain::SnapshotState::deleted;
  catalog().snapshots().update(snapshot);
  finishTaskOf(image.id.str());
  EXPECT_EQ(tasks().at(0).storeTaskState, "Failed");
  EXPECT_EQ(tasks().at(0).storeTaskFailureReason,
            "The snapshot " + id.str() + " was deleted while the AMI was stored");
  EXPECT_TRUE(catalog().objects().isEmpty("images"));
}

TEST_F(CreateStoreImageTask, RefusesWhatHasNoStorage) {
  const auto image = givenImageOf(SnapshotId::trusted(kNowhere));
  EXPECT_EQ(storeError(image.id.str()).message(), errors::imageStorageMissing(image.id).message());
}

// 5,000 GB before compression, 1,200 GB in progress, of which the last may pass the limit.
TEST_F(CreateStoreImageTask, KeepsToTheLimitsOfSize) {
  EXPECT_NO_THROW(domain::checkStoredSize(5000));
  EXPECT_THROW(domain::checkStoredSize(5001), ApiError);
  EXPECT_EQ(errors::imageTooLargeToStore(5001).code(), "InvalidParameterValue");
  const auto inProgress = [](std::int64_t gib) {
    return std::vector<domain::StoreImageTask>{
        {.sizeGib = gib}, {.state = domain::StoreTaskState::completed, .sizeGib = 5000}};
  };
  EXPECT_NO_THROW(domain::checkStoresInProgress(inProgress(1199)));
  EXPECT_THROW(domain::checkStoresInProgress(inProgress(1200)), ApiError);
  EXPECT_NO_THROW(domain::checkRestoresInProgress(599));
  EXPECT_THROW(domain::checkRestoresInProgress(600), ApiError);
  EXPECT_EQ(errors::tooMuchInProgress("stored", 1200).code(), "ResourceLimitExceeded");
}

}  // namespace
}  // namespace amilocal::test
