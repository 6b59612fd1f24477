#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"

/// The tokens of the EBS direct APIs. AWS's are opaque and expire seven days after the list that
/// had them; page tokens do after an hour (Amazon EBS User Guide, "Use EBS direct APIs").
namespace amilocal::domain {

/// When the tokens of a list made now expire.
Instant blockTokensExpire(Instant now);

/// A token to read this blob as a block of this snapshot, until then. It is a function of its
/// arguments, so that nothing must be kept.
std::string blockToken(std::string_view snapshotId, std::int64_t index, std::string_view blob,
                       Instant expiry);

/// Was the token made for these, and is it still good?
bool isBlockToken(std::string_view token, std::string_view snapshotId, std::int64_t index,
                  std::string_view blob, Instant now);

/// A token of the page that begins at this block; `list` names what is listed.
std::string blockPageToken(std::string_view list, std::int64_t from, Instant now);

/// Where the page begins; empty for a token of another list, or one that has expired.
std::optional<std::int64_t> blockPageBegin(std::string_view token, std::string_view list,
                                           Instant now);

}  // namespace amilocal::domain
