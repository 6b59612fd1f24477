#include "services/authorization/ec2_dependents.h"

#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/store_rules.h"
#include "services/authorization/ec2_resources.h"
#include "services/authorization/side_questions.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/image_alias.h"
#include "services/ec2/lookup.h"

namespace amilocal::services {
namespace {

constexpr std::string_view kEc2 = "ec2.amazonaws.com", kImport = "vmie.amazonaws.com";

std::string partition(const RequestContext& ctx) {
  return std::string(domain::partitionOf(ctx.region()));
}

/// What looking for references in resources of a type looks into (EC2 User Guide, "Identify your
/// resources referencing specified AMIs", permissions).
struct ReferenceLook {
  std::string_view type, action;
};
constexpr ReferenceLook kReferenceLooks[] = {
    {"ec2:Instance", "ec2:DescribeInstances"},
    {"ec2:LaunchTemplate", "ec2:DescribeLaunchTemplates"},
    {"ec2:LaunchTemplate", "ec2:DescribeLaunchTemplateVersions"},
    {"imagebuilder:ContainerRecipe", "imagebuilder:ListContainerRecipes"},
    {"imagebuilder:ContainerRecipe", "imagebuilder:GetContainerRecipe"},
    {"imagebuilder:ImageRecipe", "imagebuilder:ListImageRecipes"},
    {"ssm:Parameter", "ssm:DescribeParameters"},
    {"ssm:Parameter", "ssm:GetParameters"},
};

/// Keys that encrypted disks have: of those that are read, and of those that are made.
struct KeyUse {
  std::vector<std::string> read, made;
  bool copies = false;  ///< is what was under one key put under another?

  void reads(const std::optional<std::string>& key) { add(read, key); }
  void makes(const std::optional<std::string>& key) { add(made, key); }

 private:
  static void add(std::vector<std::string>& keys, const std::optional<std::string>& key) {
    if (key && std::ranges::find(keys, *key) == keys.end()) keys.push_back(*key);
  }
};

class Dependents {
 public:
  Dependents(RequestContext& ctx, std::string_view operation, const RequestMembers& members,
             const std::vector<Launch>& launches)
      : ctx_(ctx), operation_(operation), members_(members), launches_(launches) {}

  Questions all() {
    passRoles();
    readParameters();
    if (is("DescribeImageReferences")) lookForReferences();
    if (is("CreateStoreImageTask")) store();
    if (is("CreateRestoreImageTask")) restore();
    if (is("RegisterImage") && !members_.text("ImageLocation").empty()) readManifest();
    useKeys();
    return std::move(questions_);
  }

 private:
  bool is(std::string_view operation) const { return operation_ == operation; }

  void ask(std::string action, std::string resource) {
    questions_.push_back({{std::move(action), std::move(resource), globalFacts(ctx_)}});
  }

  // ---- Roles

  void passRoles() {
    if (is("AssociateIamInstanceProfile") || is("ReplaceIamInstanceProfileAssociation"))
      passProfile(members_.text("IamInstanceProfile.Arn"),
                  members_.text("IamInstanceProfile.Name"));
    for (const auto& [request, from] : launches_)
      if (const auto& profile = request.iamInstanceProfile)
        passProfile(profile->arn.value_or(""), profile->name.value_or(""));
    const auto role = members_.text("RoleName");
    if ((is("ImportImage") || is("ImportSnapshot") || is("ExportImage")) && !role.empty())
      passNamed(role);
  }

  // One that is not there, or that has no role, the operation refuses.
  void passProfile(const std::string& arn, const std::string& name) {
    const auto& profiles = ctx_.catalog.instanceProfiles();
    const auto profile =
        arn.empty() ? profiles.findNamed(ctx_.account(), name) : profiles.find(arn);
    if (profile && profile->roleArn)
      questions_.push_back(passRoleQuestion(ctx_, *profile->roleArn, kEc2));
  }

  void passNamed(const std::string& name) {
    const auto role = ctx_.catalog.roles().findNamed(ctx_.account(), name);
    questions_.push_back(passRoleQuestion(
        ctx_, role ? role->arn : domain::iamArn(partition(ctx_), ctx_.account(), "role", "/", name),
        kImport));
  }

