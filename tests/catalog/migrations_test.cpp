#include "amilocal/catalog/migrations.h"

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"

namespace amilocal {
namespace {

constexpr Migration kTwoSteps[] = {
    {1, "CREATE TABLE first (a TEXT) STRICT"},
    {2, "CREATE TABLE second (a TEXT); INSERT INTO second VALUES(1)"}};

TEST(Migrations, BringAFreshFileToTheProgramsSchema) {
  Database database(":memory:");
  EXPECT_EQ(schemaVersion(database), 0);
  migrate(database);
  EXPECT_GE(schemaVersion(database), 1);
  EXPECT_EQ(Catalog(database).images().list({}).size(), 0U);
}

TEST(Migrations, DoNothingTheSecondTime) {
  Database database(":memory:");
  migrate(database, kTwoSteps);
  migrate(database, kTwoSteps);
  Statement rows(database, "SELECT count(*) FROM second");
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.get<int>(0), 1);
  EXPECT_EQ(schemaVersion(database), 2);
}

TEST(Migrations, GoOnFromTheStepTheFileHas) {
  Database database(":memory:");
  migrate(database, std::span(kTwoSteps, 1));
  EXPECT_EQ(schemaVersion(database), 1);
  migrate(database, kTwoSteps);
  EXPECT_EQ(schemaVersion(database), 2);
}

TEST(Migrations, RefuseAFileOfALaterVersion) {
  Database database(":memory:");
  migrate(database, kTwoSteps);
  try {
    migrate(database, std::span(kTwoSteps, 1));
    FAIL() << "accepted";
  } catch (const CatalogError& error) {
    EXPECT_EQ(error.kind(), CatalogError::Kind::newerFile);
    EXPECT_NE(std::string(error.what()).find("later version"), std::string::npos);
  }
}

TEST(Migrations, LeaveNothingOfAStepThatFails) {
  Database database(":memory:");
  const Migration broken[] = {{1, "CREATE TABLE first (a TEXT); CREATE TABLE first (a TEXT)"}};
  EXPECT_THROW(migrate(database, broken), CatalogError);
  EXPECT_EQ(schemaVersion(database), 0);
  migrate(database, kTwoSteps);
  EXPECT_EQ(schemaVersion(database), 2);
}

TEST(Migrations, RefuseAGapInTheNumbers) {
  Database database(":memory:");
  const Migration gap[] = {{2, "CREATE TABLE first (a TEXT)"}};
  EXPECT_THROW(migrate(database, gap), CatalogError);
}

}  // namespace
}  // namespace amilocal
