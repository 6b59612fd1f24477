#include "services/authorization/ec2_resources.h"

#include <algorithm>
#include <iterator>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/region.h"
#include "services/ec2/lookup.h"

namespace amilocal::services {
namespace {

using domain::RequestFacts;

struct Prefix {
  std::string_view prefix, type;
};
constexpr Prefix kPrefixes[] = {
    {"acl", "network-acl"},
    {"ami", "image"},
    {"dopt", "dhcp-options"},
    {"eipalloc", "elastic-ip"},
    {"eni", "network-interface"},
    {"i", "instance"},
    {"igw", "internet-gateway"},
    {"key", "key-pair"},
    {"lt", "launch-template"},
    {"pg", "placement-group"},
    {"rtb", "route-table"},
    {"sg", "security-group"},
    {"sgr", "security-group-rule"},
    {"snap", "snapshot"},
    {"subnet", "subnet"},
    {"vol", "volume"},
    {"vpc", "vpc"},
};

std::string flag(bool value) { return value ? "true" : "false"; }

void addOwner(RequestFacts& facts, const std::string& owner,
              const std::optional<std::string>& alias) {
  facts.put("ec2:Owner", alias.value_or(owner));
  facts.put("aws:ResourceAccount", owner);
}

void addTags(RequestContext& ctx, RequestFacts& facts, const std::string& id) {
  for (const auto& tag : ec2::tagsOn(ctx, id)) {
    facts.put("aws:ResourceTag/" + tag.key, tag.value);
    facts.put("ec2:ResourceTag/" + tag.key, tag.value);
  }
}

void addSnapshot(RequestContext& ctx, RequestFacts& facts, const SnapshotId& id) {
  facts.put("ec2:SnapshotID", id.str());
  const auto snapshot = ec2::findSnapshot(ctx, id);
  if (!snapshot) return;
  addOwner(facts, snapshot->owner, snapshot->ownerAlias);
  facts.put("ec2:Encrypted", flag(snapshot->encrypted));
  facts.put("ec2:VolumeSize", std::to_string(snapshot->volumeSizeGib));
  facts.put("ec2:ParentVolume", ec2Arn(ctx, "volume", snapshot->volumeId));
  facts.put("ec2:SnapshotTime", formatInstant(snapshot->startedAt));
  addTags(ctx, facts, id.str());
}

void addVolume(RequestContext& ctx, RequestFacts& facts, const VolumeId& id) {
  facts.put("ec2:VolumeID", id.str());
  const auto volume = ctx.catalog.volumes().find(id);
  if (!volume || volume->owner != ctx.account() || volume->region != ctx.region()) return;
  facts.put("aws:ResourceAccount", volume->owner);
  facts.put("ec2:AvailabilityZone", volume->availabilityZone);
  facts.put("ec2:Encrypted", flag(volume->encrypted));
  facts.put("ec2:VolumeSize", std::to_string(volume->sizeGib));
  facts.put("ec2:VolumeType", volume->volumeType);
  if (volume->iops) facts.put("ec2:VolumeIops", std::to_string(*volume->iops));
  if (volume->throughputMibps)
    facts.put("ec2:VolumeThroughput", std::to_string(*volume->throughputMibps));
  if (volume->snapshotId)
    facts.put("ec2:ParentSnapshot", ec2Arn(ctx, "snapshot", volume->snapshotId->str()));
  addTags(ctx, facts, id.str());
}

void addInstance(RequestContext& ctx, RequestFacts& facts, const InstanceId& id) {
  facts.put("ec2:InstanceID", id.str());
  const auto instance = ctx.catalog.instances().find(id);
  if (!instance || instance->owner != ctx.account() || instance->region != ctx.region()) return;
  facts.put("aws:ResourceAccount", instance->owner);
  facts.put("ec2:AvailabilityZone", instance->availabilityZone);
  facts.put("ec2:EbsOptimized", flag(instance->ebsOptimized));
  facts.put("ec2:InstanceType", instance->instanceType);
  facts.put("ec2:RootDeviceType", instance->rootDeviceType);
  facts.put("ec2:Tenancy", instance->tenancy);
  facts.put("ec2:MetadataHttpTokens", instance->metadataOptions.httpTokens);
  facts.put("ec2:MetadataHttpEndpoint", instance->metadataOptions.httpEndpoint);
  if (instance->iamInstanceProfileArn)
    facts.put("ec2:InstanceProfile", *instance->iamInstanceProfileArn);
  addTags(ctx, facts, id.str());
}

}  // namespace

std::string_view resourceTypeOf(std::string_view id) {
  const auto* row = std::ranges::find(kPrefixes, id.substr(0, id.find('-')), &Prefix::prefix);
  return row == std::end(kPrefixes) ? std::string_view() : row->type;
}

std::string ec2Arn(const RequestContext& ctx, std::string_view type, std::string_view id,
                   std::string_view region) {
  const bool isShared = type == "image" || type == "snapshot";
  std::string arn = "arn:";
  (arn += domain::partitionOf(ctx.region())) += ":ec2:";
  (arn += region.empty() ? std::string_view(ctx.region()) : region) += ':';
  if (!isShared) arn += ctx.account();
  ((arn += ':') += type) += '/';
  return arn += id;
}

void addImageFacts(RequestContext& ctx, std::string_view region, std::string_view id,
                   RequestFacts& facts) {
  facts.put("ec2:ImageID", std::string(id));
  const auto parsed = ImageId::parse(id);
  const auto image = parsed ? ec2::findImageIn(ctx, region, *parsed) : std::nullopt;
  if (!image || !ec2::isShown(ctx, *image)) return;
  addOwner(facts, image->owner, image->ownerAlias);
  facts.put("ec2:ImageType", image->imageType);
  facts.put("ec2:Public", flag(domain::isPublic(image->launchPermissions)));
  facts.put("ec2:RootDeviceType", image->rootDeviceType);
  addTags(ctx, facts, std::string(id));
}

void addResourceFacts(RequestContext& ctx, std::string_view type, std::string_view id,
                      RequestFacts& facts) {
  if (type == "image") return addImageFacts(ctx, ctx.region(), id, facts);
  if (const auto snapshot = SnapshotId::parse(id); snapshot && type == "snapshot")
    return addSnapshot(ctx, facts, *snapshot);
  if (const auto volume = VolumeId::parse(id); volume && type == "volume")
    return addVolume(ctx, facts, *volume);
  if (const auto instance = InstanceId::parse(id); instance && type == "instance")
    return addInstance(ctx, facts, *instance);
  addTags(ctx, facts, std::string(id));
}

}  // namespace amilocal::services
