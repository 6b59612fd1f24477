#include "amilocal/domain/tag_rules.h"

#include <algorithm>
#include <string_view>

#include "amilocal/domain/errors/tag_errors.h"

namespace amilocal::domain {
namespace {

// Characters, not bytes: every byte of UTF-8 that does not continue a character begins one.
std::size_t lengthOf(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void checkTag(const Tag& tag) {
  if (tag.key.empty()) throw errors::emptyTagKey();
  if (isReservedTagKey(tag.key)) throw errors::reservedTagKey();
  if (lengthOf(tag.key) > kTagKeyMax) throw errors::tagKeyTooLong();
  if (lengthOf(tag.value) > kTagValueMax) throw errors::tagValueTooLong();
}

void checkKeysDiffer(const Tags& tags) {
  for (auto tag = tags.begin(); tag != tags.end(); ++tag)
    if (std::ranges::find(tags.begin(), tag, tag->key, &Tag::key) != tag)
      throw errors::duplicateTagKey(tag->key);
}

}  // namespace

bool isReservedTagKey(const std::string& key) { return key.starts_with("aws:"); }

void checkTagCount(std::int64_t count) {
  if (count > kTagsMax) throw errors::tagLimitExceeded();
}

void checkTags(const Tags& tags) {
  // First the number, so that comparing each with all stays cheap.
  checkTagCount(static_cast<std::int64_t>(tags.size()));
  for (const auto& tag : tags) checkTag(tag);
  checkKeysDiffer(tags);
}

}  // namespace amilocal::domain
