#include <set>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class DescribeVolumes : public StorageTest {
 protected:
  using Ids = std::vector<std::string>;
  Ids idsOf(const ec2::DescribeVolumesRequest& request) {
    Ids ids;
    for (const auto& volume : call(&ec2::describeVolumes, request).volumes)
      ids.push_back(*volume.volumeId);
    return ids;
  }
};

// What a recording of December 2025 shows of a free volume.
TEST_F(DescribeVolumes, ShowsAFreeVolume) {
  const auto volume = givenVolume();
  const auto shown = call(&ec2::describeVolumes, {}).volumes.at(0);
  EXPECT_EQ(shown.volumeId, volume.id.str());
  EXPECT_EQ(shown.state, "available");
  EXPECT_EQ(shown.snapshotId, "");
  EXPECT_EQ(shown.availabilityZone, "us-east-1a");
  EXPECT_FALSE(shown.availabilityZoneId.value_or("").empty());
  EXPECT_EQ(shown.operator_->managed, false);
  EXPECT_EQ(shown.multiAttachEnabled, false);
  EXPECT_TRUE(shown.attachments.empty());
}

TEST_F(DescribeVolumes, ShowsAttachments) {
  const auto instance = givenInstance();
  const auto volume = givenAttached(instance, "/dev/sdf");
  const auto shown = call(&ec2::describeVolumes, {}).volumes.at(0);
  EXPECT_EQ(shown.state, "in-use");
  ASSERT_EQ(shown.attachments.size(), 1U);
  EXPECT_EQ(shown.attachments[0].volumeId, volume.id.str());
  EXPECT_EQ(shown.attachments[0].instanceId, instance.id.str());
  EXPECT_EQ(shown.attachments[0].device, "/dev/sdf");
  EXPECT_EQ(shown.attachments[0].state, "attached");
  EXPECT_EQ(shown.attachments[0].deleteOnTermination, false);
}

// Terraform waits for an attachment with the id and both filters (clients/contract.md 3.7).
TEST_F(DescribeVolumes, CombinesFiltersWithIds) {
  const auto instance = givenInstance();
  const auto id = givenAttached(instance, "/dev/sdf").id.str();
  ec2::DescribeVolumesRequest request{.volumeIds = {id},
                                      .filters = {{"attachment.instance-id", {instance.id.str()}},
                                                  {"attachment.device", {"/dev/sdf"}}}};
  EXPECT_EQ(idsOf(request), Ids{id});
  request.filters.at(1).values = {"/dev/sdg"};
  EXPECT_TRUE(idsOf(request).empty());
}

// Packer looks for volumes that are gone by a filter: no error, an empty answer.
TEST_F(DescribeVolumes, FindsNothingByAFilterOnAnUnknownId) {
  EXPECT_TRUE(idsOf({.filters = {{"volume-id", {"vol-0ec2ee2808bf1bb7d"}}}}).empty());
}

TEST_F(DescribeVolumes, RefusesUnknownIds) {
  expectError(errorOf(&ec2::describeVolumes, {.volumeIds = {"vol-d0790258"}}),
              "InvalidVolume.NotFound", "The volume 'vol-d0790258' does not exist.");
  expectError(errorOf(&ec2::describeVolumes, {.volumeIds = {"vol-d0790258", "vol-d0790259"}}),
              "InvalidVolume.NotFound", "The volumes 'vol-d0790258, vol-d0790259' do not exist.");
}

TEST_F(DescribeVolumes, DoesNotFindWhatIsDeletedOrElsewhere) {
  const auto id =
      givenVolume([](domain::Volume& v) { v.state = domain::VolumeState::deleted; }).id.str();
  EXPECT_TRUE(idsOf({}).empty());
  expectError(errorOf(&ec2::describeVolumes, {.volumeIds = {id}}), "InvalidVolume.NotFound");
  const auto here = givenVolume().id.str();
  in("eu-west-1");
  expectError(errorOf(&ec2::describeVolumes, {.volumeIds = {here}}), "InvalidVolume.NotFound");
  in("us-east-1");
  as(kOther);
  expectError(errorOf(&ec2::describeVolumes, {.volumeIds = {here}}), "InvalidVolume.NotFound");
  EXPECT_TRUE(idsOf({}).empty());
}

TEST_F(DescribeVolumes, FiltersByTags) {
  givenVolume();
  const auto tagged = givenVolume().id.str();
  catalog().tags().put({std::string(kOwner), "us-east-1", "volume", tagged}, {{"Name", "data"}});
  EXPECT_EQ(idsOf({.filters = {{"tag:Name", {"da*"}}}}), Ids{tagged});
}

TEST_F(DescribeVolumes, RefusesAnUnknownFilter) {
  expectError(errorOf(&ec2::describeVolumes, {.filters = {{"foo", {"x"}}}}),
              "InvalidParameterValue", "The filter 'foo' is invalid");
}

TEST_F(DescribeVolumes, PagesInTheOrderOfIds) {
  std::set<std::string> made;
  for (int i = 0; i < 6; ++i) made.insert(givenVolume().id.str());
  const auto first = call(&ec2::describeVolumes, {.maxResults = 5});
  ASSERT_EQ(first.volumes.size(), 5U);
  ASSERT_TRUE(first.nextToken);
  const auto last = call(&ec2::describeVolumes, {.nextToken = first.nextToken, .maxResults = 5});
  ASSERT_EQ(last.volumes.size(), 1U);
  EXPECT_FALSE(last.nextToken);
  EXPECT_EQ(last.volumes[0].volumeId, *made.rbegin());
}

TEST_F(DescribeVolumes, TakesNoPageSizeTogetherWithIds) {
  expectError(
      errorOf(&ec2::describeVolumes, {.volumeIds = {givenVolume().id.str()}, .maxResults = 5}),
      "InvalidParameterCombination",
      "The parameter volumeIdsSet cannot be used with the parameter maxResults");
}

}  // namespace
}  // namespace amilocal::test
