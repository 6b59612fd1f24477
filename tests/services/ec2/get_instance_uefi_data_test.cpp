#include "amilocal/domain/errors/instance_errors.h"
#include "instance_world.h"

namespace amilocal::ec2 {
namespace {

class GetInstanceUefiData : public test::InstanceWorld {
 protected:
  void giveData() {
    image_.uefiData = "QU1aTlVFRkk=";
    catalog().images().update(image_);
  }
};

TEST_F(GetInstanceUefiData, AnswersWhatTheImageWasRegisteredWith) {
  giveData();
  const auto id = givenInstance();
  const auto answer = call(&getInstanceUefiData, {.instanceId = id});
  EXPECT_EQ(answer.instanceId, id);
  EXPECT_EQ(answer.uefiData, "QU1aTlVFRkk=");
}

// aws-facts/images.md section 7: empty output when there is none.
TEST_F(GetInstanceUefiData, AnswersNoneWhereThereIsNone) {
  EXPECT_EQ(call(&getInstanceUefiData, {.instanceId = givenInstance()}).uefiData, std::nullopt);
}

TEST_F(GetInstanceUefiData, OutlivesTheImage) {
  giveData();
  const auto id = givenInstance();
  call(&deregisterImage, {.imageId = image_.id.str()});
  EXPECT_EQ(call(&getInstanceUefiData, {.instanceId = id}).uefiData, "QU1aTlVFRkk=");
}

TEST_F(GetInstanceUefiData, IsPassedOnToImagesOfTheInstance) {
  giveData();
  const auto made = call(&createImage, {.instanceId = givenInstance(), .name = "derived"});
  const auto shown =
      call(&describeImageAttribute, {.attribute = "uefiData", .imageId = *made.imageId});
  EXPECT_EQ(shown.uefiData->value, "QU1aTlVFRkk=");
}

TEST_F(GetInstanceUefiData, DoesNotFindTheInstancesOfOthers) {
  const auto id = givenInstance();
  as(kOther);
  test::expectError(errorOf(&getInstanceUefiData, {.instanceId = id}), "InvalidInstanceID.NotFound",
                    errors::instanceNotFound(InstanceId::trusted(id)).message());
}

}  // namespace
}  // namespace amilocal::ec2
