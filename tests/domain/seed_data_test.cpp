#include <gtest/gtest.h>

#include <stdexcept>

#include "domain/seed_model.h"
#include "domain/seed_release.h"
#include "domain/seed_text.h"

namespace amilocal::domain::seed {
namespace {

using namespace std::chrono;

// A file with one family, whose members the tests replace.
std::string fileWith(const std::string& schedule, const std::string& variants,
                     const std::string& more = "") {
  return R"({"layouts": {"two": ["/dev/sda1 8 gp3", "/dev/sdb ephemeral0"]},
             "publishers": {"p": {"accounts": {"aws": "111111111111"}}},
             "families": [{"number": 3, "key": "f", "publisher": "p", )" +
         schedule + more + R"(, "variants": [)" + variants + "]}]}";
}

const std::string kGrid = R"("first": "2026-01-05T10:00:00Z", "everyDays": 14)";
const std::string kRow = R"({"number": 1, "arch": ["x86_64"], "name": "n-{ymd}"})";

std::string refusalOf(const std::string& file) {
  try {
    parseModel(file);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  ADD_FAILURE() << "the file was taken: " << file;
  return {};
}

Counter counterOf(std::int64_t start, sys_days at, int everyDays) {
  Counter counter;
  counter.start = start;
  counter.at = at;
  counter.everyDays = everyDays;
  return counter;
}

TEST(SeedFile, GivesEachArchitectureAndRankAVariantOfItsOwn) {
  const auto model = parseModel(
      fileWith(kGrid, R"({"number": 5, "arch": ["x86_64", "arm64"], "ranks": 2, "name": "n"})"));
  ASSERT_EQ(model.variants.size(), 4U);
  EXPECT_EQ(model.variants[0].number, 3 * 256 + 5);
  EXPECT_EQ(model.variants[3].number, 3 * 256 + 8);
  EXPECT_EQ(model.variants[1].architecture, "arm64");
  EXPECT_EQ(model.variants[1].rank, 0);
  EXPECT_EQ(model.variants[2].rank, 1);
}

// Creation dates of one release must differ, or most_recent would be ambiguous.
TEST(SeedFile, PublishesVariantsOneAfterTheOther) {
  const auto model =
      parseModel(fileWith(kGrid, R"({"number": 1, "arch": ["x86_64", "arm64"], "name": "n"})",
                          R"(, "spacingSeconds": 7)"));
  EXPECT_EQ(model.variants[0].delay, 0s);
  EXPECT_EQ(model.variants[1].delay, 7s);
}

TEST(SeedFile, LetsARowReplaceWhatItsFamilySays) {
  const auto model = parseModel(
      fileWith(kGrid,
               R"({"number": 1, "arch": ["x86_64"], "boot": "uefi", "words": {"a": "row"}},
                  {"number": 2, "arch": ["x86_64"], "devices": "two"})",
               R"(, "image": {"name": "n-{a}", "boot": "-/uefi", "words": {"a": "family"}})"));
  EXPECT_EQ(model.rowOf(model.variants[0]).bootModeX86, "uefi");
  EXPECT_EQ(model.rowOf(model.variants[1]).bootModeX86, "");
  EXPECT_EQ(model.rowOf(model.variants[1]).bootModeArm, "uefi");
  EXPECT_EQ(model.rowOf(model.variants[0]).words.front().second, "row");
  EXPECT_EQ(model.rowOf(model.variants[1]).words.front().second, "family");
  EXPECT_EQ(model.rowOf(model.variants[1]).devices.size(), 2U);
}

// A slip in the file must be seen in the first test that runs, with the family's name.
TEST(SeedFile, IsRefusedForWhatItDoesNotMean) {
  const auto contains = [](const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  };
  EXPECT_TRUE(contains(refusalOf(fileWith(kGrid, R"({"number": 1, "arch": [], "nmae": "n"})")),
                       "seed family f: unknown member nmae"));
  EXPECT_TRUE(contains(refusalOf(fileWith(kGrid, kRow + "," + kRow)), "the same number"));
  EXPECT_TRUE(
      contains(refusalOf(fileWith(R"("first": "yesterday", "everyDays": 1)", kRow)), "no date"));
  EXPECT_TRUE(
      contains(refusalOf(fileWith(R"("first": "2026-01-05", "everyDays": 0)", kRow)), "everyDays"));
  EXPECT_TRUE(contains(refusalOf(fileWith(R"("releases": ["2026-02-01", "2026-01-01"])", kRow)),
                       "in order"));
  EXPECT_TRUE(contains(
      refusalOf(fileWith(kGrid, R"({"number": 1, "arch": [], "devices": "three"})")), "layout"));
  EXPECT_TRUE(contains(
      refusalOf(fileWith(kGrid, R"({"number": 1, "arch": [], "devices": ["/dev/sda1 x gp2"]})")),
      "no device"));
  EXPECT_TRUE(
      contains(refusalOf(fileWith(kGrid, R"({"number": 1, "arch": ["x86_64"], "source": "g"})")),
               "no such source"));
}

TEST(SeedFile, InTheBinaryIsWellMade) {
  EXPECT_NO_THROW(model());
  EXPECT_GT(model().variants.size(), 200U);
}

// Words are only looked up when an image is made, so each text must be tried once.
TEST(SeedFile, InTheBinaryHasAllTheWordsItUses) {
  const auto& region = *findRegion("us-east-1");
  for (const auto& variant : model().variants) {
    const Release release{model(), variant, region, 0};
    const auto& row = release.row();
    for (const auto& text : {row.name, row.description, row.location, row.ssm, row.kernel})
      EXPECT_NO_THROW(fillIn(text, release, "name")) << text;
    EXPECT_FALSE(row.name.empty()) << release.family().key;
  }
}

TEST(SeedCounter, GrowsByOneStepWithEachPeriod) {
  const auto minor = counterOf(12, 2026y / July / 20, 91);
  EXPECT_EQ(counterText(minor, 2026y / July / 19, 0), "11");
  EXPECT_EQ(counterText(minor, 2026y / July / 20, 0), "12");
  EXPECT_EQ(counterText(minor, sys_days(2026y / July / 20) + days(91), 0), "13");
}

TEST(SeedCounter, StaysWithinItsBounds) {
  auto minor = counterOf(6, 2025y / May / 20, 182);
  minor.least = 0;
  minor.most = 10;
  EXPECT_EQ(counterText(minor, 2015y / May / 20, 0), "0");
  EXPECT_EQ(counterText(minor, 2045y / May / 20, 0), "10");
}

// 1.36 is the newest Kubernetes of its time; its rank 2 is 1.34.
TEST(SeedCounter, IsLessByTheRankWhenItIsRanked) {
  auto minor = counterOf(36, 2026y / June / 1, 122);
  EXPECT_EQ(counterText(minor, 2026y / June / 1, 2), "36");
  minor.ranked = true;
  EXPECT_EQ(counterText(minor, 2026y / June / 1, 2), "34");
}

TEST(SeedCounter, BeginsAgainWithEachPeriodWhenItCountsUnits) {
  auto patch = counterOf(0, 2025y / December / 22, 126);
  patch.unitDays = 21;
  EXPECT_EQ(counterText(patch, sys_days(2025y / December / 22) + days(105), 0), "5");
  EXPECT_EQ(counterText(patch, sys_days(2025y / December / 22) + days(126), 0), "0");
  EXPECT_EQ(counterText(patch, 2025y / December / 21, 0), "5");
}

TEST(SeedCounter, MaySpeakInWords) {
  auto half = counterOf(0, 2025y / May / 23, 182);
  half.words = {"05", "11"};
  EXPECT_EQ(counterText(half, 2025y / May / 23, 0), "05");
  EXPECT_EQ(counterText(half, 2025y / December / 1, 0), "11");
  EXPECT_EQ(counterText(half, 2025y / May / 22, 0), "11");
}

TEST(SeedText, NamesTheArchitectureInThreeWays) {
  const auto model = parseModel(fileWith(
      kGrid,
      R"({"number": 1, "arch": ["arm64"], "name": "{arch} {deb} {gnu} {region} {ymd} {hm}"})"));
  const Release release{model, model.variants[0], *findRegion("eu-west-1"), 1};
  EXPECT_EQ(fillIn(release.row().name, release), "arm64 arm64 aarch64 eu-west-1 20260119 1000");
}

TEST(SeedText, RefusesAWordThatNobodyKnows) {
  const auto model = parseModel(fileWith(kGrid, kRow));
  const Release release{model, model.variants[0], *findRegion("eu-west-1"), 0};
  EXPECT_THROW(fillIn("{what}", release), std::logic_error);
}

TEST(SeedSchedule, EndsWithItsLastRelease) {
  const auto model = parseModel(fileWith(kGrid + R"(, "last": "2026-03-31")", kRow));
  const auto& region = *findRegion("us-east-1");
  const auto newest = [&](Instant now) {
    return newestRelease(model, model.variants[0], region, now);
  };
  EXPECT_EQ(newest(sys_days{2026y / January / 1}), std::nullopt);
  EXPECT_EQ(newest(sys_days{2026y / February / 1}), 1);
  EXPECT_EQ(newest(sys_days{2030y / January / 1}), 6);
  EXPECT_TRUE(isRelease(model.families[0].schedule, 6));
  EXPECT_FALSE(isRelease(model.families[0].schedule, 7));
  EXPECT_FALSE(isRelease(model.families[0].schedule, -1));
}

TEST(SeedSchedule, MayBeAListOfDates) {
  const auto model =
      parseModel(fileWith(R"("releases": ["2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z"])", kRow));
  const auto& region = *findRegion("us-east-1");
  EXPECT_EQ(newestRelease(model, model.variants[0], region, sys_days{2023y / June / 1}), 0);
  EXPECT_EQ(newestRelease(model, model.variants[0], region, sys_days{2026y / June / 1}), 1);
  EXPECT_FALSE(isRelease(model.families[0].schedule, 2));
}

// Of a family that is too young to have deprecated releases, the first stands for them.
TEST(SeedSchedule, ListsTheFirstReleaseOfAYoungFamily) {
  const auto model = parseModel(fileWith(kGrid, kRow));
  const auto& family = model.families[0];
  EXPECT_EQ(listedReleases(family, model.rows[0], 0), std::vector<int>({0}));
  EXPECT_EQ(listedReleases(family, model.rows[0], 9), std::vector<int>({9, 8, 0}));
  EXPECT_EQ(listedReleases(family, model.rows[0], 60), std::vector<int>({60, 59, 9, 7}));
}

// public-ami-catalog.md section 1, rule 8: exactly two years, seconds kept.
TEST(SeedLife, ComesAfterTwoYears) {
  const Family family;
  EXPECT_EQ(deprecationOf(family, *parseInstant("2025-12-10T13:12:35Z")),
            *parseInstant("2027-12-10T13:12:35Z"));
  EXPECT_EQ(deprecationOf(family, *parseInstant("2024-02-29T01:00:00Z")),
            *parseInstant("2026-02-28T01:00:00Z"));
}

TEST(SeedLife, SetByThePublisherIsRoundedToTheMinute) {
  Family family;
  family.lifeDays = 90;
  EXPECT_EQ(deprecationOf(family, *parseInstant("2026-07-27T19:44:26Z")),
            *parseInstant("2026-10-25T19:44:00Z"));
}

}  // namespace
}  // namespace amilocal::domain::seed
