#include "amilocal/core/instant.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

using namespace std::chrono;

constexpr Instant kSample = sys_days{2026y / February / 24} + 6h + 46min + 54s + 7ms;

TEST(Instant, PrintsMillisecondsAndZ) {
  EXPECT_EQ(formatInstant(kSample), "2026-02-24T06:46:54.007Z");
  EXPECT_EQ(formatInstantSeconds(kSample), "2026-02-24T06:46:54Z");
}

// What is a number of years later has the same time of day.
TEST(Instant, CountsYears) {
  EXPECT_EQ(formatInstant(yearsAfter(kSample, 2)), "2028-02-24T06:46:54.007Z");
  EXPECT_EQ(yearsAfter(*parseInstant("2024-02-29T01:02:03Z"), 2),
            *parseInstant("2026-02-28T01:02:03Z"));
  EXPECT_EQ(yearsAfter(*parseInstant("2024-02-29T01:02:03Z"), 4),
            *parseInstant("2028-02-29T01:02:03Z"));
}

TEST(Instant, ReadsWhatItPrints) { EXPECT_EQ(parseInstant("2026-02-24T06:46:54.007Z"), kSample); }

// The SDKs leave out the fraction, Terraform the seconds' fraction, people the time.
TEST(Instant, ReadsTheFormsOfClients) {
  const Instant whole = wholeSeconds(kSample);
  EXPECT_EQ(parseInstant("2026-02-24T06:46:54Z"), whole);
  EXPECT_EQ(parseInstant("2026-02-24T06:46:54"), whole);
  EXPECT_EQ(parseInstant("2026-02-24 06:46:54"), whole);
  EXPECT_EQ(parseInstant("2026-02-24T07:46:54+01:00"), whole);
  EXPECT_EQ(parseInstant("2026-02-24T05:46:54-0100"), whole);
  EXPECT_EQ(parseInstant("2026-02-24T06:46:54.007123456Z"), kSample);
  EXPECT_EQ(parseInstant("2026-02-24"), Instant{sys_days{2026y / February / 24}});
}

TEST(Instant, RefusesWhatIsNoDate) {
  for (const auto* text :
       {"", "yesterday", "2026-13-01", "2026-02-30", "2026-02-24T25:00:00Z", "2026-02-24T06:46:54.",
        "2026-02-24T06:46:54Zx", "2026-2-4", "2026-02-24T06:46:54+25:00", "20260224T064654Z"})
    EXPECT_FALSE(parseInstant(text)) << text;
}

TEST(Duration, ReadsUnitsAndSums) {
  EXPECT_EQ(parseDuration("90"), Duration{90s});
  EXPECT_EQ(parseDuration("500ms"), Duration{500});
  EXPECT_EQ(parseDuration("24h"), Duration{24h});
  EXPECT_EQ(parseDuration("1h30m"), Duration{90min});
  EXPECT_EQ(parseDuration("730d"), Duration{24h * 730});
  EXPECT_EQ(parseDuration("0"), Duration{0});
}

TEST(Duration, RefusesNonsenseAndWhatIsTooLong) {
  for (const auto* text : {"", "h", "-5s", "5x", "1h 30m", "99999999999d", "37000d"})
    EXPECT_FALSE(parseDuration(text)) << text;
}

TEST(Duration, PrintsTheShortestText) {
  EXPECT_EQ(formatDuration(Duration{26h}), "1d2h");
  EXPECT_EQ(formatDuration(Duration{0}), "0s");
  EXPECT_EQ(formatDuration(Duration{61500}), "1m1s500ms");
  EXPECT_EQ(formatDuration(Duration{-90s}), "-1m30s");
}

}  // namespace
}  // namespace amilocal