  // EC2 User Guide, "Use a Systems Manager parameter instead of an AMI ID", permissions.
  void readParameters() {
    for (const auto& [request, from] : launches_) readParameter(request.imageId.value_or(""));
    if (is("CreateReplaceRootVolumeTask")) readParameter(members_.text("ImageId"));
  }

  void readParameter(std::string_view image) {
    if (!ec2::isImageAlias(image)) return;
    image.remove_prefix(std::string_view("resolve:ssm:").size());
    ask("ssm:GetParameters", parameterArn(ctx_, image));
  }

  void lookForReferences() {
    const auto types = members_.texts("ResourceTypes.ResourceType");
    const bool isAll = members_.text("IncludeAllResourceTypes") == "true";
    for (const auto& [type, action] : kReferenceLooks)
      if (isAll || std::ranges::find(types, type) != types.end()) ask(std::string(action), "*");
  }

  // ---- Buckets and blocks. EC2 User Guide, "Store and restore an AMI using S3", permissions.

  std::string bucketArn(const std::string& name) const {
    return "arn:" + partition(ctx_) + ":s3:::" + name;
  }

  void store() {
    const auto image = members_.text("ImageId");
    const auto place = domain::storePlace(members_.text("Bucket"), ImageId::trusted(image));
    const auto object = bucketArn(place.bucket + "/" + place.key);
    ask("s3:ListBucket", bucketArn(place.bucket));
    ask("s3:PutObject", object);
    ask("s3:AbortMultipartUpload", object);
    if (!members_.tags("S3ObjectTags").empty()) ask("s3:PutObjectTagging", object);
    for (const auto& snapshot : snapshotsOf(image, ctx_.region())) {
      const auto arn = ec2Arn(ctx_, "snapshot", snapshot.id.str());
      ask("ebs:ListSnapshotBlocks", arn);
      ask("ebs:GetSnapshotBlock", arn);
    }
  }

  void restore() {
    const auto bucket = members_.text("Bucket");
    ask("s3:ListBucket", bucketArn(bucket));
    ask("s3:GetObject", bucketArn(bucket + "/" + members_.text("ObjectKey")));
    for (const auto* action : {"ebs:StartSnapshot", "ebs:PutSnapshotBlock", "ebs:CompleteSnapshot"})
      ask(action, ec2Arn(ctx_, "snapshot", "*"));
  }

  // The location is BUCKET/KEY (EC2 API Reference, RegisterImage, ImageLocation).
  void readManifest() { ask("s3:GetObject", bucketArn(members_.text("ImageLocation"))); }

  // ---- Keys

  std::vector<domain::Snapshot> snapshotsOf(const std::string& imageId, const std::string& region) {
    std::vector<domain::Snapshot> snapshots;
    const auto id = ImageId::parse(imageId);
    const auto image = id ? ec2::findImageIn(ctx_, region, *id) : nullptr;
    if (!image) return snapshots;
    for (const auto& each : domain::snapshotIdsOf(image->blockDevices))
      if (auto snapshot = ec2::findSnapshotIn(ctx_, region, each))
        snapshots.push_back(*std::move(snapshot));
    return snapshots;
  }

  std::string sourceRegion() const {
    auto region = members_.text("SourceRegion");
    return region.empty() ? ctx_.region() : region;
  }

  std::optional<domain::Snapshot> snapshotNamed(std::string_view member,
                                                const std::string& region) {
    const auto id = SnapshotId::parse(members_.text(member));
    return id ? ec2::findSnapshotIn(ctx_, region, *id) : std::nullopt;
  }

  // The encryption that the operation itself would come to; none where it would refuse.
  std::optional<std::string> keyFor(const domain::Snapshot* source) {
    const auto flag = members_.text("Encrypted"), key = members_.text("KmsKeyId");
    try {
      const auto wish =
          ec2::encryptionWish(ctx_, flag.empty() ? std::nullopt : std::optional(flag == "true"),
                              key.empty() ? std::nullopt : std::optional(key));
      return domain::planEncryption(wish, source, ctx_.caller).kmsKeyId;
    } catch (const ApiError&) {
      return std::nullopt;
    }
  }

