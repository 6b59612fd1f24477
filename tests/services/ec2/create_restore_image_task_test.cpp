#include <chrono>

#include "amilocal/domain/errors/store_errors.h"
#include "store_test.h"

namespace amilocal::test {
namespace {

class CreateRestoreImageTask : public StoreTest {
 protected:
  std::string restore(const std::string& key, const std::optional<std::string>& name,
                      const std::string& bucket = "images") {
    return call(&ec2::createRestoreImageTask, {.bucket = bucket, .objectKey = key, .name = name})
        .imageId.value();
  }
  ApiError restoreError(const std::string& key, const std::string& bucket = "images") {
    return errorOf(&ec2::createRestoreImageTask,
                   {.bucket = bucket, .objectKey = key, .name = "again"});
  }
  std::string snapshotOf(const std::string& image) {
    return stored(image).blockDevices.at(0).ebs->snapshotId->str();
  }
  /// The bytes of an object, as a client gets them.
  std::string bytesOf(const std::string& key) {
    const auto object = catalog().objects().find("images", key).value();
    s3::ObjectBytes bytes(blobs(), catalog().objects().pieces(object.id));
    return bytes.read(0, bytes.size());
  }
  /// An object with these bytes, as a client puts it.
  void given(const std::string& key, std::string_view bytes, const std::string& bucket = "images") {
    const auto blob = blobs().begin();
    blob->append(bytes);
    blob->finish();
    blob->keep();
    const auto size = static_cast<std::int64_t>(bytes.size());
    catalog().objects().put(
        {.container = bucket, .key = key, .owner = caller().account, .size = size},
        {{blob->name(), 0, size, 0}});
  }
};

TEST_F(CreateRestoreImageTask, MakesTheImageAnew) {
  const auto image = givenWrittenImage();
  call(&ec2::createTags, {.resources = {image, snapshot_}, .tags = {tag("k", "v")}});
  const auto id = restore(store(image), "again");
  const auto restored = stored(id);
  EXPECT_NE(id, image);
  EXPECT_EQ(restored.name, "again");
  EXPECT_EQ(restored.state, domain::ImageState::available);
  EXPECT_EQ(restored.architecture, "arm64");
  EXPECT_EQ(restored.description, "d");
  EXPECT_EQ(restored.enaSupport, true);
  EXPECT_EQ(restored.rootDeviceName, "/dev/xvda");
  EXPECT_EQ(restored.sourceImageId, image);
  EXPECT_EQ(restored.sourceImageRegion, "us-east-1");
  EXPECT_EQ(tagsOn(id), (domain::Tags{{"k", "v"}}));
  EXPECT_NE(snapshotOf(id), snapshot_);
  EXPECT_EQ(tagsOn(snapshotOf(id)), (domain::Tags{{"k", "v"}}));
  EXPECT_EQ(lettersOf(snapshotOf(id)), "ab");
}

TEST_F(CreateRestoreImageTask, AnswersAPendingImage) {
  taskTime("hold");
  const auto image = givenImageOf(givenSnapshot().id).id.str();
  store(image);
  finishTaskOf(image);
  const auto id = restore(image + ".bin", "again");
  EXPECT_EQ(stored(id).state, domain::ImageState::pending);
  finishTaskOf(id);
  EXPECT_EQ(stored(id).state, domain::ImageState::available);
}

// The source is recorded inside a partition only; the bytes are carried by the client.
TEST_F(CreateRestoreImageTask, WorksAcrossPartitions) {
  const auto bytes = bytesOf(store(givenWrittenImage()));
  in("us-gov-west-1");
  givenBucket("gov");
  given("image.bin", bytes, "gov");
  const auto id = restore("image.bin", {}, "gov");
  const auto restored = stored(id);
  EXPECT_EQ(restored.name, "golden");
  EXPECT_FALSE(restored.sourceImageId);
  EXPECT_FALSE(restored.sourceImageRegion);
  EXPECT_EQ(lettersOf(snapshotOf(id)), "ab");
}

TEST_F(CreateRestoreImageTask, TakesTheTagsOfTheRequestFirst) {
  const auto image = givenWrittenImage();
  call(&ec2::createTags, {.resources = {image}, .tags = {tag("k", "old"), tag("o", "o")}});
  const auto id = call(&ec2::createRestoreImageTask,
                       {.bucket = "images",
                        .objectKey = store(image),
                        .name = "again",
                        .tagSpecifications = {tagged("image", {tag("k", "new")})}})
                      .imageId.value();
  EXPECT_EQ(tagsOn(id), (domain::Tags{{"k", "new"}, {"o", "o"}}));
}

TEST_F(CreateRestoreImageTask, NeedsAFreeName) {
  const auto key = store(givenWrittenImage());
  expectError(errorOf(&ec2::createRestoreImageTask, {.bucket = "images", .objectKey = key}),
              "InvalidAMIName.Duplicate");
}

// What was encrypted is encrypted again, with the account's own default key.
TEST_F(CreateRestoreImageTask, EncryptsWhatWasEncrypted) {
  const auto snapshot = givenSnapshot([](domain::Snapshot& s) { s.encrypted = true; });
  const auto id = restore(store(givenImageOf(snapshot.id).id.str()), "again");
  EXPECT_TRUE(storedSnapshot(snapshotOf(id)).encrypted);
  EXPECT_TRUE(storedSnapshot(snapshotOf(id)).kmsKeyId);
}

TEST_F(CreateRestoreImageTask, RefusesWhatIsNoStoredImage) {
  EXPECT_EQ(restoreError("none").message(),
            errors::storedObjectMissing("images", "none").message());
  for (const std::string_view bytes : {"", "nonsense",
                                       "(\xb5/\xfd and more nonsense, as long as a "
                                       "head is, which is sixty-eight bytes"}) {
    given("foreign.bin", bytes);
    EXPECT_EQ(restoreError("foreign.bin").message(),
              errors::notAStoredImage("foreign.bin", "it is not a stored AMI").message());
  }
}

// Whatever bit is changed: a clear failure, of the call or of the image, and nothing else.
TEST_F(CreateRestoreImageTask, NoticesEveryDamage) {
  const auto bytes = bytesOf(store(givenWrittenImage()));
  blobs().sweep({});
  for (std::size_t at = 8; at < bytes.size(); at += 7) {
    auto damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x01);
    given("damaged.bin", damaged);
    try {
      const auto id = restore("damaged.bin", "again" + std::to_string(at));
      EXPECT_EQ(stored(id).state, domain::ImageState::failed) << at;
      EXPECT_NE(stored(id).stateReason->message.find("damaged"), std::string::npos)
          << stored(id).stateReason->message;
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), "InvalidRequest") << at << error.message();
    }
  }
}

