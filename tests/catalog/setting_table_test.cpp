#include "amilocal/catalog/setting_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::Setting;

class SettingTableTest : public CatalogTest {
 protected:
  SettingTable& settings_ = catalog_.settings();
};

TEST_F(SettingTableTest, KeepsAValueUntilItIsChangedOrRemoved) {
  settings_.put({"111111111111", "us-east-1", "block-public-access", "unblocked"});
  settings_.put({"111111111111", "us-east-1", "block-public-access", ""});
  EXPECT_EQ(settings_.find("111111111111", "us-east-1", "block-public-access"), "");
  EXPECT_TRUE(settings_.remove("111111111111", "us-east-1", "block-public-access"));
  EXPECT_FALSE(settings_.remove("111111111111", "us-east-1", "block-public-access"));
  EXPECT_EQ(settings_.find("111111111111", "us-east-1", "block-public-access"), std::nullopt);
}

TEST_F(SettingTableTest, ListsByAccountAndRegionOrAll) {
  const Setting ofServer{"", "", "clock", "1"};
  const Setting first{"111111111111", "us-east-1", "a", "2"};
  const Setting second{"111111111111", "us-east-1", "b", "3"};
  const Setting elsewhere{"111111111111", "eu-west-1", "a", "4"};
  for (const auto& setting : {second, elsewhere, first, ofServer}) settings_.put(setting);
  EXPECT_EQ(settings_.list("111111111111", "us-east-1"), (std::vector{first, second}));
  EXPECT_EQ(settings_.list("", ""), std::vector{ofServer});
  EXPECT_EQ(settings_.list(), (std::vector{ofServer, elsewhere, first, second}));
}

}  // namespace
}  // namespace amilocal
