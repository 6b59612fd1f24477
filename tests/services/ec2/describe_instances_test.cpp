#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::describeInstances;

class DescribeInstances : public InstanceWorld {
 protected:
  std::size_t countWhere(const std::string& name, const std::string& value) {
    const auto answer = call(&describeInstances, {.filters = {{.name = name, .values = {value}}}});
    std::size_t count = 0;
    for (const auto& reservation : answer.reservations) count += reservation.instances.size();
    return count;
  }
};

TEST_F(DescribeInstances, GroupsInstancesByReservation) {
  call(&ec2::runInstances, launch(2));
  call(&ec2::runInstances, launch(1));
  const auto answer = call(&describeInstances, {});
  ASSERT_EQ(answer.reservations.size(), 2U);
  EXPECT_EQ(answer.reservations[0].instances.size() + answer.reservations[1].instances.size(), 3U);
}

// errors.md section 5: singular and plural texts; all missing ids are named.
TEST_F(DescribeInstances, RefusesUnknownIds) {
  expectError(errorOf(&describeInstances, {.instanceIds = {"i-4cbc822a"}}),
              "InvalidInstanceID.NotFound", "The instance ID 'i-4cbc822a' does not exist");
  expectError(errorOf(&describeInstances, {.instanceIds = {"i-00000001", "i-00000002"}}),
              "InvalidInstanceID.NotFound",
              "The instance IDs 'i-00000001, i-00000002' do not exist");
  expectError(errorOf(&describeInstances, {.instanceIds = {"x"}}), "InvalidInstanceID.Malformed",
              "Invalid id: \"x\" (expecting \"i-...\")");
}

// snapshots-volumes-instances.md section 3: an instance you do not own is left out.
TEST_F(DescribeInstances, LeavesOutWhatAnotherAccountOwns) {
  const auto id = givenInstance();
  as(kOther);
  EXPECT_TRUE(call(&describeInstances, {.instanceIds = {id}}).reservations.empty());
  EXPECT_TRUE(call(&describeInstances, {}).reservations.empty());
}

TEST_F(DescribeInstances, DoesNotSeeOtherRegions) {
  givenInstance();
  in("eu-west-1");
  EXPECT_TRUE(call(&describeInstances, {}).reservations.empty());
}

TEST_F(DescribeInstances, FiltersByWhatItShows) {
  const auto id = givenInstance();
  const auto shown = described(id);
  EXPECT_EQ(countWhere("instance-state-name", "running"), 1U);
  EXPECT_EQ(countWhere("instance-state-code", "16"), 1U);
  EXPECT_EQ(countWhere("image-id", image_.id.str()), 1U);
  EXPECT_EQ(countWhere("instance-type", "t3.*"), 1U);
  EXPECT_EQ(countWhere("block-device-mapping.device-name", "/dev/xvda"), 1U);
  EXPECT_EQ(countWhere("private-ip-address", *shown.privateIpAddress), 1U);
  EXPECT_EQ(countWhere("availability-zone-id", "use1-az*"), 1U);
  EXPECT_EQ(countWhere("instance-lifecycle", "spot"), 0U);
  EXPECT_EQ(countWhere("network-interface.status", "in-use"), 1U);
}

TEST_F(DescribeInstances, RefusesAnUnknownFilter) {
  expectError(errorOf(&describeInstances, {.filters = {{.name = "foo", .values = {"x"}}}}),
              "InvalidParameterValue", "The filter 'foo' is invalid");
}

// errors.md section 2: `Value ( 3 )`, blanks inside; ids exclude paging.
TEST_F(DescribeInstances, ChecksPaging) {
  expectError(errorOf(&describeInstances, {.maxResults = 3}), "InvalidParameterValue",
              "Value ( 3 ) for parameter maxResults is invalid. Expecting a value greater than 5.");
  expectError(errorOf(&describeInstances, {.instanceIds = {"i-00000001"}, .maxResults = 10}),
              "InvalidParameterCombination",
              "The parameter instancesSet cannot be used with the parameter maxResults");
  expectError(errorOf(&describeInstances, {.nextToken = "abc"}), "InvalidNextToken");
}

TEST_F(DescribeInstances, ShowsPagesThatMakeUpTheWhole) {
  call(&ec2::runInstances, launch(12));
  std::set<std::string> seen;
  std::optional<std::string> token;
  int pages = 0;
  do {
    const auto answer = call(&describeInstances, {.nextToken = token, .maxResults = 5});
    for (const auto& reservation : answer.reservations)
      for (const auto& instance : reservation.instances) seen.insert(*instance.instanceId);
    token = answer.nextToken;
    ++pages;
  } while (token);
  EXPECT_EQ(seen.size(), 12U);
  EXPECT_EQ(pages, 3);
}

}  // namespace
}  // namespace amilocal::test
