#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "services/authorization/ec2_resources.h"
#include "services/authorization/question.h"

namespace amilocal::services {
namespace {

using domain::AccessQuestion;
using domain::RequestFacts;

constexpr std::string_view kNew = "*";
constexpr std::string_view kMappedSnapshots = "BlockDeviceMapping";

/// A resource that an operation touches: of a type, named by a member, or new.
struct Touch {
  std::string_view operation;
  std::string_view type;
  std::string_view member;  ///< a text or a list; `*` for what is to be made
};

// From the table of actions of the Service Authorization Reference. Operations that are not here
// have no resources, or are asked about with all of them.
constexpr Touch kTouches[] = {
    {"AttachImageWatermark", "image", "ImageId"},
    {"AttachVolume", "instance", "InstanceId"},
    {"AttachVolume", "volume", "VolumeId"},
    {"CancelImageLaunchPermission", "image", "ImageId"},
    {"CopyImage", "image", "SourceImageId"},
    {"CopyImage", "image", kNew},
    {"CopyImage", "snapshot", kNew},
    {"CopySnapshot", "snapshot", "SourceSnapshotId"},
    {"CopySnapshot", "snapshot", kNew},
    {"CreateImage", "image", kNew},
    {"CreateImage", "instance", "InstanceId"},
    {"CreateImage", "snapshot", kNew},
    {"CreateRestoreImageTask", "image", kNew},
    {"CreateRestoreImageTask", "snapshot", kNew},
    {"CreateSnapshot", "snapshot", kNew},
    {"CreateSnapshot", "volume", "VolumeId"},
    {"CreateSnapshots", "instance", "InstanceSpecification.InstanceId"},
    {"CreateSnapshots", "snapshot", kNew},
    {"CreateStoreImageTask", "image", "ImageId"},
    {"CreateTags", "", "ResourceId"},
    {"CreateVolume", "snapshot", "SnapshotId"},
    {"CreateVolume", "volume", kNew},
    {"DeleteSnapshot", "snapshot", "SnapshotId"},
    {"DeleteTags", "", "ResourceId"},
    {"DeleteVolume", "volume", "VolumeId"},
    {"DeregisterImage", "image", "ImageId"},
    {"DescribeImageAttribute", "image", "ImageId"},
    {"DescribeInstanceAttribute", "instance", "InstanceId"},
    {"DescribeSnapshotAttribute", "snapshot", "SnapshotId"},
    {"DescribeVolumeAttribute", "volume", "VolumeId"},
    {"DetachImageWatermark", "image", "ImageId"},
    {"DetachVolume", "instance", "InstanceId"},
    {"DetachVolume", "volume", "VolumeId"},
    {"DisableFastLaunch", "image", "ImageId"},
    {"DisableFastSnapshotRestores", "snapshot", "SourceSnapshotId"},
    {"DisableImage", "image", "ImageId"},
    {"DisableImageDeprecation", "image", "ImageId"},
    {"DisableImageDeregistrationProtection", "image", "ImageId"},
    {"EnableFastLaunch", "image", "ImageId"},
    {"EnableFastSnapshotRestores", "snapshot", "SourceSnapshotId"},
    {"EnableImage", "image", "ImageId"},
    {"EnableImageDeprecation", "image", "ImageId"},
    {"EnableImageDeregistrationProtection", "image", "ImageId"},
    {"EnableVolumeIO", "volume", "VolumeId"},
    {"GetConsoleOutput", "instance", "InstanceId"},
    {"GetImageAncestry", "image", "ImageId"},
    {"GetInstanceUefiData", "instance", "InstanceId"},
    {"GetPasswordData", "instance", "InstanceId"},
    {"LockSnapshot", "snapshot", "SnapshotId"},
    {"ModifyImageAttribute", "image", "ImageId"},
    {"ModifyInstanceAttribute", "instance", "InstanceId"},
    {"ModifyInstanceMetadataOptions", "instance", "InstanceId"},
    {"ModifySnapshotAttribute", "snapshot", "SnapshotId"},
    {"ModifySnapshotTier", "snapshot", "SnapshotId"},
    {"ModifyVolume", "volume", "VolumeId"},
    {"ModifyVolumeAttribute", "volume", "VolumeId"},
    {"MonitorInstances", "instance", "InstanceId"},
    {"RebootInstances", "instance", "InstanceId"},
    {"RegisterImage", "image", kNew},
    {"RegisterImage", "snapshot", kMappedSnapshots},
    {"ResetImageAttribute", "image", "ImageId"},
    {"ResetInstanceAttribute", "instance", "InstanceId"},
    {"ResetSnapshotAttribute", "snapshot", "SnapshotId"},
    {"RestoreImageFromRecycleBin", "image", "ImageId"},
    {"RestoreSnapshotFromRecycleBin", "snapshot", "SnapshotId"},
    {"RestoreSnapshotTier", "snapshot", "SnapshotId"},
    {"RestoreVolumeFromRecycleBin", "volume", "VolumeId"},
    {"RunInstances", "image", "ImageId"},
    {"RunInstances", "instance", kNew},
    {"RunInstances", "key-pair", "KeyName"},
    {"RunInstances", "launch-template", "LaunchTemplate.LaunchTemplateId"},
    {"RunInstances", "network-interface", kNew},
    {"RunInstances", "security-group", "SecurityGroupId"},
    {"RunInstances", "snapshot", kMappedSnapshots},
    {"RunInstances", "subnet", "SubnetId"},
    {"RunInstances", "volume", kNew},
    {"StartInstances", "instance", "InstanceId"},
    {"StopInstances", "instance", "InstanceId"},
    {"TerminateInstances", "instance", "InstanceId"},
    {"UnlockSnapshot", "snapshot", "SnapshotId"},
    {"UnmonitorInstances", "instance", "InstanceId"},
};
static_assert(std::ranges::is_sorted(kTouches, {}, &Touch::operation));

// What a launch touches whether the request names it or not.
bool isAlwaysTouched(const Touch& touch) {
  return touch.operation == "RunInstances" &&
         (touch.type == "image" || touch.type == "subnet" || touch.type == "security-group");
}

/// The tags that come with new resources: `TagSpecification.1.ResourceType`, `….Tag.1.Key`.
struct NewTags {
  std::string type;
  domain::Tags tags;
};

domain::Tags tagsIn(const wire::QueryTree::Node& node) {
  domain::Tags tags;
  const auto* list = node.find("Tag");
  if (list == nullptr) return tags;
  for (const auto& item : list->children) {
    const auto* key = item.find("Key");
    const auto* value = item.find("Value");
    if (key == nullptr || !key->value) continue;
    tags.push_back({std::string(*key->value),
                    std::string(value != nullptr && value->value ? *value->value : "")});
  }
  return tags;
}

std::vector<NewTags> newTags(const RequestMembers& members) {
  std::vector<NewTags> all;
  const auto* list = members.root().find("TagSpecification");
  if (list == nullptr) return all;
  for (const auto& item : list->children) {
    const auto* type = item.find("ResourceType");
    if (type == nullptr || !type->value) continue;
    if (auto tags = tagsIn(item); !tags.empty())
      all.push_back({std::string(*type->value), std::move(tags)});
  }
  return all;
}

void addRequestTags(RequestFacts& facts, const domain::Tags& tags) {
  for (const auto& tag : tags) {
    facts.put("aws:RequestTag/" + tag.key, tag.value);
    facts.add("aws:TagKeys", tag.key);
  }
}

// What a request says of the thing that it is to make.
struct Said {
  std::string_view type, member, key;
};
constexpr Said kSaid[] = {
    {"image", "SourceImageId", "ec2:SourceImageId"},
    {"instance", "EbsOptimized", "ec2:EbsOptimized"},
    {"instance", "InstanceType", "ec2:InstanceType"},
    {"instance", "MetadataOptions.HttpEndpoint", "ec2:MetadataHttpEndpoint"},
    {"instance", "MetadataOptions.HttpTokens", "ec2:MetadataHttpTokens"},
    {"instance", "Placement.AvailabilityZone", "ec2:AvailabilityZone"},
    {"instance", "Placement.Tenancy", "ec2:Tenancy"},
    {"snapshot", "Encrypted", "ec2:Encrypted"},
    {"volume", "AvailabilityZone", "ec2:AvailabilityZone"},
    {"volume", "Encrypted", "ec2:Encrypted"},
    {"volume", "Iops", "ec2:VolumeIops"},
    {"volume", "Size", "ec2:VolumeSize"},
    {"volume", "Throughput", "ec2:VolumeThroughput"},
    {"volume", "VolumeType", "ec2:VolumeType"},
};

// Of a new resource it is known what the request says, and whose it will be. What is not said is
// not encrypted, as far as the request goes.
void addNewFacts(RequestContext& ctx, const RequestMembers& members, std::string_view type,
                 RequestFacts& facts) {
  if (type == "image" || type == "snapshot") facts.put("ec2:Owner", ctx.account());
  if (type == "volume" || type == "snapshot") facts.put("ec2:Encrypted", "false");
  for (const auto& said : kSaid)
    if (const auto text = members.text(said.member); said.type == type && !text.empty())
      facts.put(said.key, text);
  if (type == "image") {
    facts.put("ec2:Public", "false");
    facts.put("ec2:ImageType", "machine");
    facts.put("ec2:RootDeviceType", "ebs");
  }
  const auto snapshot = members.text("SnapshotId");
  if (type == "volume" && !snapshot.empty())
    facts.put("ec2:ParentSnapshot", ec2Arn(ctx, "snapshot", snapshot));
  const auto volume = members.text("VolumeId");
  if (type == "snapshot" && !volume.empty())
    facts.put("ec2:ParentVolume", ec2Arn(ctx, "volume", volume));
}

class Ec2Questions {
 public:
  Ec2Questions(RequestContext& ctx, const wire::Call& call)
      : ctx_(ctx),
        operation_(call.operation().name),
        members_(call),
        tags_(newTags(members_)),
        facts_(globalFacts(ctx)) {
    facts_.put("ec2:Region", ctx.region());
  }

