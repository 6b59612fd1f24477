#include "services/authorization/ec2_resources.h"

#include <algorithm>
#include <iterator>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/region.h"
#include "services/ec2/image_alias.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"

namespace amilocal::services {
namespace {

using domain::RequestFacts;

constexpr std::string_view kAny = "*";

struct Prefix {
  std::string_view prefix, type;
};
constexpr Prefix kPrefixes[] = {
    {"acl", "network-acl"},
    {"ami", "image"},
    {"amiur", "image-usage-report"},
    {"dopt", "dhcp-options"},
    {"eipalloc", "elastic-ip"},
    {"eni", "network-interface"},
    {"export-ami", "export-image-task"},
    {"export-i", "export-instance-task"},
    {"fleet", "fleet"},
    {"i", "instance"},
    {"igw", "internet-gateway"},
    {"import-ami", "import-image-task"},
    {"import-snap", "import-snapshot-task"},
    {"key", "key-pair"},
    {"lt", "launch-template"},
    {"pg", "placement-group"},
    {"replacevol", "replace-root-volume-task"},
    {"rtb", "route-table"},
    {"sg", "security-group"},
    {"sgr", "security-group-rule"},
    {"sir", "spot-instances-request"},
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

void addImage(RequestContext& ctx, RequestFacts& facts, std::string_view region,
              const std::string& id) {
  facts.put("ec2:ImageID", id);
  const auto parsed = ImageId::parse(id);
  const auto image = parsed ? ec2::findImageIn(ctx, region, *parsed) : nullptr;
  if (!image || !ec2::isShown(ctx, *image)) return;
  addOwner(facts, image->owner, image->ownerAlias);
  facts.put("ec2:ImageType", image->imageType);
  facts.put("ec2:Public", flag(domain::isPublic(image->launchPermissions)));
  facts.put("ec2:RootDeviceType", image->rootDeviceType);
  addResourceTags(ctx, facts, id);
}

void addSnapshot(RequestContext& ctx, RequestFacts& facts, std::string_view region,
                 const SnapshotId& id) {
  facts.put("ec2:SnapshotID", id.str());
  const auto snapshot = ec2::findSnapshotIn(ctx, region, id);
  if (!snapshot) return;
  addOwner(facts, snapshot->owner, snapshot->ownerAlias);
  facts.put("ec2:Encrypted", flag(snapshot->encrypted));
  facts.put("ec2:VolumeSize", std::to_string(snapshot->volumeSizeGib));
  facts.put("ec2:ParentVolume", ec2Arn(ctx, "volume", snapshot->volumeId));
  facts.put("ec2:SnapshotTime", formatInstant(snapshot->startedAt));
  addResourceTags(ctx, facts, id.str());
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
  addResourceTags(ctx, facts, id.str());
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
  if (!instance->placementGroup.empty())
    facts.put("ec2:PlacementGroup", ec2Arn(ctx, "placement-group", instance->placementGroup));
  if (instance->iamInstanceProfileArn)
    facts.put("ec2:InstanceProfile", *instance->iamInstanceProfileArn);
  addResourceTags(ctx, facts, id.str());
}

std::string vpcArn(const RequestContext& ctx, const VpcId& id) {
  return ec2Arn(ctx, "vpc", id.str());
}

void addSubnet(RequestContext& ctx, RequestFacts& facts, const std::string& id) {
  facts.put("ec2:SubnetID", id);
  const auto subnets = ec2::subnetsOf(ctx);
  const auto subnet =
      std::ranges::find(subnets, id, [](const domain::Subnet& each) { return each.id.str(); });
  if (subnet == subnets.end()) return;
  facts.put("ec2:AvailabilityZone", subnet->availabilityZone);
  facts.put("ec2:Vpc", vpcArn(ctx, subnet->vpcId));
  addResourceTags(ctx, facts, id);
}

void addSecurityGroup(RequestContext& ctx, RequestFacts& facts, const std::string& id) {
  facts.put("ec2:SecurityGroupID", id);
  const auto groups = ec2::securityGroupsOf(ctx);
  const auto group = std::ranges::find(
      groups, id, [](const domain::SecurityGroup& each) { return each.id.str(); });
  if (group != groups.end()) facts.put("ec2:Vpc", vpcArn(ctx, group->vpcId));
  addResourceTags(ctx, facts, id);
}

void addKeyPair(RequestContext& ctx, RequestFacts& facts, const std::string& name) {
  facts.put("ec2:KeyPairName", name);
  for (const auto& pair : ctx.catalog.keyPairs().list(ctx.account(), ctx.region())) {
    if (pair.name != name) continue;
    facts.put("ec2:KeyPairType", pair.type);
    addResourceTags(ctx, facts, pair.id.str());
  }
}

void addPlacementGroup(RequestContext& ctx, RequestFacts& facts, const std::string& name) {
  facts.put("ec2:PlacementGroupName", name);
  for (const auto& group : ctx.catalog.placementGroups().list(ctx.account(), ctx.region())) {
    if (group.name != name) continue;
    facts.put("ec2:PlacementGroupStrategy", group.strategy);
    addResourceTags(ctx, facts, group.id.str());
  }
}

// ---- Names

bool endsWithAny(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

std::string groupId(RequestContext& ctx, std::string_view member, const std::string& named) {
  if (!endsWithAny(member, {"GroupName", "SecurityGroups"})) return named;
  return ec2::requireDefaultVpcGroup(ctx, named).id.str();
}

std::string allocationId(RequestContext& ctx, std::string_view member, const std::string& named) {
  if (member == "AllocationId") return named;
  for (const auto& address : ctx.catalog.addresses().list(ctx.account(), ctx.region()))
    if (address.publicIp == named || address.associationId == named) return address.id.str();
  return std::string(kAny);
}

std::string instanceId(RequestContext& ctx, std::string_view member, const std::string& named) {
  if (member != "AssociationId") return named;
  for (const auto& instance : ec2::liveInstances(ctx))
    if (instance.iamAssociationId == named) return instance.id.str();
  return std::string(kAny);
}

std::string keyPairName(RequestContext& ctx, std::string_view member, const std::string& named) {
  if (member != "KeyPairId") return named;
  for (const auto& pair : ctx.catalog.keyPairs().list(ctx.account(), ctx.region()))
    if (pair.id.str() == named) return pair.name;
  return std::string(kAny);
}

std::string templateId(RequestContext& ctx, std::string_view member, const std::string& named) {
  if (!member.ends_with("Name")) return named;
  const auto found = ctx.catalog.launchTemplates().findByName(ctx.account(), ctx.region(), named);
  return found ? found->id.str() : std::string(kAny);
}

// Throws what the look-ups throw.
std::string nameOf(RequestContext& ctx, std::string_view type, std::string_view member,
                   const std::string& named) {
  if (type == "elastic-ip") return allocationId(ctx, member, named);
  if (type == "image") return ec2::resolveImageAlias(ctx, named);
  if (type == "instance") return instanceId(ctx, member, named);
  if (type == "key-pair") return keyPairName(ctx, member, named);
  if (type == "launch-template") return templateId(ctx, member, named);
  if (type == "placement-group") return ec2::requirePlacementGroup(ctx, named).name;
  if (type == "security-group") return groupId(ctx, member, named);
  return named;
}

}  // namespace

std::string_view resourceTypeOf(std::string_view id) {
  const auto* row = std::ranges::find_if(kPrefixes, [&](const Prefix& each) {
    return id.starts_with(each.prefix) && id.substr(each.prefix.size()).starts_with('-');
  });
  return row == std::end(kPrefixes) ? std::string_view() : row->type;
}

std::string resourceName(RequestContext& ctx, std::string_view type, std::string_view member,
                         const std::string& named) {
  try {
    return nameOf(ctx, type, member, named);
  } catch (const ApiError&) {
    // The operation will refuse it in its own words, if policies let it get there.
    return type == "image" || type == "placement-group" ? named : std::string(kAny);
  }
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

void addResourceTags(RequestContext& ctx, RequestFacts& facts, const std::string& id) {
  for (const auto& tag : ec2::tagsOn(ctx, id)) {
    facts.put("aws:ResourceTag/" + tag.key, tag.value);
    facts.put("ec2:ResourceTag/" + tag.key, tag.value);
  }
}

void addResourceFacts(RequestContext& ctx, std::string_view type, const std::string& name,
                      std::string_view region, RequestFacts& facts) {
  if (type == "image") return addImage(ctx, facts, region, name);
  if (const auto snapshot = SnapshotId::parse(name); snapshot && type == "snapshot")
    return addSnapshot(ctx, facts, region, *snapshot);
  if (const auto volume = VolumeId::parse(name); volume && type == "volume")
    return addVolume(ctx, facts, *volume);
  if (const auto instance = InstanceId::parse(name); instance && type == "instance")
    return addInstance(ctx, facts, *instance);
  if (type == "subnet") return addSubnet(ctx, facts, name);
  if (type == "security-group") return addSecurityGroup(ctx, facts, name);
  if (type == "key-pair") return addKeyPair(ctx, facts, name);
  if (type == "placement-group") return addPlacementGroup(ctx, facts, name);
  if (type == "vpc") facts.put("ec2:VpcID", name);
  addResourceTags(ctx, facts, name);
}

}  // namespace amilocal::services
