#include <algorithm>

#include "amilocal/domain/seed.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

class CreateTags : public StorageTest {
 protected:
  ec2::CreateTagsRequest give(std::vector<ec2::Tag> tags, std::vector<std::string> ids) {
    ec2::CreateTagsRequest request;
    request.resources = std::move(ids);
    request.tags = std::move(tags);
    return request;
  }
};

TEST_F(CreateTags, TagsEveryKindOfResource) {
  const auto snapshot = givenSnapshot();
  const std::vector<std::string> ids{snapshot.id.str(), givenImageOf(snapshot.id).id.str(),
                                     givenVolume().id.str(), givenInstance().id.str()};
  EXPECT_EQ(call(&ec2::createTags, give({tag("k", "v")}, ids)).return_, true);
  for (const auto& id : ids) EXPECT_EQ(tagsOn(id), (domain::Tags{{"k", "v"}}));
  std::vector<std::string> types;
  for (const auto& entry : call(&ec2::describeTags, {}).tags) types.push_back(*entry.resourceType);
  std::ranges::sort(types);
  EXPECT_EQ(types, (std::vector<std::string>{"image", "instance", "snapshot", "volume"}));
}

TEST_F(CreateTags, OverwritesAndKeepsTheOthers) {
  const auto id = givenVolume().id.str();
  call(&ec2::createTags, give({tag("a", "1"), tag("b", "1")}, {id}));
  call(&ec2::createTags, give({tag("b", "2")}, {id}));
  EXPECT_EQ(tagsOn(id), (domain::Tags{{"a", "1"}, {"b", "2"}}));
}

// Each account tags a public or shared image or snapshot for itself (guide 2023).
TEST_F(CreateTags, TagsWhatIsPublicForTheCallerAlone) {
  const auto open = givenSnapshot([](domain::Snapshot& s) {
    s.createVolumePermissions = {{domain::GranteeKind::group, "all"}};
  });
  as(kOther);
  call(&ec2::createTags, give({tag("k", "v")}, {open.id.str()}));
  EXPECT_EQ(tagsOn(open.id.str()).size(), 1U);
  as(kOwner);
  EXPECT_TRUE(tagsOn(open.id.str()).empty());
}

TEST_F(CreateTags, TagsImagesOfTheSeed) {
  const auto seeds = domain::seedCatalogue().list("us-east-1", now());
  ASSERT_FALSE(seeds->empty());
  const auto id = seeds->front().id.str();
  call(&ec2::createTags, give({tag("k", "v")}, {id}));
  EXPECT_EQ(tagsOn(id), (domain::Tags{{"k", "v"}}));
}

TEST_F(CreateTags, RefusesIdsThatAreNotOfTaggableThings) {
  for (const std::string id : {"eipassoc-0578b4e3415869944", "ami-x", "nonsense"})
    expectError(errorOf(&ec2::createTags, give({tag("k", "v")}, {id})), "InvalidID",
                "The ID '" + id + "' is not valid");
}

// Packer tries again on the first two of these codes.
TEST_F(CreateTags, SaysOfEachKindThatItIsNotThere) {
  const std::pair<std::string, std::string> kinds[] = {
      {"ami-abcd1234", "InvalidAMIID.NotFound"},
      {"snap-abcd1234", "InvalidSnapshot.NotFound"},
      {"vol-abcd1234", "InvalidVolume.NotFound"},
      {"i-abcd1234", "InvalidInstanceID.NotFound"}};
  for (const auto& [id, code] : kinds)
    expectError(errorOf(&ec2::createTags, give({tag("k", "v")}, {id})), code);
}

TEST_F(CreateTags, DoesAllOrNothing) {
  const auto id = givenVolume().id.str();
  expectError(errorOf(&ec2::createTags, give({tag("k", "v")}, {id, "vol-abcd1234"})),
              "InvalidVolume.NotFound");
  EXPECT_TRUE(tagsOn(id).empty());
}

TEST_F(CreateTags, NeedsTags) {
  expectError(errorOf(&ec2::createTags, give({}, {givenVolume().id.str()})),
              "InvalidParameterValue",
              "Value ( empty ) for parameter tagSet is invalid. You must specify one or more tags "
              "to create");
}

TEST_F(CreateTags, RefusesKeysOfAws) {
  expectError(errorOf(&ec2::createTags, give({tag("aws:k", "v")}, {givenVolume().id.str()})),
              "InvalidParameterValue",
              "Tag keys starting with 'aws:' are reserved for internal use");
}

// 50 of the user's own; those of AWS do not count, and what is overwritten is not new.
TEST_F(CreateTags, KeepsToFiftyUserTags) {
  const auto id = givenVolume().id.str();
  domain::Tags many{{"aws:x", "y"}};
  for (int i = 0; i < 49; ++i) many.push_back({"key" + std::to_string(i), ""});
  catalog().tags().put({std::string(kOwner), "us-east-1", "volume", id}, many);
  call(&ec2::createTags, give({tag("key0", "new"), tag("fiftieth", "")}, {id}));
  expectError(errorOf(&ec2::createTags, give({tag("one more", "")}, {id})), "TagLimitExceeded");
}

TEST_F(CreateTags, RefusesMoreThanAThousandResources) {
  const std::vector<std::string> ids(1001, givenVolume().id.str());
  expectError(errorOf(&ec2::createTags, give({tag("k", "v")}, ids)), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
