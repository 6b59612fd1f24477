#pragma once

#include <cstddef>
#include <cstdint>

#include "amilocal/domain/tag.h"

namespace amilocal::domain {

/// A key has 1 to 127 characters (EC2 API Reference, Tag; the User Guide says 128), a value up to
/// 256 (the same pages; clones of EC2 quote a text that says 255).
inline constexpr std::size_t kTagKeyMax = 127, kTagValueMax = 256;

/// Tags of a user's own on one resource (EC2 User Guide, "Tag restrictions").
inline constexpr std::int64_t kTagsMax = 50;

/// Checks what one request gives to one resource. Throws InvalidParameterValue for a key that is
/// empty, too long, begins with `aws:` or comes twice, and for a value that is too long;
/// TagLimitExceeded for more than 50 (aws-facts/errors.md section 7).
void checkTags(const Tags& tags);

/// The same limit for what a resource will have in all. Throws TagLimitExceeded.
void checkTagCount(std::int64_t count);

/// Is the key one of AWS's own (`aws:ec2launchtemplate:id`)? Users can neither set nor copy them.
bool isReservedTagKey(const std::string& key);

}  // namespace amilocal::domain
