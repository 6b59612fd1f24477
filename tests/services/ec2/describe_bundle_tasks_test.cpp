#include "amilocal/domain/errors/bundle_task_errors.h"
#include "bundle_task_test.h"

namespace amilocal::test {
namespace {

class DescribeBundleTasks : public BundleTaskTest {
 protected:
  std::size_t countBy(const std::string& name, const std::string& value) {
    return call(&ec2::describeBundleTasks, {.filters = {{.name = name, .values = {value}}}})
        .bundleTasks.size();
  }
};

TEST_F(DescribeBundleTasks, ListsThoseOfTheCallerInTheRegion) {
  bundled();
  EXPECT_EQ(call(&ec2::describeBundleTasks, {}).bundleTasks.size(), 1u);
  in("eu-west-1");
  EXPECT_TRUE(call(&ec2::describeBundleTasks, {}).bundleTasks.empty());
  in("us-east-1");
  as(kOther);
  EXPECT_TRUE(call(&ec2::describeBundleTasks, {}).bundleTasks.empty());
}

TEST_F(DescribeBundleTasks, RefusesIdsOfNothing) {
  const auto id = bundled().bundleId.value();
  expectError(errorOf(&ec2::describeBundleTasks, {.bundleIds = {id, "bun-00000000"}}),
              "InvalidBundleID.NotFound", errors::bundleTaskNotFound("bun-00000000").message());
  as(kOther);
  EXPECT_EQ(errorOf(&ec2::describeBundleTasks, {.bundleIds = {id}}).code(),
            "InvalidBundleID.NotFound");
}

// The filters of aws-facts/images.md section 4.
TEST_F(DescribeBundleTasks, AreFiltered) {
  const auto task = described(bundled().bundleId.value());
  const auto at = formatInstant(now());
  EXPECT_EQ(countBy("bundle-id", *task.bundleId), 1u);
  EXPECT_EQ(countBy("bundle-id", "bun-1*"), task.bundleId->starts_with("bun-1") ? 1u : 0u);
  EXPECT_EQ(countBy("instance-id", instance_.str()), 1u);
  EXPECT_EQ(countBy("progress", "100%"), 1u);
  EXPECT_EQ(countBy("s3-bucket", "winbundles"), 1u);
  EXPECT_EQ(countBy("s3-prefix", "win/*"), 1u);
  EXPECT_EQ(countBy("start-time", at), 1u);
  EXPECT_EQ(countBy("state", "complete"), 1u);
  EXPECT_EQ(countBy("state", "failed"), 0u);
  EXPECT_EQ(countBy("update-time", at), 1u);
  EXPECT_EQ(countBy("error-code", "*"), 0u);
  EXPECT_EQ(countBy("error-message", "*"), 0u);
  EXPECT_EQ(
      errorOf(&ec2::describeBundleTasks, {.filters = {{.name = "x", .values = {"y"}}}}).code(),
      "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