  KeyUse keysOfLaunches() {
    KeyUse use;
    for (const auto& [request, from] : launches_)
      for (const auto& disk : disksOf(ctx_, request)) {
        if (disk.source) use.reads(disk.source->kmsKeyId);
        use.makes(disk.encryption.kmsKeyId);
      }
    return use;
  }

  KeyUse keysOfCopies() {
    KeyUse use{.copies = true};
    std::vector<domain::Snapshot> sources;
    if (is("CopyImage")) sources = snapshotsOf(members_.text("SourceImageId"), sourceRegion());
    if (is("CopySnapshot"))
      if (auto snapshot = snapshotNamed("SourceSnapshotId", sourceRegion()))
        sources.push_back(*std::move(snapshot));
    for (const auto& source : sources) {
      use.reads(source.kmsKeyId);
      use.makes(keyFor(&source));
    }
    return use;
  }

  KeyUse keysOfVolume() {
    KeyUse use;
    const auto source = snapshotNamed("SnapshotId", ctx_.region());
    if (source) use.reads(source->kmsKeyId);
    use.makes(keyFor(source ? &*source : nullptr));
    return use;
  }

  // What is attached to an instance is read and written by it.
  void addAttached(KeyUse& use, const std::string& instanceId) {
    const auto id = InstanceId::parse(instanceId);
    if (!id) return;
    for (const auto& volume : ctx_.catalog.volumes().listAttachedTo(*id))
      use.reads(volume.kmsKeyId);
  }

  KeyUse keysOfDisks() {
    KeyUse use;
    if (is("StartInstances"))
      for (const auto& id : members_.texts("InstanceIds")) addAttached(use, id);
    if (is("AttachVolume"))
      if (const auto id = VolumeId::parse(members_.text("VolumeId")))
        if (const auto volume = ctx_.catalog.volumes().find(*id)) use.reads(volume->kmsKeyId);
    if (is("ModifySnapshotTier") || is("RestoreSnapshotTier"))
      if (const auto snapshot = snapshotNamed("SnapshotId", ctx_.region()))
        use.reads(snapshot->kmsKeyId);
    return use;
  }

  KeyUse keys() {
    if (!launches_.empty()) return keysOfLaunches();
    if (is("CopyImage") || is("CopySnapshot")) return keysOfCopies();
    if (is("CreateVolume") || is("ImportImage") || is("ImportSnapshot")) return keysOfVolume();
    return keysOfDisks();
  }

  void askKey(std::string_view action, const std::string& key) {
    if (auto question = keyQuestion(ctx_, action, key)) questions_.push_back(*std::move(question));
  }

  // Amazon EBS User Guide, "Requirements for Amazon EBS encryption", permissions for users; which
  // of them an operation uses is told in "How Amazon EBS encryption works".
  void useKeys() {
    const auto use = keys();
    for (const auto& key : use.read) {
      askKey("kms:Decrypt", key);
      if (use.made.empty()) askKey("kms:CreateGrant", key);
      if (use.copies && use.made != use.read) askKey("kms:ReEncryptFrom", key);
    }
    for (const auto& key : use.made) {
      askKey("kms:DescribeKey", key);
      askKey("kms:GenerateDataKeyWithoutPlaintext", key);
      askKey("kms:CreateGrant", key);
      if (use.copies && !use.read.empty() && use.made != use.read) askKey("kms:ReEncryptTo", key);
    }
  }

  RequestContext& ctx_;
  const std::string_view operation_;
  const RequestMembers& members_;
  const std::vector<Launch>& launches_;
  Questions questions_;
};

}  // namespace

Questions ec2Dependents(RequestContext& ctx, std::string_view operation,
                        const RequestMembers& members, const std::vector<Launch>& launches) {
  return Dependents(ctx, operation, members, launches).all();
}

}  // namespace amilocal::services
