#include "services/ec2/from_wire.h"

#include <algorithm>
#include <set>

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/tag_errors.h"
#include "amilocal/domain/tag_rules.h"

namespace amilocal::ec2 {
namespace {

template <class Kind>
Id<Kind> parseId(std::string_view text, std::string_view malformedCode) {
  auto id = Id<Kind>::parse(text);
  if (!id) throw errors::malformedId(std::string(malformedCode), text, Kind::kPrefix);
  return *std::move(id);
}

template <class Parsed>
std::vector<Parsed> parseIds(const std::vector<std::string>& texts,
                             Parsed (*parse)(std::string_view)) {
  std::vector<Parsed> ids;
  ids.reserve(texts.size());
  for (const auto& text : texts) ids.push_back(parse(text));
  return ids;
}

domain::EbsDevice ebsOf(const EbsBlockDevice& given) {
  // A zone is named once in every other place; here the second spelling would go unseen.
  if (given.availabilityZoneId)
    throw errors::unsupportedParameter("BlockDeviceMapping.Ebs.AvailabilityZoneId");
  if (given.ebsCardIndex) throw errors::unsupportedParameter("BlockDeviceMapping.Ebs.EbsCardIndex");
  domain::EbsDevice ebs;
  ebs.deleteOnTermination = given.deleteOnTermination;
  if (given.snapshotId) ebs.snapshotId = parseSnapshotId(*given.snapshotId);
  ebs.volumeSizeGib = given.volumeSize;
  ebs.volumeType = given.volumeType;
  ebs.iops = given.iops;
  ebs.throughputMibps = given.throughput;
  ebs.encrypted = given.encrypted;
  ebs.kmsKeyId = given.kmsKeyId;
  ebs.availabilityZone = given.availabilityZone;
  ebs.outpostArn = given.outpostArn;
  ebs.volumeInitializationRate = given.volumeInitializationRate;
  return ebs;
}

void checkSpecification(const TagSpecification& specification,
                        std::initializer_list<std::string_view> allowed) {
  const auto& type = specification.resourceType;
  if (!type) throw errors::tagSpecificationWithoutType();
  if (std::ranges::find(allowed, *type) == allowed.end()) throw errors::notTaggable(*type);
  if (specification.tags.empty()) throw errors::emptyTagSpecification();
}

}  // namespace

ImageId parseImageId(std::string_view text) {
  return parseId<ImageKind>(text, "InvalidAMIID.Malformed");
}
SnapshotId parseSnapshotId(std::string_view text) {
  return parseId<SnapshotKind>(text, "InvalidSnapshotID.Malformed");
}
VolumeId parseVolumeId(std::string_view text) {
  return parseId<VolumeKind>(text, "InvalidVolumeID.Malformed");
}
InstanceId parseInstanceId(std::string_view text) {
  return parseId<InstanceKind>(text, "InvalidInstanceID.Malformed");
}

std::vector<ImageId> parseImageIds(const std::vector<std::string>& texts) {
  return parseIds(texts, &parseImageId);
}
std::vector<SnapshotId> parseSnapshotIds(const std::vector<std::string>& texts) {
  return parseIds(texts, &parseSnapshotId);
}
std::vector<VolumeId> parseVolumeIds(const std::vector<std::string>& texts) {
  return parseIds(texts, &parseVolumeId);
}
std::vector<InstanceId> parseInstanceIds(const std::vector<std::string>& texts) {
  return parseIds(texts, &parseInstanceId);
}

domain::Filters filtersOf(const std::vector<Filter>& filters) {
  domain::Filters result;
  result.reserve(filters.size());
  for (const auto& filter : filters) {
    const auto name = filter.name.value_or("");
    const auto same = std::ranges::find(result, name, &domain::Filter::name);
    // A name given twice has the values of both (aws-facts/images.md section 4).
    if (same != result.end())
      same->values.insert(same->values.end(), filter.values.begin(), filter.values.end());
    else
      result.push_back({.name = name, .values = filter.values});
  }
  return result;
}

domain::PageRequest pageOf(const std::optional<std::int64_t>& maxResults,
                           const std::optional<std::string>& nextToken) {
  return {.maxResults = maxResults, .nextToken = nextToken};
}

domain::BlockDevices blockDevicesOf(const std::vector<BlockDeviceMapping>& mappings) {
  domain::BlockDevices devices;
  devices.reserve(mappings.size());
  for (const auto& mapping : mappings) {
    domain::BlockDevice device;
    device.deviceName = mapping.deviceName.value_or("");
    device.virtualName = mapping.virtualName;
    if (mapping.ebs) device.ebs = ebsOf(*mapping.ebs);
    // Any value means it, the empty one too (images.md section 7, CreateImage).
    device.noDevice = mapping.noDevice.has_value();
    devices.push_back(std::move(device));
  }
  return devices;
}

domain::Tags tagsOf(const std::vector<Tag>& tags) {
  domain::Tags result;
  result.reserve(tags.size());
  for (const auto& tag : tags) {
    // A tag without a value has the empty one (EC2 API Reference, CreateTags).
    result.push_back({.key = tag.key.value_or(""), .value = tag.value.value_or("")});
  }
  domain::checkTags(result);
  return result;
}

domain::Tags specifiedTags(const std::vector<TagSpecification>& specifications,
                           std::string_view resourceType,
                           std::initializer_list<std::string_view> allowed) {
  domain::Tags result;
  std::set<std::string_view> types;
  for (const auto& specification : specifications) {
    checkSpecification(specification, allowed);
    if (!types.insert(*specification.resourceType).second) throw errors::repeatedTagSpecification();
    auto tags = tagsOf(specification.tags);  // all are checked, whatever they are for
    if (*specification.resourceType == resourceType) result = std::move(tags);
  }
  return result;
}

}  // namespace amilocal::ec2
