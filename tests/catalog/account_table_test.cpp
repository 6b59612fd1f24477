#include "amilocal/catalog/account_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::Account;

class AccountTableTest : public CatalogTest {
 protected:
  AccountTable& accounts_ = catalog_.accounts();
  const Account full_{"111111111111", "the build", "o-exampleorgid", "ou-exam-ple00001"};
  const Account bare_{.id = "222222222222"};
};

TEST_F(AccountTableTest, KeepsEveryMemberAndItsAbsence) {
  accounts_.put(bare_);
  accounts_.put(full_);
  EXPECT_EQ(accounts_.find("111111111111"), full_);
  EXPECT_EQ(accounts_.list(), (std::vector{full_, bare_}));
  EXPECT_EQ(accounts_.find("333333333333"), std::nullopt);
}

TEST_F(AccountTableTest, PutTakesThePlaceOfWhatWasThere) {
  accounts_.put(full_);
  accounts_.put({.id = full_.id, .name = "other"});
  EXPECT_EQ(accounts_.find(full_.id)->name, "other");
  EXPECT_EQ(accounts_.find(full_.id)->organization, std::nullopt);
}

TEST_F(AccountTableTest, RemoveTellsWhetherItWasThere) {
  accounts_.put(full_);
  EXPECT_TRUE(accounts_.remove(full_.id));
  EXPECT_FALSE(accounts_.remove(full_.id));
}

}  // namespace
}  // namespace amilocal
