#include "amilocal/domain/encryption_plan.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/encryption.h"

namespace amilocal::domain {
namespace {

const Caller kMe{"111111111111", "us-east-1", ""};
const std::string kMyKey = keyArn("mine", "us-east-1", "111111111111");
const std::string kDefault = defaultKeyArn("us-east-1", "111111111111");

Snapshot encryptedBy(std::string owner, std::string region) {
  Snapshot snapshot;
  snapshot.owner = std::move(owner);
  snapshot.region = std::move(region);
  snapshot.encrypted = true;
  snapshot.kmsKeyId = kMyKey;
  return snapshot;
}

// The rows of "Encryption outcomes" (Amazon EBS User Guide), encryption by default being off.
TEST(PlanEncryption, LeavesWhatIsNotEncrypted) {
  const Snapshot plain;
  EXPECT_EQ(planEncryption({}, nullptr, kMe), EncryptionPlan{});
  EXPECT_EQ(planEncryption({}, &plain, kMe), EncryptionPlan{});
}

TEST(PlanEncryption, EncryptsWhenAsked) {
  EXPECT_EQ(planEncryption({true, {}}, nullptr, kMe), (EncryptionPlan{true, kDefault}));
  EXPECT_EQ(planEncryption({true, "mine"}, nullptr, kMe), (EncryptionPlan{true, kMyKey}));
}

TEST(PlanEncryption, KeepsTheOwnersKey) {
  const auto own = encryptedBy(kMe.account, kMe.region);
  EXPECT_EQ(planEncryption({}, &own, kMe), (EncryptionPlan{true, kMyKey}));
  EXPECT_EQ(planEncryption({true, {}}, &own, kMe), (EncryptionPlan{true, kMyKey}));
}

TEST(PlanEncryption, EncryptsWhatIsSharedOrFarWithTheDefaultKey) {
  const auto shared = encryptedBy("222222222222", kMe.region);
  const auto far = encryptedBy(kMe.account, "eu-west-1");
  EXPECT_EQ(planEncryption({}, &shared, kMe), (EncryptionPlan{true, kDefault}));
  EXPECT_EQ(planEncryption({}, &far, kMe), (EncryptionPlan{true, kDefault}));
}

// Ansible sends Encrypted=false by default, also with an encrypted snapshot.
TEST(PlanEncryption, CannotDecrypt) {
  const auto own = encryptedBy(kMe.account, kMe.region);
  EXPECT_EQ(planEncryption({false, {}}, &own, kMe), (EncryptionPlan{true, kMyKey}));
}

TEST(PlanEncryption, NeedsEncryptedForAKey) {
  EXPECT_THROW(planEncryption({{}, "mine"}, nullptr, kMe), ApiError);
  EXPECT_THROW(planEncryption({false, "mine"}, nullptr, kMe), ApiError);
}

const EncryptionDefaults kAlways{.always = true, .kmsKeyId = {}};
const std::string kChosen = keyArn("chosen", "us-east-1", "111111111111");

// The rows of the same table, encryption by default being on.
TEST(PlanEncryption, ByDefaultEncryptsWhatIsNotEncrypted) {
  const Snapshot plain;
  EXPECT_EQ(planEncryption({{}, {}, kAlways}, nullptr, kMe), (EncryptionPlan{true, kDefault}));
  EXPECT_EQ(planEncryption({{}, {}, kAlways}, &plain, kMe), (EncryptionPlan{true, kDefault}));
}

TEST(PlanEncryption, ByDefaultCannotBeOptedOutOf) {
  EXPECT_EQ(planEncryption({false, {}, kAlways}, nullptr, kMe), (EncryptionPlan{true, kDefault}));
}

TEST(PlanEncryption, ByDefaultKeepsTheOwnersKey) {
  const auto own = encryptedBy(kMe.account, kMe.region);
  EXPECT_EQ(planEncryption({{}, {}, kAlways}, &own, kMe), (EncryptionPlan{true, kMyKey}));
}

TEST(PlanEncryption, ByDefaultTakesAKeyAlone) {
  EXPECT_EQ(planEncryption({{}, "mine", kAlways}, nullptr, kMe), (EncryptionPlan{true, kMyKey}));
}

TEST(PlanEncryption, UsesTheDefaultKeyThatWasChosen) {
  const EncryptionDefaults chosen{.always = false, .kmsKeyId = kChosen};
  const auto shared = encryptedBy("222222222222", kMe.region);
  EXPECT_EQ(planEncryption({true, {}, chosen}, nullptr, kMe), (EncryptionPlan{true, kChosen}));
  EXPECT_EQ(planEncryption({{}, {}, chosen}, &shared, kMe), (EncryptionPlan{true, kChosen}));
  EXPECT_EQ(planEncryption({true, "mine", chosen}, nullptr, kMe), (EncryptionPlan{true, kMyKey}));
  EXPECT_EQ(planEncryption({{}, {}, chosen}, nullptr, kMe), EncryptionPlan{});
}

}  // namespace
}  // namespace amilocal::domain
