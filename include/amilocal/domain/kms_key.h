#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/domain/tag.h"

namespace amilocal::domain {

/// KMS API Reference, KeyMetadata, KeyState; the last one is ours: AWS forgets the key, and we
/// remember that it can no more be used.
enum class KeyState { enabled, disabled, pending_deletion, deleted };

std::string_view toString(KeyState state);  ///< `PendingDeletion`, as KMS spells it
std::optional<KeyState> parseKeyState(std::string_view text);

/// A customer managed key for symmetric encryption. It has no key material: EBS blocks are not
/// encrypted here, they only say by which key.
struct KmsKey {
  std::string arn;
  std::string id;
  std::string account;
  std::string region;
  KeyState state = KeyState::enabled;
  std::string description;
  Instant createdAt{};
  std::optional<Instant> deletionAt;
  std::optional<std::int64_t> deletionWindowDays;
  std::optional<std::int64_t> rotationPeriodDays;  ///< absent: no rotation
  std::optional<Instant> rotationSince;
  std::string policy;
  Tags tags;
  friend bool operator==(const KmsKey&, const KmsKey&) = default;
};

struct KmsAlias {
  std::string arn;
  std::string account;
  std::string region;
  std::string name;  ///< with its `alias/`
  std::string keyArn;
  Instant createdAt{};
  Instant updatedAt{};
  friend bool operator==(const KmsAlias&, const KmsAlias&) = default;
};

}  // namespace amilocal::domain
