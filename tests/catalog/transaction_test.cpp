#include "amilocal/catalog/transaction.h"

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"

namespace amilocal {
namespace {

class TransactionTest : public CatalogTest {
 protected:
  void put(const std::string& name) { catalog_.settings().put({"", "", name, "value"}); }
  bool has(const std::string& name) { return catalog_.settings().find("", "", name).has_value(); }
};

TEST_F(TransactionTest, IsUndoneUnlessCommitted) {
  {
    Transaction transaction(database_, Transaction::Kind::write);
    put("undone");
  }
  {
    Transaction transaction(database_, Transaction::Kind::write);
    put("kept");
    transaction.commit();
  }
  EXPECT_FALSE(has("undone"));
  EXPECT_TRUE(has("kept"));
}

TEST_F(TransactionTest, APartOfItIsUndoneAlone) {
  Transaction transaction(database_, Transaction::Kind::write);
  put("before");
  {
    Savepoint savepoint(database_);
    put("undone");
  }
  {
    Savepoint savepoint(database_);
    put("kept");
    savepoint.commit();
  }
  transaction.commit();
  EXPECT_TRUE(has("before"));
  EXPECT_FALSE(has("undone"));
  EXPECT_TRUE(has("kept"));
}

TEST_F(TransactionTest, PartsMayBeNested) {
  Transaction transaction(database_, Transaction::Kind::write);
  {
    Savepoint outer(database_);
    put("outer");
    {
      Savepoint inner(database_);
      put("inner");
    }
    EXPECT_FALSE(has("inner"));
    outer.commit();
  }
  EXPECT_TRUE(has("outer"));
}

// The error leaves through the part while its statement has not finished; the rest must go on.
TEST_F(TransactionTest, APartThatFailsLeavesTheRestUsable) {
  Transaction transaction(database_, Transaction::Kind::write);
  put("before");
  try {
    Savepoint savepoint(database_);
    put("undone");
    domain::Image image;
    catalog_.images().insert(image);
    catalog_.images().insert(image);
    FAIL() << "two images with one id";
  } catch (const CatalogError& error) {
    EXPECT_EQ(error.kind(), CatalogError::Kind::constraint);
  }
  put("after");
  transaction.commit();
  EXPECT_TRUE(has("before"));
  EXPECT_FALSE(has("undone"));
  EXPECT_TRUE(has("after"));
}

TEST_F(CatalogFileTest, AReaderSeesOnlyWhatIsCommitted) {
  Database reader(directory_.catalogPath(), Database::Mode::readOnly);
  SettingTable seen(reader);
  Transaction transaction(database_, Transaction::Kind::write);
  catalog_.settings().put({"", "", "name", "value"});
  EXPECT_EQ(seen.find("", "", "name"), std::nullopt);
  transaction.commit();
  EXPECT_EQ(seen.find("", "", "name"), "value");
}

TEST_F(CatalogFileTest, AReadersTransactionIsOneUnchangingView) {
  Database reader(directory_.catalogPath(), Database::Mode::readOnly);
  SettingTable seen(reader);
  {
    Transaction view(reader, Transaction::Kind::read);
    EXPECT_EQ(seen.find("", "", "name"), std::nullopt);
    catalog_.settings().put({"", "", "name", "value"});
    EXPECT_EQ(seen.find("", "", "name"), std::nullopt);
  }
  EXPECT_EQ(seen.find("", "", "name"), "value");
}

}  // namespace
}  // namespace amilocal
