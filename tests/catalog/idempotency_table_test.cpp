#include "amilocal/catalog/idempotency_table.h"

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"

namespace amilocal {
namespace {

const IdempotencyKey kKey{"111111111111", "us-east-1", "CopyImage", "token"};
const IdempotencyRecord kRecord{"digest", R"({"ImageId":"ami-1"})", at(100)};

class IdempotencyTableTest : public CatalogTest {};

TEST_F(IdempotencyTableTest, KeepsTheAnswerOfARequest) {
  catalog_.idempotency().insert(kKey, kRecord);
  EXPECT_EQ(catalog_.idempotency().find(kKey), kRecord);
}

// The same token may be used for another operation, in another Region, by another account.
TEST_F(IdempotencyTableTest, TellsRequestsApartByEveryPartOfTheKey) {
  catalog_.idempotency().insert(kKey, kRecord);
  for (const auto part : {&IdempotencyKey::account, &IdempotencyKey::region,
                          &IdempotencyKey::operation, &IdempotencyKey::token}) {
    auto other = kKey;
    other.*part = "other";
    EXPECT_EQ(catalog_.idempotency().find(other), std::nullopt);
    catalog_.idempotency().insert(other, kRecord);
  }
  EXPECT_THROW(catalog_.idempotency().insert(kKey, kRecord), CatalogError);
}

TEST_F(IdempotencyTableTest, RemembersThatATokenIsSpent) {
  catalog_.idempotency().insert(kKey, kRecord);
  catalog_.idempotency().spend(kKey);
  EXPECT_TRUE(catalog_.idempotency().find(kKey)->isSpent);
}

TEST_F(IdempotencyTableTest, ForgetsOldAnswers) {
  catalog_.idempotency().insert(kKey, kRecord);
  catalog_.idempotency().removeOlderThan(at(100));
  EXPECT_EQ(catalog_.idempotency().find(kKey), kRecord);
  catalog_.idempotency().removeOlderThan(at(101));
  EXPECT_EQ(catalog_.idempotency().find(kKey), std::nullopt);
}

}  // namespace
}  // namespace amilocal
