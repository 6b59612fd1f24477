#include "ec2/handlers.gen.h"
#include "parameter_world.h"

namespace amilocal::test {
namespace {

class GetParameter : public ParameterWorld {};

TEST_F(GetParameter, FindsByNameVersionLabelAndArn) {
  put("/a/b", "one");
  put("/a/b", "two");
  call(&ssm::labelParameterVersion, {.name = "/a/b", .parameterVersion = 1, .labels = {"old"}});
  EXPECT_EQ(got("/a/b").value, "two");
  EXPECT_FALSE(got("/a/b").selector);
  EXPECT_EQ(got("/a/b:1").value, "one");
  EXPECT_EQ(got("/a/b:1").selector, ":1");
  EXPECT_EQ(got("/a/b:old").value, "one");
  EXPECT_EQ(got("arn:aws:ssm:us-east-1:111111111111:parameter/a/b").value, "two");
}

TEST_F(GetParameter, RefusesWhatIsNotThere) {
  put("a", "x");
  expectError(errorOf(&ssm::getParameter, {.name = "b"}), "ParameterNotFound");
  expectError(errorOf(&ssm::getParameter, {.name = "a:2"}), "ParameterVersionNotFound");
  expectError(errorOf(&ssm::getParameter, {.name = "a:label"}), "ParameterVersionNotFound");
  as(kOther);
  expectError(errorOf(&ssm::getParameter, {.name = "a"}), "ParameterNotFound");
  as(kOwner);
  in("eu-west-1");
  expectError(errorOf(&ssm::getParameter, {.name = "a"}), "ParameterNotFound");
}

TEST_F(GetParameter, ShowsASecretOnlyDecrypted) {
  auto request = text("secret", "hush");
  request.type = "SecureString";
  call(&ssm::putParameter, request);
  EXPECT_NE(got("secret").value, "hush");
  EXPECT_EQ(call(&ssm::getParameter, {.name = "secret", .withDecryption = true}).parameter->value,
            "hush");
}

// snapshots-volumes-instances.md section 8: no account in the ARN of AWS's own.
TEST_F(GetParameter, NamesTheNewestPublicImageOfEachRegion) {
  const auto here = got(kAl2023);
  EXPECT_EQ(here.aRN, std::string("arn:aws:ssm:us-east-1::parameter") + kAl2023);
  EXPECT_EQ(here.type, "String");
  EXPECT_EQ(here.dataType, "text");
  in("eu-west-1");
  const auto there = got(kAl2023);
  EXPECT_NE(here.value, there.value);
  const ec2::Image image = *call(&ec2::describeImages, {.imageIds = {*there.value}}).images.at(0);
  EXPECT_EQ(image.publicSsmParameterName, std::string(kAl2023).substr(1));
}

TEST_F(GetParameter, FollowsTheReleases) {
  const auto before = got(kAl2023);
  advance(std::chrono::hours{24 * 15});
  const auto after = got(kAl2023);
  EXPECT_NE(before.value, after.value);
  EXPECT_EQ(*after.version, *before.version + 1);
}

}  // namespace
}  // namespace amilocal::test
