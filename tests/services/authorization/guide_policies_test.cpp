#include "authorization_world.h"

namespace amilocal::test {
namespace {

/// The example policies of the EC2 User Guide's chapters on images.
class GuidePolicies : public AuthorizationWorld {
 protected:
  std::string copying(const std::string& more = {}) const {
    return "Action=CopyImage&Name=copy&SourceRegion=us-east-1&SourceImageId=" + image() + more;
  }
  static std::string tagging(const std::string& type) {
    return "&TagSpecification.1.ResourceType=" + type +
           "&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v";
  }
};

// "Grant permissions to copy Amazon EC2 AMIs": copy any EBS-backed AMI, and tag it and its
// snapshots.
TEST_F(GuidePolicies, LetCopyAndTag) {
  allow(R"({"Sid":"PermissionToCopyAllImages","Effect":"Allow",
            "Action":["ec2:CopyImage","ec2:CreateTags"],
            "Resource":["arn:aws:ec2:*::image/*","arn:aws:ec2:*::snapshot/*"]})");
  EXPECT_EQ(codeOf(copying()), "");
  EXPECT_EQ(codeOf(copying(tagging("image"))), "");
  EXPECT_EQ(codeOf(copying(tagging("snapshot"))), "");
}

// The same page: copy, but do not tag the new snapshots.
TEST_F(GuidePolicies, LetCopyButNotTagSnapshots) {
  allow(R"({"Effect":"Allow","Action":["ec2:CopyImage","ec2:CreateTags"],
            "Resource":["arn:aws:ec2:*::image/*","arn:aws:ec2:*::snapshot/*"]},
           {"Effect":"Deny","Action":"ec2:CreateTags","Resource":"arn:aws:ec2:*::snapshot/*"})");
  EXPECT_EQ(codeOf(copying(tagging("image"))), "");
  EXPECT_EQ(codeOf(copying(tagging("snapshot"))), "UnauthorizedOperation");
}

// The same page, note of 28 October 2024: the source can be named. What is still to be made has no
// id, and `*` in its place.
TEST_F(GuidePolicies, LetCopyOnlyFromNamedSources) {
  const auto codeFrom = [&](const std::string& id) {
    allow(R"({"Effect":"Allow","Action":"ec2:CopyImage","Resource":[
              "arn:aws:ec2:us-east-1::image/)" +
          id + R"(","arn:aws:ec2:us-east-1::image/${*}","arn:aws:ec2:*::snapshot/*"]})");
    return codeOf(copying());
  };
  EXPECT_EQ(codeFrom(image()), "");
  EXPECT_EQ(codeFrom("ami-0fffffffffffffff0"), "UnauthorizedOperation");
}

// "Store and restore an AMI using S3", permissions.
TEST_F(GuidePolicies, LetStoreAndRestore) {
  const std::string others =
      R"("s3:DeleteObject","s3:GetObject","s3:ListBucket","s3:PutObject","s3:PutObjectTagging",
         "s3:AbortMultipartUpload","ebs:CompleteSnapshot","ebs:GetSnapshotBlock",
         "ebs:ListChangedBlocks","ebs:ListSnapshotBlocks","ebs:PutSnapshotBlock",
         "ebs:StartSnapshot")";
  allow(R"({"Effect":"Allow","Action":[)" + others +
        R"(,"ec2:CreateStoreImageTask","ec2:DescribeStoreImageTasks","ec2:CreateRestoreImageTask",
            "ec2:GetEbsEncryptionByDefault","ec2:DescribeTags","ec2:CreateTags"],"Resource":"*"})");
  EXPECT_EQ(codeOf("Action=DescribeStoreImageTasks"), "");
  EXPECT_NE(codeOf("Action=CreateStoreImageTask&Bucket=b&ImageId=" + image()),
            "UnauthorizedOperation");
  EXPECT_NE(codeOf("Action=CreateRestoreImageTask&Bucket=b&ObjectKey=k.bin"),
            "UnauthorizedOperation");
  allow(R"({"Effect":"Allow","Action":[)" + others + R"(],"Resource":"*"})");
  EXPECT_EQ(codeOf("Action=DescribeStoreImageTasks"), "UnauthorizedOperation");
  // The message that aws-facts/errors.md section 2 has from a log.
  EXPECT_NE(refusal("Action=CreateRestoreImageTask&Bucket=b&ObjectKey=k.bin")
                ->message()
                .find("is not authorized to perform: ec2:CreateRestoreImageTask on resource: "
                      "arn:aws:ec2:us-east-1::image/* because no identity-based policy allows the "
                      "ec2:CreateRestoreImageTask action"),
            std::string::npos);
}

