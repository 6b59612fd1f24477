#include "storage_test.h"

namespace amilocal::test {
namespace {

class DeleteTags : public StorageTest {
 protected:
  DeleteTags() : id_(givenVolume().id.str()) {
    catalog().tags().put({std::string(kOwner), "us-east-1", "volume", id_},
                         {{"aws:x", "y"}, {"empty", ""}, {"full", "v"}});
  }

  /// The keys that are left after the deletion of these tags.
  std::vector<std::string> leftAfter(std::vector<ec2::Tag> tags) {
    ec2::DeleteTagsRequest request;
    request.resources = {id_};
    request.tags = std::move(tags);
    EXPECT_EQ(call(&ec2::deleteTags, request).return_, true);
    std::vector<std::string> keys;
    for (const auto& tag : tagsOn(id_)) keys.push_back(tag.key);
    return keys;
  }

  using Keys = std::vector<std::string>;
  std::string id_;
};

// Key alone: whatever the value is (EC2 API Reference, DeleteTags).
TEST_F(DeleteTags, DeletesByKey) {
  EXPECT_EQ(leftAfter({{.key = "full", .value = {}}}), (Keys{"aws:x", "empty"}));
}

TEST_F(DeleteTags, DeletesByKeyAndValueOnlyIfEqual) {
  EXPECT_EQ(leftAfter({tag("full", "other")}), (Keys{"aws:x", "empty", "full"}));
  EXPECT_EQ(leftAfter({tag("full", "v")}), (Keys{"aws:x", "empty"}));
}

// An empty value is a value here, not an absent one.
TEST_F(DeleteTags, DeletesByEmptyValueOnlyIfEmpty) {
  EXPECT_EQ(leftAfter({tag("full", ""), tag("empty", "")}), (Keys{"aws:x", "full"}));
}

TEST_F(DeleteTags, DeletesAllUserTagsWhenNoneIsNamed) { EXPECT_EQ(leftAfter({}), Keys{"aws:x"}); }

TEST_F(DeleteTags, DoesNotMindAMissingKey) {
  EXPECT_EQ(leftAfter({{.key = "never", .value = {}}}), (Keys{"aws:x", "empty", "full"}));
}

TEST_F(DeleteTags, RefusesKeysOfAwsAndNoKey) {
  ec2::DeleteTagsRequest request;
  request.resources = {id_};
  request.tags = {{.key = "aws:x", .value = {}}};
  expectError(errorOf(&ec2::deleteTags, request), "InvalidParameterValue",
              "Tag keys starting with 'aws:' are reserved for internal use");
  request.tags = {{.key = {}, .value = "v"}};
  expectError(errorOf(&ec2::deleteTags, request), "InvalidParameterValue");
}

// Each account has its own tags on a public image or snapshot.
TEST_F(DeleteTags, LeavesTheTagsOfOthers) {
  const auto open = givenSnapshot([](domain::Snapshot& s) {
                      s.createVolumePermissions = {{domain::GranteeKind::group, "all"}};
                    }).id.str();
  catalog().tags().put({std::string(kOwner), "us-east-1", "snapshot", open}, {{"k", "v"}});
  as(kOther);
  call(&ec2::deleteTags, {.resources = {open}});
  as(kOwner);
  EXPECT_EQ(tagsOn(open).size(), 1U);
}

TEST_F(DeleteTags, RefusesWhatIsNotTaggable) {
  expectError(errorOf(&ec2::deleteTags, {.resources = {"x-1"}}), "InvalidID",
              "The ID 'x-1' is not valid");
}

}  // namespace
}  // namespace amilocal::test
