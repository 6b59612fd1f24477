#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/domain/block_device.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/page.h"
#include "amilocal/domain/tag.h"
#include "ec2/shapes.gen.h"

/// From the shapes of requests to our own values: the one place where a text becomes an id.
namespace amilocal::ec2 {

/// Each throws Invalid…ID.Malformed with `Invalid id: "x" (expecting "ami-...")`.
ImageId parseImageId(std::string_view text);
SnapshotId parseSnapshotId(std::string_view text);
VolumeId parseVolumeId(std::string_view text);
InstanceId parseInstanceId(std::string_view text);

/// A list of ids; only the first malformed one is named (aws-facts/errors.md section 1).
std::vector<ImageId> parseImageIds(const std::vector<std::string>& texts);
std::vector<SnapshotId> parseSnapshotIds(const std::vector<std::string>& texts);
std::vector<VolumeId> parseVolumeIds(const std::vector<std::string>& texts);
std::vector<InstanceId> parseInstanceIds(const std::vector<std::string>& texts);

domain::Filters filtersOf(const std::vector<Filter>& filters);
domain::PageRequest pageOf(const std::optional<std::int64_t>& maxResults,
                           const std::optional<std::string>& nextToken);

/// The mapping of a request, as given: nothing is filled in. Throws InvalidSnapshotID.Malformed.
domain::BlockDevices blockDevicesOf(const std::vector<BlockDeviceMapping>& mappings);

/// Tags as given. Throws what checkTags() throws (domain/tag_rules.h).
domain::Tags tagsOf(const std::vector<Tag>& tags);

/// The tags that a request's TagSpecifications give to one type of resource.
/// `allowed` are the types that the operation can tag at creation. Throws InvalidParameterValue for
/// another type (`'instance' is not a valid taggable resource type for this operation.`), for a
/// specification without tags, and what checkTags() throws.
domain::Tags specifiedTags(const std::vector<TagSpecification>& specifications,
                           std::string_view resourceType,
                           std::initializer_list<std::string_view> allowed);

}  // namespace amilocal::ec2
