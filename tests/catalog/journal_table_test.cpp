#include "amilocal/catalog/journal_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::JournalEntry;

JournalEntry entryFor(const std::string& resource) {
  JournalEntry entry;
  entry.at = at(1'700'000'000'000);
  entry.account = "111111111111";
  entry.region = "us-east-1";
  entry.resourceId = resource;
  entry.fromState = "pending";
  entry.toState = "available";
  entry.cause = "copy-image";
  entry.reason = "reason";
  entry.requestId = "00000000-0000-4000-8000-000000000000";
  return entry;
}

class JournalTableTest : public CatalogTest {
 protected:
  JournalEntry append(JournalEntry entry) {
    entry.id = journal_.append(entry);
    return entry;
  }

  JournalTable& journal_ = catalog_.journal();
};

TEST_F(JournalTableTest, KeepsEveryMember) {
  const auto filled = append(entryFor("ami-1"));
  const auto bare = append({});
  EXPECT_EQ(journal_.list(0, 10, std::nullopt), (std::vector{filled, bare}));
}

TEST_F(JournalTableTest, PagesAndNarrowsToAResource) {
  const auto first = append(entryFor("ami-1"));
  const auto second = append(entryFor("ami-2"));
  const auto third = append(entryFor("ami-1"));
  EXPECT_EQ(journal_.list(first.id, 1, std::nullopt), std::vector{second});
  EXPECT_EQ(journal_.list(0, 10, "ami-1"), (std::vector{first, third}));
  EXPECT_EQ(journal_.list(first.id, 10, "ami-1"), std::vector{third});
}

TEST_F(JournalTableTest, KeepsTheLatestEntries) {
  append(entryFor("ami-1"));
  const auto second = append(entryFor("ami-2"));
  const auto third = append(entryFor("ami-3"));
  journal_.keepLatest(2);
  EXPECT_EQ(journal_.list(0, 10, std::nullopt), (std::vector{second, third}));
}

}  // namespace
}  // namespace amilocal
