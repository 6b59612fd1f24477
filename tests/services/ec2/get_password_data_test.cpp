#include "amilocal/core/text.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::getPasswordData;

class GetPasswordData : public InstanceWorld {
 protected:
  void givenWindows() {
    image_.platform = "windows";
    catalog().images().update(image_);
  }

  std::vector<std::string> givenInstances(const std::string& keyName, std::int64_t count = 1) {
    auto request = launch(count);
    if (!keyName.empty()) request.keyName = keyName;
    std::vector<std::string> ids;
    for (const auto& instance : call(&ec2::runInstances, request).instances)
      ids.push_back(*instance.instanceId);
    return ids;
  }

  std::string dataOf(const std::string& id) {
    return *call(&getPasswordData, {.instanceId = id}).passwordData;
  }
};

// EC2 API Reference, GetPasswordData: "encrypted using the key pair that you specified when you
// launched the instance". That the key opens it, tests/conformance shows with the aws CLI.
TEST_F(GetPasswordData, IsEncryptedByTheKeyOfTheLaunch) {
  givenWindows();
  call(&ec2::createKeyPair, {.keyName = "rsa"});
  const auto ids = givenInstances("rsa", 2);
  EXPECT_EQ(decodeBase64(dataOf(ids[0]))->size(), 256U);
  EXPECT_NE(dataOf(ids[0]), dataOf(ids[1]));
}

TEST_F(GetPasswordData, StaysTheSame) {
  givenWindows();
  call(&ec2::createKeyPair, {.keyName = "rsa"});
  const auto id = givenInstances("rsa")[0];
  const auto data = dataOf(id);
  call(&ec2::stopInstances, {.instanceIds = {id}});
  call(&ec2::deleteKeyPair, {.keyName = "rsa"});
  EXPECT_EQ(dataOf(id), data);
}

// EC2 API Reference, GetPasswordData: an empty string.
TEST_F(GetPasswordData, HasNoneForLinux) {
  call(&ec2::createKeyPair, {.keyName = "rsa"});
  const auto id = givenInstances("rsa")[0];
  const auto answer = call(&getPasswordData, {.instanceId = id});
  EXPECT_EQ(answer.instanceId, id);
  EXPECT_EQ(answer.passwordData, "");
}

// "ED25519 keys are not supported for Windows instances" (EC2 User Guide, "Create a key pair"), and
// nothing can be encrypted by them.
TEST_F(GetPasswordData, HasNoneWithoutARsaKey) {
  givenWindows();
  call(&ec2::createKeyPair, {.keyName = "ed", .keyType = "ed25519"});
  EXPECT_EQ(dataOf(givenInstances("ed")[0]), "");
  EXPECT_EQ(dataOf(givenInstances("")[0]), "");
}

// "the password is not available until the instance has booted" (the same page).
TEST_F(GetPasswordData, HasNoneWhileTheInstanceStarts) {
  givenWindows();
  call(&ec2::createKeyPair, {.keyName = "rsa"});
  taskTime("hold");
  const auto id = givenInstances("rsa")[0];
  EXPECT_EQ(dataOf(id), "");
  finishTaskOf(id);
  EXPECT_NE(dataOf(id), "");
}

}  // namespace
}  // namespace amilocal::test
