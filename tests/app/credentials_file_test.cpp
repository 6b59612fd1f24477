#include "app/credentials_file.h"

#include <gtest/gtest.h>

#include "app/serve_options.h"
#include "support/temporary_directory.h"

namespace amilocal {
namespace {

class CredentialsFile : public ::testing::Test {
 protected:
  domain::KnownUsers read(std::string_view yaml) {
    return readCredentialsFile(directory_.file("keys.yaml", yaml));
  }
  std::string refusal(std::string_view yaml) {
    try {
      read(yaml);
    } catch (const UsageError& error) {
      const std::string text = error.what();
      return text.substr(text.find("keys.yaml"));
    }
    ADD_FAILURE() << "it was read";
    return {};
  }

 private:
  test::TemporaryDirectory directory_;
};

constexpr std::string_view kWhole = R"(
accounts:
  - id: "111122223333"
    keys:
      - {id: AKIAROOT, secret: r}
    policies:
      - name: edge
        document:
          Version: "2012-10-17"
          Statement: [{Effect: Allow, Action: "ec2:*", Resource: "*"}]
    groups:
      - name: builders
        policies:
          - name: build
            document: {Statement: {Effect: Allow, Action: "ec2:CreateImage", Resource: "*"}}
        managed-policies: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
    users:
      - name: alice
        groups: [builders]
        path: /builders/
        keys:
          - {id: AKIAALICE, secret: a}
        policies:
          - name: copy
            document: |
              {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
        managed-policies: [arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess]
        permissions-boundary: arn:aws:iam::111122223333:policy/edge
        tags: {team: images}
)";

TEST_F(CredentialsFile, HasAccountsUsersKeysAndPolicies) {
  const auto known = read(kWhole);
  ASSERT_EQ(known.users.size(), 2U);
  EXPECT_EQ(known.ofKey("AKIAROOT")->arn(), "arn:aws:iam::111122223333:root");
  EXPECT_EQ(known.secretOf("AKIAALICE"), "a");
  const auto& alice = *known.ofKey("AKIAALICE");
  EXPECT_EQ(alice.arn(), "arn:aws:iam::111122223333:user/builders/alice");
  EXPECT_EQ(alice.inlinePolicies.size(), 1U);
  EXPECT_EQ(alice.attachedPolicies.size(), 1U);
  EXPECT_EQ(alice.tags, (domain::Tags{{"team", "images"}}));
  ASSERT_NE(known.findPolicy(*alice.permissionsBoundary), nullptr);
  EXPECT_EQ(known.findPolicy(*alice.permissionsBoundary)->document,
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*",)"
            R"("Resource":"*"}]})");
  EXPECT_EQ(alice.groups, std::vector<std::string>{"builders"});
  const auto& builders = *known.findGroup("111122223333", "builders");
  EXPECT_EQ(builders.inlinePolicies.size(), 1U);
  EXPECT_EQ(builders.attachedPolicies,
            std::vector<std::string>{"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"});
  EXPECT_EQ(known.findGroup("222233334444", "builders"), nullptr);
  EXPECT_EQ(known.ofKey("AKIANOBODY"), nullptr);
  EXPECT_EQ(known.secretOf("AKIANOBODY"), std::nullopt);
}

TEST_F(CredentialsFile, RefusesWhatItDoesNotUnderstandByItsLine) {
  EXPECT_EQ(refusal("acounts: []"), "keys.yaml:1: unknown key 'acounts'; did you mean accounts?");
  EXPECT_EQ(refusal("accounts:\n  - id: 1\n"),
            "keys.yaml:2: an account has twelve digits, and they stand in quotes");
  EXPECT_EQ(refusal("accounts:\n  - id: '111122223333'\n    users:\n      - {keys: []}\n"),
            "keys.yaml:4: needs 'name'");
  EXPECT_EQ(refusal("accounts: x"), "keys.yaml:1: accounts must be a list");
}

TEST_F(CredentialsFile, RefusesAPolicyThatCannotBeRead) {
  EXPECT_EQ(refusal("accounts:\n  - id: '111122223333'\n    policies:\n"
                    "      - {name: p, document: {Statement: {Effect: Maybe}}}\n"),
            "keys.yaml:4: Syntax errors in policy. (Effect must be Allow or Deny)");
}

TEST_F(CredentialsFile, RefusesGroupsThatAreNotThereOrComeTwice) {
  EXPECT_EQ(refusal("accounts:\n  - id: '111122223333'\n    users:\n"
                    "      - {name: alice, groups: [builders]}\n"),
            "keys.yaml:4: there is no group builders in this account");
  EXPECT_EQ(refusal("accounts:\n  - id: '111122223333'\n    groups:\n"
                    "      - {name: builders}\n      - {name: builders}\n"),
            "keys.yaml:5: group builders comes twice");
}

TEST_F(CredentialsFile, RefusesAKeyThatTwoHave) {
  EXPECT_EQ(refusal("accounts:\n  - id: '111122223333'\n    keys: [{id: A, secret: s}]\n"
                    "  - id: '222233334444'\n    keys: [{id: A, secret: t}]\n"),
            "keys.yaml: the key A comes twice");
}

}  // namespace
}  // namespace amilocal