// Each of the actions that a task does in the caller's name is needed.
TEST_F(GuidePolicies, NeedEachActionToStoreAndRestore) {
  const auto askedWithout = [&](const std::string& action, const std::string& form) {
    allow(R"({"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":")" + action +
          R"(","Resource":"*"})");
    const auto error = refusal(form);
    return error ? error->message() : "";
  };
  const auto store = "Action=CreateStoreImageTask&Bucket=b&ImageId=" + image();
  for (const auto* action : {"s3:ListBucket", "s3:PutObject", "s3:AbortMultipartUpload",
                             "ebs:ListSnapshotBlocks", "ebs:GetSnapshotBlock"})
    EXPECT_NE(askedWithout(action, store).find("to perform: " + std::string(action)),
              std::string::npos)
        << action;
  EXPECT_NE(askedWithout("s3:PutObject", store)
                .find("s3:PutObject on resource: arn:aws:s3:::b/" + image() +
                      ".bin with an "
                      "explicit deny in an identity-based policy"),
            std::string::npos);
  const auto tagged = store + "&S3ObjectTag.1.Key=k&S3ObjectTag.1.Value=v";
  EXPECT_NE(askedWithout("s3:PutObjectTagging", tagged).find("s3:PutObjectTagging"),
            std::string::npos);
  const std::string restore = "Action=CreateRestoreImageTask&Bucket=b&ObjectKey=k.bin";
  for (const auto* action :
       {"s3:GetObject", "ebs:StartSnapshot", "ebs:PutSnapshotBlock", "ebs:CompleteSnapshot"})
    EXPECT_NE(askedWithout(action, restore).find("to perform: " + std::string(action)),
              std::string::npos)
        << action;
}

// "Identify your resources referencing specified AMIs", permissions.
TEST_F(GuidePolicies, LetLookForReferences) {
  const std::string form = "Action=DescribeImageReferences&IncludeAllResourceTypes=true&ImageId.1=";
  EXPECT_EQ(codeOf(form + image()), "UnauthorizedOperation");
  allow(R"({"Effect":"Allow","Action":["ec2:DescribeImageReferences","ec2:DescribeInstances",
            "ec2:DescribeLaunchTemplates","ec2:DescribeLaunchTemplateVersions",
            "ssm:DescribeParameters","ssm:GetParameters","imagebuilder:ListImageRecipes",
            "imagebuilder:ListContainerRecipes","imagebuilder:GetContainerRecipe"],
            "Resource":"*"})");
  EXPECT_EQ(codeOf(form + image()), "");
  allow(R"({"Effect":"Allow","Action":["ec2:DescribeImageReferences","ec2:DescribeInstances"],
            "Resource":"*"})");
  EXPECT_EQ(codeOf(form + image()), "UnauthorizedOperation");
  EXPECT_EQ(codeOf("Action=DescribeImageReferences&ResourceType.1.ResourceType=ec2:Instance"
                   "&ImageId.1=" +
                   image()),
            "");
}

// "Deregister an Amazon EC2 AMI": by its tag, and what is not allowed is kept.
TEST_F(GuidePolicies, LetDeregisterByTag) {
  allow(R"({"Effect":"Allow","Action":"ec2:DeregisterImage","Resource":"arn:aws:ec2:*::image/*",
            "Condition":{"StringEquals":{"aws:ResourceTag/old":"yes"}}})");
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "UnauthorizedOperation");
  call(&ec2::createTags, {.resources = {image()}, .tags = {{.key = "old", .value = "yes"}}});
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "");
}

}  // namespace
}  // namespace amilocal::test
