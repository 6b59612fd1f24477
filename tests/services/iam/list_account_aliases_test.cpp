#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListAccountAliases : public IamWorld {};

TEST_F(ListAccountAliases, ListsNone) {
  EXPECT_TRUE(call(&iam::listAccountAliases, {}).accountAliases.empty());
}

}  // namespace
}  // namespace amilocal::test