TEST_F(CreateRestoreImageTask, FailsForATruncatedObject) {
  const auto bytes = bytesOf(store(givenWrittenImage()));
  for (std::size_t size = 0; size < bytes.size(); size += 5) {
    given("short.bin", bytes.substr(0, size));
    try {
      const auto id = restore("short.bin", "again" + std::to_string(size));
      EXPECT_EQ(stored(id).state, domain::ImageState::failed) << size;
      EXPECT_NE(stored(id).stateReason->message.find("truncated"), std::string::npos);
      EXPECT_EQ(storedSnapshot(snapshotOf(id)).state, domain::SnapshotState::error);
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), "InvalidRequest") << size;
    }
  }
  given("long.bin", bytes + "x");
  EXPECT_EQ(stored(restore("long.bin", "again")).state, domain::ImageState::failed);
}

TEST_F(CreateRestoreImageTask, FailsWhenTheObjectGoesMeanwhile) {
  const auto key = store(givenWrittenImage());
  taskTime("hold");
  const auto id = restore(key, "again");
  catalog().objects().remove("images", key);
  finishTaskOf(id);
  EXPECT_EQ(stored(id).stateReason->message,
            "The object images/" + key + " cannot be restored: it does not exist any more");
}

TEST_F(CreateRestoreImageTask, GivesItsSnapshotsUpWithTheImage) {
  const auto key = store(givenWrittenImage());
  taskTime("10s");
  const auto id = restore(key, "again");
  const auto snapshot = snapshotOf(id);
  call(&ec2::deregisterImage, {.imageId = id});
  advance(std::chrono::seconds(10));
  EXPECT_EQ(storedSnapshot(snapshot).state, domain::SnapshotState::error);
}

}  // namespace
}  // namespace amilocal::test
