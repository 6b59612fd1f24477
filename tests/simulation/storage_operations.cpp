#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "ebs/handlers.gen.h"
#include "simulation/choice.h"

namespace amilocal::simulation {
namespace {

Action createVolume(const Chooser& choose) {
  const auto snapshot =
      choose.random.chance(50) ? std::string() : choose.completedSnapshot(choose.who.region);
  ec2::CreateVolumeRequest request;
  request.availabilityZone = choose.who.region + "a";
  request.size = 1;
  request.snapshotId = unlessEmpty(snapshot);
  const auto call = calling(choose, &ec2::createVolume, request, "CreateVolume");
  return {"CreateVolume " + snapshot, choose.who, call,
          [=, who = choose.who](Model& model, Catalog&) {
            model.createVolume(who, snapshot, {call->out.volumeId.value_or("")});
          }};
}

Action deleteVolume(const Chooser& choose) {
  const auto id = choose.volume("available");
  ec2::DeleteVolumeRequest request;
  request.volumeId = id;
  return {"DeleteVolume " + id, choose.who,
          calling(choose, &ec2::deleteVolume, request, "DeleteVolume"),
          [=, who = choose.who](Model& model, Catalog&) { model.deleteVolume(who, id); }};
}

Action restoreVolume(const Chooser& choose) {
  const auto id = choose.binned("EBS_VOLUME", "vol");
  ec2::RestoreVolumeFromRecycleBinRequest request;
  request.volumeId = id;
  return {
      "RestoreVolumeFromRecycleBin " + id, choose.who,
      calling(choose, &ec2::restoreVolumeFromRecycleBin, request, "RestoreVolumeFromRecycleBin"),
      [=, who = choose.who](Model& model, Catalog&) { model.restoreVolume(who, id); }};
}

Action createSnapshot(const Chooser& choose) {
  const auto volume = choose.volume(choose.random.chance(50) ? "available" : "in-use");
  ec2::CreateSnapshotRequest request;
  request.volumeId = volume;
  const auto call = calling(choose, &ec2::createSnapshot, request, "CreateSnapshot");
  return {"CreateSnapshot of " + volume, choose.who, call,
          [=, who = choose.who](Model& model, Catalog&) {
            model.createSnapshot(who, volume, {call->out.snapshotId.value_or("")});
          }};
}

Action copySnapshot(const Chooser& choose) {
  const auto from = choose.region();
  const auto source = choose.completedSnapshot(from);
  ec2::CopySnapshotRequest request;
  request.sourceSnapshotId = source;
  request.sourceRegion = from;
  const auto call = calling(choose, &ec2::copySnapshot, request, "CopySnapshot");
  return {"CopySnapshot " + source + " from " + from, choose.who, call,
          [=, who = choose.who](Model& model, Catalog&) {
            model.copySnapshot(who, source, from, {call->out.snapshotId.value_or("")});
          }};
}

Action deleteSnapshot(const Chooser& choose) {
  const auto id = choose.ownSnapshot();
  ec2::DeleteSnapshotRequest request;
  request.snapshotId = id;
  return {"DeleteSnapshot " + id, choose.who,
          calling(choose, &ec2::deleteSnapshot, request, "DeleteSnapshot"),
          [=, who = choose.who](Model& model, Catalog&) { model.deleteSnapshot(who, id); }};
}

Action shareSnapshot(const Chooser& choose) {
  const auto id = choose.ownSnapshot();
  const auto grantee = choose.grantee();
  const bool add = choose.random.chance(70);
  ec2::CreateVolumePermission permission;
  (grantee == "all" ? permission.group : permission.userId) = grantee;
  ec2::ModifySnapshotAttributeRequest request;
  request.snapshotId = id;
  auto& change = request.createVolumePermission.emplace();
  (add ? change.add : change.remove) = {permission};
  return {"ModifySnapshotAttribute " + id + (add ? " adds " : " removes ") + grantee, choose.who,
          calling(choose, &ec2::modifySnapshotAttribute, request, "ModifySnapshotAttribute"),
          [=, who = choose.who](Model& model, Catalog&) {
            model.shareSnapshot(who, id, grantee, add);
          }};
}

Action restoreSnapshot(const Chooser& choose) {
  const auto id = choose.binned("EBS_SNAPSHOT", "snap");
  ec2::RestoreSnapshotFromRecycleBinRequest request;
  request.snapshotId = id;
  return {"RestoreSnapshotFromRecycleBin " + id, choose.who,
          calling(choose, &ec2::restoreSnapshotFromRecycleBin, request,
                  "RestoreSnapshotFromRecycleBin"),
          [=, who = choose.who](Model& model, Catalog&) { model.restoreSnapshot(who, id); }};
}

Action startUpload(const Chooser& choose) {
  const auto parent =
      choose.random.chance(60) ? std::string() : choose.completedSnapshot(choose.who.region);
  ebs::StartSnapshotRequest request;
  request.volumeSize = 1;
  request.parentSnapshotId = unlessEmpty(parent);
  const auto call = calling(choose, &ebs::startSnapshot, request, "StartSnapshot");
  return {"StartSnapshot " + parent, choose.who, call,
          [=, who = choose.who](Model& model, Catalog&) {
            model.startUpload(who, parent, {call->out.snapshotId.value_or("")});
          }};
}

Action putBlock(const Chooser& choose) {
  const auto id = choose.upload();
  const auto index = static_cast<std::int64_t>(choose.random.below(3));
  const char letter = choose.random.oneOf(kLetters);
  ebs::PutSnapshotBlockRequest request;
  request.snapshotId = id;
  request.blockIndex = index;
  request.blockData = std::string(kBlockBytes, letter);
  request.dataLength = static_cast<std::int64_t>(kBlockBytes);
  request.checksum = encodeBase64(digestOf(DigestKind::sha256, request.blockData));
  request.checksumAlgorithm = "SHA256";
  return {
      "PutSnapshotBlock " + std::to_string(index) + letter + " of " + id, choose.who,
      calling(choose, &ebs::putSnapshotBlock, request, "PutSnapshotBlock"),
      [=, who = choose.who](Model& model, Catalog&) { model.putBlock(who, id, index, letter); }};
}

Action completeUpload(const Chooser& choose) {
  const auto id = choose.upload();
  const auto found = choose.model.snapshots().find(id);
  auto count = found == choose.model.snapshots().end() ? 0 : std::ssize(found->second.put);
  if (choose.random.chance(5)) ++count;
  ebs::CompleteSnapshotRequest request;
  request.snapshotId = id;
  request.changedBlocksCount = count;
  return {"CompleteSnapshot " + id + " of " + std::to_string(count), choose.who,
          calling(choose, &ebs::completeSnapshot, request, "CompleteSnapshot"),
          [=, who = choose.who](Model& model, Catalog&) { model.completeUpload(who, id, count); }};
}

}  // namespace

const std::vector<Operation>& storageOperations() {
  static const std::vector<Operation> all{
      {6, 8, createVolume},    {4, 0, deleteVolume},    {4, 0, restoreVolume},
      {8, 12, createSnapshot}, {6, 0, copySnapshot},    {10, 0, deleteSnapshot},
      {6, 2, shareSnapshot},   {6, 0, restoreSnapshot}, {3, 2, startUpload},
      {4, 4, putBlock},        {3, 0, completeUpload},
  };
  return all;
}

}  // namespace amilocal::simulation
