#include "services/ec2/launch_template_data.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/launch_template_errors.h"
#include "amilocal/domain/errors/tag_errors.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_alias.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, LaunchTemplateTagSpecificationRequest, ResourceType.
constexpr std::string_view kLaunchTagTypes[] = {"instance", "volume", "spot-instances-request",
                                                "network-interface", "elastic-gpu"};

// Of these, what this launch makes; the others concern what it does not make.
bool isForLaunch(const TagSpecification& specification, const RunInstancesRequest& launch) {
  if (specification.resourceType == "spot-instances-request")
    return launch.instanceMarketOptions.has_value();
  return specification.resourceType != "elastic-gpu";
}

void putTag(std::vector<Tag>& tags, const Tag& tag) {
  const auto same = std::ranges::find(tags, tag.key, &Tag::key);
  if (same == tags.end())
    tags.push_back(tag);
  else
    *same = tag;
}

std::vector<TagSpecification> mergedTags(
    const RunInstancesRequest& launch,
    const std::vector<LaunchTemplateTagSpecificationRequest>& base,
    const std::vector<TagSpecification>& over) {
  std::vector<TagSpecification> merged;
  for (const auto& each : base) {
    TagSpecification specification{.resourceType = each.resourceType, .tags = each.tags};
    if (isForLaunch(specification, launch)) merged.push_back(std::move(specification));
  }
  for (const auto& each : over) {
    const auto same = std::ranges::find(merged, each.resourceType, &TagSpecification::resourceType);
    if (same == merged.end()) {
      merged.push_back(each);
      continue;
    }
    for (const auto& tag : each.tags) putTag(same->tags, tag);
  }
  return merged;
}

template <class Shape>
Shape readShape(const std::string& json) {
  Shape shape;
  wire::fromJson(json, shape);
  return shape;
}

}  // namespace

void checkTemplateData(const RequestLaunchTemplateData& data) {
  if (data.userData && !decodeBase64(*data.userData)) throw errors::invalidUserData();
  if (data.imageId && !isImageAlias(*data.imageId)) parseImageId(*data.imageId);
  for (const auto& specification : data.tagSpecifications) {
    const auto type = specification.resourceType.value_or("");
    if (std::ranges::find(kLaunchTagTypes, type) == std::end(kLaunchTagTypes))
      throw errors::notTaggable(type);
    tagsOf(specification.tags);
  }
}

std::string templateJson(const RequestLaunchTemplateData& data) { return wire::toJson(data); }

ResponseLaunchTemplateData shownTemplateData(const std::string& json) {
  return readShape<ResponseLaunchTemplateData>(json);
}

std::string inheritedTemplateJson(const std::string& source,
                                  const RequestLaunchTemplateData& given) {
  auto base = readShape<RequestLaunchTemplateData>(source);
  for (auto& device : base.blockDeviceMappings)
    if (device.ebs) device.ebs->snapshotId.reset();
  return wire::overlayJson(wire::toJson(base), wire::toJson(given));
}

RunInstancesRequest launchFromTemplate(const std::string& json,
                                       const RunInstancesRequest& request) {
  const auto data = readShape<RequestLaunchTemplateData>(json);
  if (data.instanceRequirements) throw errors::requirementsCannotBeLaunched();
  auto launch = readShape<RunInstancesRequest>(wire::overlayJson(json, wire::toJson(request)));
  // These are spelled otherwise in templates.
  if (!launch.ramdiskId) launch.ramdiskId = data.ramDiskId;
  if (launch.elasticGpuSpecification.empty())
    launch.elasticGpuSpecification = data.elasticGpuSpecifications;
  launch.tagSpecifications = mergedTags(launch, data.tagSpecifications, request.tagSpecifications);
  launch.launchTemplate.reset();
  return launch;
}

}  // namespace amilocal::ec2
