#include "amilocal/domain/public_parameters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "amilocal/domain/seed.h"

namespace amilocal::domain {
namespace {

using namespace std::chrono;

constexpr Instant kNow = sys_days{2026y / November / 21};

// The demand: each names exactly the newest image of its kind, in each Region.
TEST(PublicParameters, NameTheImagesThatNameThem) {
  for (const auto* region : {"us-east-1", "eu-west-1", "cn-north-1"}) {
    std::set<std::string> expected;
    const auto images = seedCatalogue().list(region, kNow);
    for (const auto& image : *images) {
      if (!image.publicSsmParameterName) continue;
      const auto found = findPublicParameter(region, "/" + *image.publicSsmParameterName, kNow);
      ASSERT_TRUE(found) << *image.publicSsmParameterName;
      EXPECT_EQ(found->value, image.id.str());
      EXPECT_EQ(found->modifiedAt, image.createdAt);
      expected.insert(image.id.str());
    }
    EXPECT_FALSE(expected.empty());
    for (const auto& each : publicParameters(region, kNow)) {
      const bool isImage = each.value.starts_with("ami-");
      EXPECT_TRUE(!isImage || expected.contains(each.value)) << each.name;
    }
  }
}

TEST(PublicParameters, AreInOrderAndEachOnce) {
  const auto parameters = publicParameters("us-east-1", kNow);
  for (std::size_t i = 1; i < parameters.size(); ++i)
    EXPECT_LT(parameters[i - 1].name, parameters[i].name);
}

// public-ami-catalog.md sections 3.1, 3.2, 3.5 and 3.6.
TEST(PublicParameters, HaveTheirOtherNames) {
  const std::pair<const char*, const char*> same[] = {
      {"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
       "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64"},
      {"/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
       "/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-4.14-hvm-x86_64-gp2"},
      {"/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
       "/aws/service/canonical/ubuntu/server/noble/stable/current/amd64/hvm/ebs-gp3/ami-id"},
      {"/aws/service/debian/release/12/latest/arm64",
       "/aws/service/debian/release/bookworm/latest/arm64"}};
  for (const auto& [one, other] : same)
    EXPECT_EQ(findPublicParameter("us-east-1", one, kNow).value().value,
              findPublicParameter("us-east-1", other, kNow).value().value);
  const auto ecs = findPublicParameter(
      "us-east-1", "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended", kNow);
  EXPECT_NE(ecs.value().value.find("\"schema_version\":1"), std::string::npos);
  EXPECT_EQ(findPublicParameter(
                "us-east-1", "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/os", kNow)
                .value()
                .value,
            "Amazon Linux 2");
}

}  // namespace
}  // namespace amilocal::domain
