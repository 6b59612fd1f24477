#include "amilocal/domain/bucket_rules.h"

#include <algorithm>
#include <set>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/tag_rules.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kBucketNameMin = 3, kBucketNameMax = 63, kKeyMax = 1024;
constexpr std::size_t kObjectTagsMax = 10, kBucketTagsMax = 50;
constexpr std::size_t kS3TagKeyMax = 128, kS3TagValueMax = 256;

constexpr std::string_view kBadPrefixes[] = {"xn--", "sthree-", "amzn-s3-demo-"};
constexpr std::string_view kBadSuffixes[] = {"-s3alias", "--ol-s3", ".mrap", "--x-s3",
                                             "--table-s3"};

constexpr std::string_view kStorageClasses[] = {"STANDARD",   "REDUCED_REDUNDANCY",  "STANDARD_IA",
                                                "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"};

bool isLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool isAddress(std::string_view name) {
  const auto parts = split(name, '.');
  return parts.size() == 4 && std::ranges::all_of(parts, isDigits);
}

bool isBucketName(std::string_view name) {
  if (name.size() < kBucketNameMin || name.size() > kBucketNameMax) return false;
  const auto isAllowed = [](char c) { return isLowerOrDigit(c) || c == '.' || c == '-'; };
  if (!std::ranges::all_of(name, isAllowed)) return false;
  if (!isLowerOrDigit(name.front()) || !isLowerOrDigit(name.back())) return false;
  if (name.find("..") != std::string_view::npos || isAddress(name)) return false;
  for (const auto prefix : kBadPrefixes)
    if (name.starts_with(prefix)) return false;
  for (const auto suffix : kBadSuffixes)
    if (name.ends_with(suffix)) return false;
  return true;
}

}  // namespace

void checkBucketName(const std::string& name) {
  if (!isBucketName(name)) throw errors::invalidBucketName(name);
}

void checkObjectKey(const std::string& key) {
  if (key.size() > kKeyMax) throw errors::keyTooLong();
  if (!isXmlText(key)) throw errors::invalidUri();
}

std::string bucketRegion(const std::optional<std::string>& constraint,
                         const std::string& endpointRegion) {
  constexpr std::string_view kGlobal = "us-east-1";  // whose endpoint makes buckets everywhere
  if (!constraint || constraint->empty()) {
    if (endpointRegion != kGlobal) throw errors::unspecifiedLocation();
    return endpointRegion;
  }
  const std::string region = *constraint == "EU" ? "eu-west-1" : *constraint;
  const auto* found = findRegion(region);
  if (found == nullptr || region == kGlobal) throw errors::invalidLocation(*constraint);
  if (endpointRegion != kGlobal && endpointRegion != region)
    throw errors::incompatibleLocation(*constraint);
  if (partitionOf(endpointRegion) != found->partition) throw errors::invalidLocation(*constraint);
  return region;
}

void checkS3Tags(const Tags& tags, TagHolder holder) {
  if (tags.size() > (holder == TagHolder::object ? kObjectTagsMax : kBucketTagsMax))
    throw errors::invalidObjectTag(holder == TagHolder::object
                                       ? "Object tags cannot be greater than 10"
                                       : "Bucket tag count cannot be greater than 50");
  std::set<std::string_view> keys;
  for (const auto& [key, value] : tags) {
    if (key.empty() || key.size() > kS3TagKeyMax)
      throw errors::invalidObjectTag("The TagKey you have provided is invalid");
    if (value.size() > kS3TagValueMax)
      throw errors::invalidObjectTag("The TagValue you have provided is invalid");
    if (isReservedTagKey(key))
      throw errors::invalidObjectTag("System tags cannot be added/updated by requester");
    if (!keys.insert(key).second)
      throw errors::invalidObjectTag("Cannot provide multiple Tags with the same key");
  }
}

void checkStorageClass(std::string_view storageClass) {
  if (std::ranges::find(kStorageClasses, storageClass) == std::end(kStorageClasses))
    throw errors::invalidStorageClass();
}

std::optional<ByteRange> byteRange(std::string_view header, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return std::nullopt;
  const auto range = trim(header.substr(kUnit.size()));
  const auto hyphen = range.find('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const auto first = range.substr(0, hyphen);
  const auto last = range.substr(hyphen + 1);
  const auto firstByte = isDigits(first) ? parseInteger(first) : std::nullopt;
  const auto lastByte = isDigits(last) ? parseInteger(last) : std::nullopt;
  if ((!first.empty() && !firstByte) || (!last.empty() && !lastByte)) return std::nullopt;
  if (!firstByte && !lastByte) return std::nullopt;
  if (!firstByte) {
    const auto wanted = std::min(static_cast<std::uint64_t>(*lastByte), size);
    if (wanted == 0) throw errors::invalidRange();
    return ByteRange{size - wanted, wanted};
  }
  const auto begin = static_cast<std::uint64_t>(*firstByte);
  if (lastByte && *lastByte < *firstByte) return std::nullopt;
  if (begin >= size) throw errors::invalidRange();
  const auto end = lastByte ? std::min(static_cast<std::uint64_t>(*lastByte) + 1, size) : size;
  return ByteRange{begin, end - begin};
}

}  // namespace amilocal::domain