  Questions all() {
    for (const auto& touch : kTouches)
      if (touch.operation == operation_) askOf(touch);
    if (questions_.empty()) ask(operation_, "*", factsOfRequest());
    for (const auto& [type, tags] : tags_) askToTag(type, tags);
    return std::move(questions_);
  }

 private:
  void ask(const std::string& action, std::string resource, RequestFacts facts) {
    questions_.push_back({"ec2:" + action, std::move(resource), std::move(facts)});
  }

  // CreateTags and DeleteTags bring their tags by themselves.
  RequestFacts factsOfRequest() const {
    auto facts = facts_;
    addRequestTags(facts, tagsIn(members_.root()));
    return facts;
  }

  void askOf(const Touch& touch) {
    if (touch.member == kNew) return askOfNew(touch.type);
    auto ids =
        members_.list(touch.member, touch.member == kMappedSnapshots ? "Ebs.SnapshotId" : "");
    if (auto id = members_.text(touch.member); !id.empty()) ids.push_back(std::move(id));
    for (const auto& id : ids) askOfExisting(touch, id);
    if (ids.empty() && isAlwaysTouched(touch))
      ask(operation_, ec2Arn(ctx_, touch.type, kNew), facts_);
  }

  void askOfNew(std::string_view type) {
    auto facts = facts_;
    addNewFacts(ctx_, members_, type, facts);
    for (const auto& tags : tags_)
      if (tags.type == type) addRequestTags(facts, tags.tags);
    ask(operation_, ec2Arn(ctx_, type, kNew), std::move(facts));
  }

