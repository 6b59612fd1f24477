#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/wire/query_reader.h"
#include "amilocal/wire/query_tree.h"
#include "ec2/describe.gen.h"

namespace amilocal::wire {
namespace {

template <class Request>
Request read(std::string_view form, UnknownParameters unknown = UnknownParameters::refuse) {
  const auto tree = QueryTree::parse(form);
  tree.take("Action");
  tree.takeProtocolParameters();
  Request request;
  readQuery(tree, unknown, request);
  return request;
}

template <class Request>
ApiError refusal(std::string_view form) {
  try {
    read<Request>(form);
  } catch (const ApiError& error) {
    return error;
  }
  ADD_FAILURE() << "went through: " << form;
  return {"", ""};
}

using ec2::CopyImageRequest;
using ec2::CreateTagsRequest;
using ec2::DescribeImagesRequest;
using ec2::RegisterImageRequest;

TEST(QueryReader, ReadsNestedAndNumberedParameters) {
  const auto request = read<DescribeImagesRequest>(
      "Action=DescribeImages&Version=2016-11-15&Filter.1.Name=name&Filter.1.Value.1=a%2A&"
      "Filter.1.Value.2=b&Owner.1=self&IncludeDeprecated=true&MaxResults=7");
  ASSERT_EQ(request.filters.size(), 1U);
  EXPECT_EQ(request.filters[0].values, (std::vector<std::string>{"a*", "b"}));
  EXPECT_EQ(request.owners, std::vector<std::string>{"self"});
  EXPECT_EQ(request.includeDeprecated, true);
  EXPECT_EQ(request.maxResults, 7);
}

// Indices name an order, not places: clients leave gaps and send them in any order.
TEST(QueryReader, OrdersListsByNumber) {
  const auto request =
      read<DescribeImagesRequest>("ImageId.10=ami-3&ImageId.2=ami-2&ImageId.1=ami-1");
  EXPECT_EQ(request.imageIds, (std::vector<std::string>{"ami-1", "ami-2", "ami-3"}));
}

// So the query protocols but EC2's spell a list.
TEST(QueryReader, ReadsListsOfMembers) {
  const auto request = read<DescribeImagesRequest>("ImageId.member.2=b&ImageId.member.1=a");
  EXPECT_EQ(request.imageIds, (std::vector<std::string>{"a", "b"}));
}

// clients/contract.md 2.3: Packer sends `KmsKeyId=`, Terraform `Description=`.
TEST(QueryReader, TakesAnEmptyParameterForAnAbsentOne) {
  const auto request = read<CopyImageRequest>(
      "Name=n&SourceImageId=ami-1&SourceRegion=us-east-1&KmsKeyId=&Description=&Encrypted=");
  EXPECT_FALSE(request.kmsKeyId);
  EXPECT_FALSE(request.description);
  EXPECT_FALSE(request.encrypted);
}

TEST(QueryReader, TakesAnEmptyStructureForAnAbsentOne) {
  EXPECT_FALSE(read<ec2::RunInstancesRequest>("MinCount=1&MaxCount=1&Placement=").placement);
}

TEST(QueryReader, KeepsEmptyTagValues) {
  const auto request =
      read<CreateTagsRequest>("ResourceId.1=ami-1&Tag.1.Key=k&Tag.1.Value=&Tag.2.Key=l");
  ASSERT_EQ(request.tags.size(), 2U);
  EXPECT_EQ(request.tags[0].value, "");
  EXPECT_FALSE(request.tags[1].value);
}

TEST(QueryReader, ReadsTheScalarFormsOfClients) {
  EXPECT_EQ(read<DescribeImagesRequest>("IncludeDisabled=True").includeDisabled, true);
  EXPECT_EQ(read<DescribeImagesRequest>("IncludeDisabled=0").includeDisabled, false);
}

// aws-facts/errors.md section 2.
TEST(QueryReader, NamesTheMissingParameter) {
  const auto error = refusal<CopyImageRequest>("Name=n&SourceImageId=ami-1");
  EXPECT_EQ(error.code(), "MissingParameter");
  EXPECT_EQ(error.message(), "The request must contain the parameter SourceRegion");
}

// EC2 says its internal name where it has one (errors.md section 7).
TEST(QueryReader, UsesTheInternalNameOfAMissingParameter) {
  EXPECT_EQ(refusal<CreateTagsRequest>("Tag.1.Key=a").message(),
            "The request must contain the parameter resourceIdSet");
}

TEST(QueryReader, NamesTheUnknownParameterWithoutItsPath) {
  const auto error = refusal<RegisterImageRequest>("Name=n&BlockDeviceMapping.1.Ebs.Speed=9");
  EXPECT_EQ(error.code(), "UnknownParameter");
  EXPECT_EQ(error.message(), "The parameter Speed is not recognized");
}

TEST(QueryReader, LetsUnknownParametersPassWhenAskedTo) {
  EXPECT_EQ(read<RegisterImageRequest>("Name=n&Foo=1", UnknownParameters::ignore).name, "n");
}

TEST(QueryReader, RefusesMalformedValues) {
  EXPECT_EQ(refusal<DescribeImagesRequest>("MaxResults=many").code(), "InvalidParameterValue");
  EXPECT_EQ(refusal<DescribeImagesRequest>("MaxResults=99999999999").code(),
            "InvalidParameterValue");
  EXPECT_EQ(refusal<DescribeImagesRequest>("IncludeDisabled=maybe").message(),
            "Value (maybe) for parameter includeDisabled is invalid. Expecting true or false.");
}

TEST(QueryReader, RefusesValuesOutsideAnEnumeration) {
  const auto error = refusal<RegisterImageRequest>("Name=n&Architecture=amd64");
  EXPECT_EQ(error.code(), "InvalidParameterValue");
  EXPECT_NE(error.message().find("Value (amd64) for parameter architecture is invalid"),
            std::string::npos);
}

// architecture: malformed before missing before unknown.
TEST(QueryReader, RefusesInAFixedOrder) {
  EXPECT_EQ(refusal<CopyImageRequest>("Encrypted=perhaps&Foo=1").code(), "InvalidParameterValue");
  EXPECT_EQ(refusal<CopyImageRequest>("Foo=1").code(), "MissingParameter");
}

// Beyond a few children they are found by an index: in any order, and each once.
TEST(QueryTree, FindsEachOfManyParameters) {
  std::string form;
  for (int n = 40; n > 0; --n) form += "Id." + std::to_string(n) + ".A=" + std::to_string(n) + "&";
  for (int n = 1; n <= 40; ++n) form += "Id." + std::to_string(n) + ".B=b&";
  const auto tree = QueryTree::parse(form);
  const auto* list = tree.root().find("Id");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->children.size(), 40U);
  for (int n = 1; n <= 40; ++n) {
    const auto* item = list->find(std::to_string(n));
    ASSERT_NE(item, nullptr) << n;
    EXPECT_EQ(item->find("A")->value, std::to_string(n));
    EXPECT_EQ(item->find("B")->value, "b");
  }
  EXPECT_EQ(list->find("41"), nullptr);
}

TEST(QueryTree, RefusesBrokenOrHostileForms) {
  const auto refused = [](std::string_view form) {
    try {
      QueryTree::parse(form, {.parameters = 5, .depth = 4, .listItems = 5});
    } catch (const ApiError& error) {
      return error.code();
    }
    return std::string("none");
  };
  EXPECT_EQ(refused("A=%"), "MalformedQueryString");
  EXPECT_EQ(refused("A=1&A=2"), "MalformedQueryString");
  EXPECT_EQ(refused("a=1&b=1&c=1&d=1&e=1&f=1"), "MalformedQueryString");
  EXPECT_EQ(refused("a.b.c.d.e=1"), "MalformedQueryString");
  EXPECT_EQ(refused("=1"), "MalformedQueryString");
  EXPECT_EQ(refused("A=%00"), "InvalidCharacter");
  EXPECT_EQ(refused("A=%ff"), "InvalidCharacter");
  EXPECT_EQ(refused("A=1&B="), "none");
}

}  // namespace
}  // namespace amilocal::wire
