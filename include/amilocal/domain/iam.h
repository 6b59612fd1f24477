#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/tag.h"

/// Roles, policies and instance profiles, as far as instances and clients' look-ups need them (IAM
/// API Reference). A policy is a text; domain/policy.h reads it where `--iam` looks at it.
namespace amilocal::domain {

/// A policy that stands in a role and nowhere else.
struct InlinePolicy {
  std::string name;
  std::string document;
  friend bool operator==(const InlinePolicy&, const InlinePolicy&) = default;
};

struct Role {
  std::string arn;
  std::string id;  ///< `AROA…`
  std::string account;
  std::string name;
  std::string path = "/";
  Instant createdAt{};
  std::optional<std::string> description;
  std::int64_t maxSessionSeconds = 3600;
  std::optional<std::string> permissionsBoundary;
  std::optional<Instant> lastUsedAt;
  std::optional<std::string> lastUsedRegion;
  std::string trustPolicy;
  std::vector<InlinePolicy> inlinePolicies;
  std::vector<std::string> attachedPolicies;  ///< ARNs
  Tags tags;
  friend bool operator==(const Role&, const Role&) = default;
};

/// A policy of its own. It has one version, `v1`.
struct ManagedPolicy {
  std::string arn;
  std::string id;  ///< `ANPA…`
  std::string account;
  std::string name;
  std::string path = "/";
  Instant createdAt{};
  std::optional<std::string> description;
  std::string document;
  Tags tags;
  friend bool operator==(const ManagedPolicy&, const ManagedPolicy&) = default;
};

/// What gives an instance its role: at most one.
struct InstanceProfile {
  std::string arn;
  std::string id;  ///< `AIPA…`
  std::string account;
  std::string name;
  std::string path = "/";
  Instant createdAt{};
  std::optional<std::string> roleArn;
  Tags tags;
  friend bool operator==(const InstanceProfile&, const InstanceProfile&) = default;
};

/// Temporary credentials that STS handed out.
struct Session {
  std::string accessKeyId;  ///< `ASIA…`
  std::string account;
  std::string arn;     ///< `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
  std::string userId;  ///< `AROA…:SESSION`
  Instant expiresAt{};
  std::string secretKey{};
  std::string token{};
  std::string principalArn{};             ///< the role or the user that it acts for
  std::optional<std::string> policy{};    ///< that narrows what it may do
  std::vector<std::string> policyArns{};  ///< the same, by name
  friend bool operator==(const Session&, const Session&) = default;
};

}  // namespace amilocal::domain
