#pragma once

#include <optional>
#include <string_view>

/// What an account sets for itself in one Region, and the names under which the settings are kept.
namespace amilocal::domain {

inline constexpr const char* kImagePublicAccess = "image.block-public-access";
inline constexpr const char* kSnapshotPublicAccess = "snapshot.block-public-access";
inline constexpr const char* kEncryptionByDefault = "ebs.encryption-by-default";
inline constexpr const char* kAllowedImagesState = "image.allowed.state";
inline constexpr const char* kAllowedImagesCriteria = "image.allowed.criteria";
inline constexpr const char* kDefaultKmsKey = "ebs.default-kms-key";

/// Block public access, as AWS spells it (EC2 API Reference, EnableImageBlockPublicAccess and
/// EnableSnapshotBlockPublicAccess). Only snapshots know block-all-sharing.
enum class PublicAccess { unblocked, block_new_sharing, block_all_sharing };

std::string_view toString(PublicAccess access);
std::optional<PublicAccess> parsePublicAccess(std::string_view text);

}  // namespace amilocal::domain
