#include "services/authorization/ec2_made_facts.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "amilocal/catalog/catalog.h"
#include "services/authorization/ec2_resources.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"

namespace amilocal::services {
namespace {

using domain::RequestFacts;

// What a request says of the thing that it is to make.
struct Said {
  std::string_view type, member, key;
};
constexpr Said kSaid[] = {
    {"image", "SourceImageId", "ec2:SourceImageId"},
    {"instance", "CpuOptions.AmdSevSnp", "ec2:CpuOptionsAmdSevSnp"},
    {"instance", "EbsOptimized", "ec2:EbsOptimized"},
    {"instance", "InstanceMarketOptions.MarketType", "ec2:InstanceMarketType"},
    {"instance", "InstanceType", "ec2:InstanceType"},
    {"instance", "MaintenanceOptions.AutoRecovery", "ec2:InstanceAutoRecovery"},
    {"instance", "MetadataOptions.HttpEndpoint", "ec2:MetadataHttpEndpoint"},
    {"instance", "MetadataOptions.HttpPutResponseHopLimit", "ec2:MetadataHttpPutResponseHopLimit"},
    {"instance", "MetadataOptions.HttpTokens", "ec2:MetadataHttpTokens"},
    {"instance", "MetadataOptions.InstanceMetadataTags", "ec2:InstanceMetadataTags"},
    {"instance", "Placement.AvailabilityZone", "ec2:AvailabilityZone"},
    {"instance", "Placement.Tenancy", "ec2:Tenancy"},
    {"key-pair", "KeyName", "ec2:KeyPairName"},
    {"key-pair", "KeyType", "ec2:KeyPairType"},
    {"network-interface", "NetworkInterfaces.AssociatePublicIpAddress",
     "ec2:AssociatePublicIpAddress"},
    {"placement-group", "GroupName", "ec2:PlacementGroupName"},
    {"placement-group", "Strategy", "ec2:PlacementGroupStrategy"},
    {"snapshot", "Encrypted", "ec2:Encrypted"},
    {"snapshot", "Location", "ec2:Location"},
    {"snapshot", "OutpostArn", "ec2:OutpostArn"},
    {"subnet", "AvailabilityZone", "ec2:AvailabilityZone"},
    {"volume", "AvailabilityZone", "ec2:AvailabilityZone"},
    {"volume", "AvailabilityZoneId", "ec2:AvailabilityZoneId"},
    {"volume", "Encrypted", "ec2:Encrypted"},
    {"volume", "Iops", "ec2:VolumeIops"},
    {"volume", "KmsKeyId", "ec2:KmsKeyId"},
    {"volume", "Size", "ec2:VolumeSize"},
    {"volume", "Throughput", "ec2:VolumeThroughput"},
    {"volume", "VolumeInitializationRate", "ec2:VolumeInitializationRate"},
    {"volume", "VolumeType", "ec2:VolumeType"},
    {"vpc", "InstanceTenancy", "ec2:Tenancy"},
};

std::string flag(bool value) { return value ? "true" : "false"; }

void addParents(RequestContext& ctx, const RequestMembers& members, std::string_view type,
                RequestFacts& facts) {
  const auto snapshot = members.text("SnapshotId");
  if (type == "volume" && !snapshot.empty())
    facts.put("ec2:ParentSnapshot", ec2Arn(ctx, "snapshot", snapshot));
  const auto volume = members.text("VolumeId");
  if (type == "snapshot" && !volume.empty())
    facts.put("ec2:ParentVolume", ec2Arn(ctx, "volume", volume));
  const auto source = members.text("SourceSnapshotId");
  if (type == "snapshot" && !source.empty())
    facts.put("ec2:ParentSnapshot", ec2Arn(ctx, "snapshot", source));
  const auto vpc = members.text("VpcId");
  if ((type == "subnet" || type == "security-group") && !vpc.empty())
    facts.put("ec2:Vpc", ec2Arn(ctx, "vpc", vpc));
}

// EC2 makes encrypted what comes from something encrypted, and everything where the account wants
// that.
bool isEncryptedAnyway(RequestContext& ctx, const RequestMembers& members) {
  if (ec2::encryptionDefaults(ctx).always) return true;
  const auto source = SnapshotId::parse(members.text("SnapshotId|SourceSnapshotId"));
  const auto region = members.text("SourceRegion");
  const auto snapshot =
      source ? ec2::findSnapshotIn(ctx, region.empty() ? ctx.region() : region, *source)
             : std::nullopt;
  return snapshot && snapshot->encrypted;
}

std::optional<domain::Subnet> subnetOf(RequestContext& ctx, const RequestMembers& members) {
  const auto id = members.text("NetworkInterfaces.SubnetId|SubnetId");
  for (auto& subnet : ec2::subnetsOf(ctx))
    if (subnet.id.str() == id) return std::move(subnet);
  return std::nullopt;
}

std::string vpcOf(RequestContext& ctx, const RequestMembers& members) {
  if (const auto subnet = subnetOf(ctx, members)) return subnet->vpcId.str();
  const auto vpc = ec2::findDefaultVpc(ctx);
  return vpc ? vpc->id.str() : std::string();
}

void addPlaceFacts(RequestContext& ctx, const RequestMembers& members, RequestFacts& facts) {
  if (const auto vpc = vpcOf(ctx, members); !vpc.empty())
    facts.put("ec2:Vpc", ec2Arn(ctx, "vpc", vpc));
}

void addInstanceFacts(RequestContext& ctx, const RequestMembers& members, RequestFacts& facts) {
  const auto& profiles = ctx.catalog.instanceProfiles();
  const auto arn = members.text("IamInstanceProfile.Arn");
  const auto name = members.text("IamInstanceProfile.Name");
  const auto profile = name.empty() ? profiles.find(arn) : profiles.findNamed(ctx.account(), name);
  if (profile)
    facts.put("ec2:InstanceProfile", profile->arn);
  else if (!arn.empty())
    facts.put("ec2:InstanceProfile", arn);
  if (const auto group = members.text("Placement.GroupName"); !group.empty())
    facts.put("ec2:PlacementGroup", ec2Arn(ctx, "placement-group", group));
  facts.put("ec2:RootDeviceType", "ebs");
}

void addAll(RequestFacts& facts, std::string_view key, const std::vector<std::string>& values) {
  for (const auto& value : values) facts.add(key, value);
}

}  // namespace

void addMadeFacts(RequestContext& ctx, const RequestMembers& members, std::string_view type,
                  RequestFacts& facts) {
  if (type == "image" || type == "snapshot") facts.put("ec2:Owner", ctx.account());
  if (type == "volume" || type == "snapshot") facts.put("ec2:Encrypted", "false");
  for (const auto& said : kSaid)
    if (const auto text = members.text(said.member); said.type == type && !text.empty())
      facts.put(said.key, text);
  if ((type == "volume" || type == "snapshot") && isEncryptedAnyway(ctx, members))
    facts.put("ec2:Encrypted", "true");
  if (type == "image") {
    facts.put("ec2:Public", "false");
    facts.put("ec2:ImageType", "machine");
    facts.put("ec2:RootDeviceType", "ebs");
  }
  if (type == "instance") addInstanceFacts(ctx, members, facts);
  if (type == "network-interface") {
    addPlaceFacts(ctx, members, facts);
    if (const auto subnet = subnetOf(ctx, members))
      facts.put("ec2:Subnet", ec2Arn(ctx, "subnet", subnet->id.str()));
  }
  addParents(ctx, members, type, facts);
}

void addDiskFacts(RequestContext& ctx, const NewDisk& disk, RequestFacts& facts) {
  const auto& shape = disk.shape;
  facts.put("ec2:Encrypted", flag(disk.encryption.encrypted));
  facts.put("ec2:VolumeSize", std::to_string(shape.sizeGib));
  facts.put("ec2:VolumeType", shape.volumeType);
  if (shape.iops) facts.put("ec2:VolumeIops", std::to_string(*shape.iops));
  if (shape.throughputMibps)
    facts.put("ec2:VolumeThroughput", std::to_string(*shape.throughputMibps));
  if (disk.source) facts.put("ec2:ParentSnapshot", ec2Arn(ctx, "snapshot", disk.source->id.str()));
}

void addUnnamedFacts(RequestContext& ctx, std::string_view type, const RequestMembers& members,
                     RequestFacts& facts) {
  if (type == "subnet" || type == "security-group") addPlaceFacts(ctx, members, facts);
}

void addChangeFacts(std::string_view action, const RequestMembers& members, RequestFacts& facts) {
  if (action == "LockSnapshot") {
    if (auto days = members.text("LockDuration"); !days.empty())
      facts.put("ec2:SnapshotLockDuration", std::move(days));
    if (auto hours = members.text("CoolOffPeriod"); !hours.empty())
      facts.put("ec2:SnapshotCoolOffPeriod", std::move(hours));
  }
  if (!action.starts_with("Modify")) return;
  addAll(facts, "ec2:Attribute", members.texts("Attribute"));
  for (const auto& name : members.root().memberNames()) {
    const auto value = textIn(members.root(), name + ".Value");
    if (value.empty()) continue;
    facts.add("ec2:Attribute", name);
    facts.put("ec2:Attribute/" + name, value);
  }
  if (action != "ModifySnapshotAttribute") return;
  const std::string_view permission = "CreateVolumePermission.";
  const bool removes = members.text("OperationType") == "remove";
  for (const auto* change : {"Add", "Remove"}) {
    const bool isOld = removes == (std::string_view(change) == "Remove");
    const auto path = std::string(permission) + change;
    const auto key = "ec2:" + std::string(change);
    addAll(facts, key + "/userId", members.texts(path + ".UserId" + (isOld ? "|UserIds" : "")));
    addAll(facts, key + "/group", members.texts(path + ".Group" + (isOld ? "|GroupNames" : "")));
  }
}

}  // namespace amilocal::services
