#include "app/banner.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "app/region_check.h"

namespace amilocal::test {
namespace {

bool has(const std::vector<std::string>& lines, std::string_view line) {
  return std::ranges::find(lines, line) != lines.end();
}

const StartFacts kFacts{4566, "/data", {}};

TEST(Banner, SaysWhatIsOnByDefault) {
  const auto lines = bannerOf({}, {4566, "/dev/shm/amilocal-x", {}});
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "amilocal " AMILOCAL_VERSION,
                       "  address      http://127.0.0.1:4566",
                       "  data         ephemeral: gone when the server ends (see --data-dir)",
                       "  task time    0: the next look shows the end (see --task-time)",
                       "  credentials  any are accepted",
                       "  catalogue    the public images of well-known owners",
                   }));
}

TEST(Banner, SaysWhatIsOnOtherwise) {
  ServeOptions options;
  options.dataDirectory = "data";
  options.durable = true;
  options.tls = TlsMode::selfSigned;
  options.settings.taskTime = *domain::TaskTime::parse("1m30s");
  options.settings.seed = 7;
  options.settings.seedCatalogue = false;
  options.settings.enabledRegions = {"af-south-1", "ap-east-1"};
  options.settings.lenient = true;
  const auto lines = bannerOf(options, {4566, "/data", "/data/certificate.pem"});
  for (const auto* line :
       {"  address      http://127.0.0.1:4566, and https:// on the same port",
        "  data         kept in /data, durable", "  task time    1m30s",
        "  catalogue    no public images (--seed-catalogue off)",
        "  certificate  AWS_CA_BUNDLE=/data/certificate.pem", "  seed         7: ids repeat",
        "  regions      also af-south-1, ap-east-1", "  lenient      unknown parameters pass"})
    EXPECT_TRUE(has(lines, line)) << line;
}

TEST(Banner, WarnsWhereEverybodyGetsInAndMayDoEverything) {
  const auto warns = [](const ServeOptions& options) {
    return std::ranges::any_of(bannerOf(options, kFacts), [](const std::string& line) {
      return line.starts_with("  WARNING");
    });
  };
  ServeOptions options;
  for (const auto* host : {"127.0.0.1", "::1", "localhost"}) {
    options.endpoint.host = host;
    EXPECT_FALSE(warns(options)) << host;
  }
  options.endpoint.host = "0.0.0.0";
  EXPECT_TRUE(warns(options));
  options.auth = AuthMode::sigv4;
  EXPECT_FALSE(warns(options));
}

TEST(Banner, SaysThatSignaturesAndPoliciesCount) {
  ServeOptions options;
  options.auth = AuthMode::sigv4;
  options.credentialsFile = "keys.yaml";
  options.settings.iam = domain::IamMode::enforce;
  const auto lines = bannerOf(options, kFacts);
  EXPECT_TRUE(has(lines, "  credentials  signatures are verified with the keys of keys.yaml"));
  EXPECT_TRUE(has(lines, "  policies     are enforced"));
}

TEST(Banner, SaysHowLongTasksTake) {
  const auto lineOf = [](std::string_view time) {
    ServeOptions options;
    options.settings.taskTime = *domain::TaskTime::parse(time);
    return bannerOf(options, kFacts).at(3);
  };
  EXPECT_EQ(lineOf("aws"), "  task time    as long as on AWS");
  EXPECT_EQ(lineOf("hold"), "  task time    held until 'amilocal tasks' ends it");
}

TEST(Banner, TellsWhatToTypeNext) {
  ServeOptions options;
  options.settings.defaultRegion = "eu-west-1";
  const auto lines = nextStepsOf(options, kFacts);
  EXPECT_TRUE(has(lines, "  aws --endpoint-url http://127.0.0.1:4566 ec2 describe-regions"));
  EXPECT_TRUE(lines.at(1).ends_with("AWS_DEFAULT_REGION=eu-west-1"));
}

TEST(Banner, AnUrlIsOneThatAClientCanUse) {
  EXPECT_EQ(urlOf("0.0.0.0", 1), "http://127.0.0.1:1");
  EXPECT_EQ(urlOf("::", 1), "http://[::1]:1");
  EXPECT_EQ(urlOf("::1", 1), "http://[::1]:1");
  EXPECT_EQ(urlOf("localhost", 1), "http://localhost:1");
}

ApiError refusalOf(std::string_view region) {
  log::configure(log::Format::text, log::Level::off);
  try {
    regionCheck({"af-south-1"})(region);
  } catch (const ApiError& error) {
    return error;
  }
  return {"accepted", "", 0};
}

TEST(RegionCheck, LetsRegionsPassThatAreOnOrEnabled) {
  EXPECT_EQ(refusalOf("us-east-1").code(), "accepted");
  EXPECT_EQ(refusalOf("af-south-1").code(), "accepted");
}

TEST(RegionCheck, RefusesOthersInTheWordsOfAws) {
  EXPECT_EQ(refusalOf("ap-east-1").code(), "AuthFailure");
  EXPECT_EQ(refusalOf("ap-east-1").status(), 401);
  EXPECT_EQ(refusalOf("ap-east-1").message(),
            "AWS was not able to validate the provided access credentials");
}

TEST(RegionCheck, SaysWhatAMistypedRegionMayHaveBeen) {
  EXPECT_EQ(refusalOf("us-esat-1").status(), 401);
  EXPECT_EQ(refusalOf("us-esat-1").message(),
            "Credential should be scoped to a valid region: there is no region 'us-esat-1', did "
            "you mean 'us-east-1'?");
}

}  // namespace
}  // namespace amilocal::test
