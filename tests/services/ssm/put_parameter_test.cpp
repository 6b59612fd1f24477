#include "parameter_world.h"

namespace amilocal::test {
namespace {

class PutParameter : public ParameterWorld {};

TEST_F(PutParameter, BeginsWithVersionOneOfTheStandardTier) {
  const auto answer = call(&ssm::putParameter, text("/a/b", "x"));
  EXPECT_EQ(answer.version, 1);
  EXPECT_EQ(answer.tier, "Standard");
  const auto parameter = got("/a/b");
  EXPECT_EQ(parameter.value, "x");
  EXPECT_EQ(parameter.dataType, "text");
  EXPECT_EQ(parameter.aRN, "arn:aws:ssm:us-east-1:111111111111:parameter/a/b");
  EXPECT_EQ(parameter.lastModifiedDate, now());
}

TEST_F(PutParameter, OverwritesOnlyWhenTold) {
  call(&ssm::putParameter, text("a", "x"));
  expectError(errorOf(&ssm::putParameter, text("a", "y")), "ParameterAlreadyExists");
  EXPECT_EQ(put("a", "y"), 2);
  EXPECT_EQ(got("a").value, "y");
}

TEST_F(PutParameter, KeepsWhatIsNotSaidAgain) {
  auto request = text("a", "x");
  request.description = "first";
  call(&ssm::putParameter, request);
  ssm::PutParameterRequest again;
  again.name = "a";
  again.value = "y";
  again.overwrite = true;
  EXPECT_EQ(call(&ssm::putParameter, again).version, 2);
  EXPECT_EQ(call(&ssm::describeParameters, {}).parameters.at(0).description, "first");
}

TEST_F(PutParameter, NeedsATypeAndKeepsIt) {
  auto request = text("a", "x");
  request.type.reset();
  expectError(errorOf(&ssm::putParameter, request), "ValidationException",
              "A parameter type is required when you create a parameter.");
  put("a", "x");
  request.type = "StringList";
  request.overwrite = true;
  expectError(errorOf(&ssm::putParameter, request), "HierarchyTypeMismatchException");
}

TEST_F(PutParameter, RefusesNamesOfAws) {
  expectError(errorOf(&ssm::putParameter, text("/aws/service/x", "y")), "AccessDeniedException",
              "No access to reserved parameter name: /aws/service/x.");
  for (const auto* name : {"awsome", "ssm-x", "/SSM/x"})
    expectError(errorOf(&ssm::putParameter, text(name, "y")), "ValidationException");
  for (const auto* name : {"a b", "a/b", "/a//b", "/a/"})
    expectError(errorOf(&ssm::putParameter, text(name, "y")), "ValidationException");
  std::string deep;
  for (int i = 0; i < 16; ++i) deep += "/x";
  expectError(errorOf(&ssm::putParameter, text(deep, "y")), "HierarchyLevelLimitExceededException");
}

// AWS Systems Manager User Guide, "Managing parameter tiers".
TEST_F(PutParameter, KnowsTheTiers) {
  const std::string large(5000, 'x');
  expectError(errorOf(&ssm::putParameter, text("a", large)), "ValidationException");
  auto request = text("a", large);
  request.tier = "Intelligent-Tiering";
  EXPECT_EQ(call(&ssm::putParameter, request).tier, "Advanced");
  request.tier = "Standard";
  request.value = "small";
  request.overwrite = true;
  expectError(errorOf(&ssm::putParameter, request), "ValidationException");
  request.tier = "Advanced";
  request.value = std::string(8193, 'x');
  expectError(errorOf(&ssm::putParameter, request), "ValidationException");
}

// "Native parameter support for AMI IDs": the image must be there for the account.
TEST_F(PutParameter, ChecksImages) {
  auto request = text("image", *got(kAl2023).value);
  request.dataType = "aws:ec2:image";
  EXPECT_EQ(call(&ssm::putParameter, request).version, 1);
  request.overwrite = true;
  for (const auto* value : {"ami-00000001", "hello"}) {
    request.value = value;
    expectError(errorOf(&ssm::putParameter, request), "ValidationException");
  }
  request.dataType = "aws:ec2:unknown";
  expectError(errorOf(&ssm::putParameter, request), "ValidationException",
              "The following data type is not supported: aws:ec2:unknown (Data type names are all "
              "lowercase.)");
  auto list = text("list", "a,b");
  list.type = "StringList";
  list.dataType = "aws:ec2:image";
  expectError(errorOf(&ssm::putParameter, list), "ValidationException");
}

TEST_F(PutParameter, KeepsAHundredVersions) {
  for (int i = 1; i <= 101; ++i) put("a", std::to_string(i));
  const auto history = call(&ssm::getParameterHistory, {.name = "a"});
  EXPECT_EQ(history.parameters.at(0).version, 2);
}

// AWS Systems Manager API Reference, PutParameter, ParameterMaxVersionLimitExceeded.
TEST_F(PutParameter, DoesNotGiveUpALabelledVersion) {
  put("a", "1");
  call(&ssm::labelParameterVersion, {.name = "a", .parameterVersion = 1, .labels = {"keep"}});
  for (int i = 2; i <= 100; ++i) put("a", std::to_string(i));
  auto request = text("a", "101");
  request.overwrite = true;
  expectError(errorOf(&ssm::putParameter, request), "ParameterMaxVersionLimitExceeded");
}

TEST_F(PutParameter, TakesTagsForANewParameterOnly) {
  auto request = text("a", "x");
  request.tags = {{.key = "team", .value = "b"}};
  call(&ssm::putParameter, request);
  request.overwrite = true;
  expectError(errorOf(&ssm::putParameter, request), "ValidationException");
  auto reserved = text("b", "x");
  reserved.tags = {{.key = "aws:x", .value = "b"}};
  expectError(errorOf(&ssm::putParameter, reserved), "ValidationException");
}

TEST_F(PutParameter, RefusesWhatIsNotEmulated) {
  auto request = text("a", "x");
  request.allowedPattern = ".*";
  expectError(errorOf(&ssm::putParameter, request), "UnsupportedOperation");
  request = text("a", "x");
  request.policies = "[]";
  expectError(errorOf(&ssm::putParameter, request), "UnsupportedOperation");
  request = text("a", "x");
  request.keyId = "alias/mine";
  expectError(errorOf(&ssm::putParameter, request), "ValidationException",
              "KeyId is required for SecureString type parameter only.");
  expectError(errorOf(&ssm::putParameter, text("a", "")), "ValidationException");
}

}  // namespace
}  // namespace amilocal::test
