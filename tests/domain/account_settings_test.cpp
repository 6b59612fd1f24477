#include "amilocal/domain/account_settings.h"

#include <gtest/gtest.h>

namespace amilocal::domain {
namespace {

TEST(PublicAccessNames, AreThoseOfAws) {
  EXPECT_EQ(toString(PublicAccess::unblocked), "unblocked");
  EXPECT_EQ(toString(PublicAccess::block_new_sharing), "block-new-sharing");
  EXPECT_EQ(toString(PublicAccess::block_all_sharing), "block-all-sharing");
}

TEST(PublicAccessNames, AreReadBack) {
  for (const auto access :
       {PublicAccess::unblocked, PublicAccess::block_new_sharing, PublicAccess::block_all_sharing})
    EXPECT_EQ(parsePublicAccess(toString(access)), access);
  EXPECT_EQ(parsePublicAccess("blocked"), std::nullopt);
}

}  // namespace
}  // namespace amilocal::domain