  void askOfExisting(const Touch& touch, const std::string& id) {
    auto facts = factsOfRequest();
    const auto type = touch.type.empty() ? resourceTypeOf(id) : touch.type;
    const auto from = members_.text("SourceRegion");
    const bool isElsewhere =
        touch.member.starts_with("Source") && !from.empty() && from != ctx_.region();
    if (isElsewhere && type == "image")
      addImageFacts(ctx_, from, id, facts);
    else if (!isElsewhere)
      addResourceFacts(ctx_, type, id, facts);
    ask(operation_, type.empty() ? "*" : ec2Arn(ctx_, type, id, isElsewhere ? from : ""),
        std::move(facts));
  }

  // "Grant permission to tag Amazon EC2 resources during creation" (EC2 User Guide).
  void askToTag(const std::string& type, const domain::Tags& tags) {
    auto facts = facts_;
    addRequestTags(facts, tags);
    facts.put("ec2:CreateAction", operation_);
    ask("CreateTags", ec2Arn(ctx_, type, kNew), std::move(facts));
  }

  RequestContext& ctx_;
  const std::string operation_;
  const RequestMembers members_;
  const std::vector<NewTags> tags_;
  RequestFacts facts_;
  Questions questions_;
};

}  // namespace

Questions ec2Questions(RequestContext& ctx, const wire::Call& call) {
  return Ec2Questions(ctx, call).all();
}

}  // namespace amilocal::services
