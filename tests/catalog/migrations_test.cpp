#include "amilocal/catalog/migrations.h"

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"
#include "embedded/migrations.gen.h"

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

/// The schema as SQLite has it, and all rows that come with it.
std::vector<std::string> contentOf(Database& database) {
  std::vector<std::string> content;
  std::vector<std::string> tables;
  Statement schema(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2");
  while (schema.step()) {
    const auto type = schema.get<std::string>(0);
    if (type == "table") tables.push_back(schema.get<std::string>(1));
    content.push_back(type + " " + schema.get<std::string>(1) + " on " +
                      schema.get<std::string>(2) + ": " + schema.get<std::string>(3));
  }
  for (const auto& table : tables) {
    Statement rows(database, "SELECT count(*) FROM \"" + table + "\"");
    rows.step();
    content.push_back(table + " has " + std::to_string(rows.get<int>(0)) + " rows");
  }
  return content;
}

// The blank catalog of the build is what its steps make, with nothing in it that they would change.
TEST(Migrations, MakeWhatAFreshFileIsACopyOf) {
  Database fresh(":memory:");
  migrate(fresh);
  Database stepped(":memory:");
  migrate(stepped, ownMigrations());
  EXPECT_EQ(schemaVersion(fresh), schemaVersion(stepped));
  EXPECT_EQ(contentOf(fresh), contentOf(stepped));
  EXPECT_GT(contentOf(fresh).size(), 100U);
}

// 0002_image_protection.sql: what was there before is not protected.
TEST(Migrations, KeepTheImagesOfTheFirstSchema) {
  Database database(":memory:");
  const Migration first[] = {{1, embedded::migrations()[0].content}};
  migrate(database, first);
  database.runScript(
      "INSERT INTO image (id, region, owner, name, state, is_public, created_at, location,"
      " architecture, image_type, virtualization_type, root_device_type, platform_details,"
      " usage_operation) VALUES ('ami-1', 'us-east-1', '111111111111', 'web', 'available', 0, 0,"
      " '', '', '', '', '', '', '')");
  migrate(database);
  const auto image = Catalog(database).images().find(ImageId::trusted("ami-1"));
  ASSERT_TRUE(image);
  EXPECT_EQ(image->name, "web");
  EXPECT_EQ(image->deregistrationProtection, domain::ImageProtection::disabled);
  EXPECT_EQ(image->deregistrationCooldownEndsAt, std::nullopt);
}

// 0004_who_sees_which_image.sql: launches have become a table.
TEST(Migrations, KeepTheLastLaunchesOfTheFirstSchema) {
  Database database(":memory:");
  const Migration first[] = {{1, embedded::migrations()[0].content}};
  migrate(database, first);
  database.runScript(
      "INSERT INTO image (id, region, owner, name, state, is_public, created_at, location,"
      " architecture, image_type, virtualization_type, root_device_type, platform_details,"
      " usage_operation, last_launched_at) VALUES ('ami-1', 'us-east-1', '111111111111', 'web',"
      " 'available', 0, 0, '', '', '', '', '', '', '', 5000)");
  migrate(database);
  const auto launches =
      Catalog(database).launches().lastUpTo(at(6000), std::vector<std::string>{"ami-1"});
  ASSERT_EQ(launches.size(), 1U);
  EXPECT_EQ(launches.at("ami-1"), at(5000));
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
