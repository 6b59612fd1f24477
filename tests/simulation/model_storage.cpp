#include <algorithm>
#include <chrono>

#include "simulation/model.h"

/// Volumes and snapshots (Amazon EBS User Guide; aws-facts/snapshots-volumes-instances.md).
namespace amilocal::simulation {
namespace {

constexpr std::ptrdiff_t kCopiesMax = 20;

// EBS direct APIs, StartSnapshot, Timeout.
constexpr Duration kUploadTimeout = std::chrono::minutes{60};

bool isUsable(const ModelSnapshot& snapshot, const Place& who) {
  const bool isShared =
      snapshot.sharedWith.contains("all") || snapshot.sharedWith.contains(who.account);
  return snapshot.home.region == who.region && !isGone(snapshot.state) &&
         (snapshot.home.account == who.account || isShared);
}

}  // namespace

ModelVolume& Model::ownVolume(const Place& who, const std::string& id) {
  const auto found = volumes_.find(id);
  if (found == volumes_.end() || found->second.home != who || isGone(found->second.state))
    throw Refusal{"InvalidVolume.NotFound"};
  return found->second;
}

ModelSnapshot& Model::ownSnapshot(const Place& who, const std::string& id) {
  const auto found = snapshots_.find(id);
  if (found == snapshots_.end() || found->second.home != who || isGone(found->second.state))
    throw Refusal{"InvalidSnapshot.NotFound"};
  return found->second;
}

ModelSnapshot& Model::usableSnapshot(const Place& who, const std::string& id) {
  const auto found = snapshots_.find(id);
  if (found == snapshots_.end() || !isUsable(found->second, who))
    throw Refusal{"InvalidSnapshot.NotFound"};
  return found->second;
}

void Model::createVolume(const Place& who, const std::string& snapshot, const Ids& made) {
  ModelVolume volume{.home = who, .state = "creating"};
  if (!snapshot.empty()) {
    const auto& source = usableSnapshot(who, snapshot);
    if (source.state != "completed") throw Refusal{"IncorrectState"};
    volume.blocks = source.blocks;
  }
  volumes_[made.at(0)] = volume;
  start("create-volume", made[0]);
}

void Model::deleteVolume(const Place& who, const std::string& id) {
  auto& volume = ownVolume(who, id);
  if (!volume.instance.empty()) throw Refusal{"VolumeInUse"};
  if (volume.state != "available" && volume.state != "error") throw Refusal{"IncorrectState"};
  if (volume.state == "available" && recycle(who, "EBS_VOLUME", id, volume.state)) return;
  volume.state = "deleting";
  start("delete-volume", id);
}

void Model::restoreVolume(const Place& who, const std::string& id) {
  volumes_.at(id).state = leaveBin(who, "EBS_VOLUME", id, "InvalidVolume.NotFound").formerState;
}

void Model::createSnapshot(const Place& who, const std::string& volume, const Ids& made) {
  const auto& source = ownVolume(who, volume);
  if (source.state != "available" && source.state != "in-use") throw Refusal{"IncorrectState"};
  snapshots_[made.at(0)] = {.home = who, .state = "pending", .blocks = source.blocks};
  start("create-snapshot", made[0]);
}

void Model::copySnapshot(const Place& who, const std::string& source, const std::string& region,
                         const Ids& made) {
  const auto original = usableSnapshot({who.account, region}, source);
  if (original.state != "completed") throw Refusal{"IncorrectState"};
  const auto isCopyHere = [&](const ModelWork& work) {
    return work.kind == "copy-snapshot" && snapshots_.at(work.subject).home == who;
  };
  if (std::count_if(work_.begin(), work_.end(), isCopyHere) >= kCopiesMax)
    throw Refusal{"ResourceLimitExceeded"};
  snapshots_[made.at(0)] = {.home = who, .state = "pending", .blocks = original.blocks};
  start("copy-snapshot", made[0]);
}

bool Model::isUsed(const std::string& snapshot, const std::string& besides) const {
  return std::any_of(images_.begin(), images_.end(), [&](const auto& entry) {
    const auto& [id, image] = entry;
    const bool names = std::find(image.snapshots.begin(), image.snapshots.end(), snapshot) !=
                       image.snapshots.end();
    return names && id != besides && image.state != "deregistered" && image.state != "failed";
  });
}

void Model::deleteSnapshot(const Place& who, const std::string& id) {
  ownSnapshot(who, id);
  if (isUsed(id, {})) throw Refusal{"InvalidSnapshot.InUse"};
  deleteWhenDone(id);
}

// A pending snapshot goes when it is completed; one that is written block by block, at once.
void Model::deleteWhenDone(const std::string& id) {
  auto& snapshot = snapshots_.at(id);
  if (snapshot.isUpload) stopWorkOn(id);
  bool waits = false;
  for (auto& work : work_) {
    if (work.subject != id || snapshot.state != "pending") continue;
    work.thenDelete = true;
    waits = true;
  }
  if (!waits) deleteNow(id);
}

void Model::deleteNow(const std::string& id) {
  auto& snapshot = snapshots_.at(id);
  if (snapshot.state == "completed" && recycle(snapshot.home, "EBS_SNAPSHOT", id, snapshot.state))
    return;
  snapshot.state = "deleted";
  stopWorkOn(id);
  forgetTags(id);
}

void Model::shareSnapshot(const Place& who, const std::string& id, const std::string& grantee,
                          bool add) {
  auto& snapshot = ownSnapshot(who, id);
  if (add)
    snapshot.sharedWith.insert(grantee);
  else
    snapshot.sharedWith.erase(grantee);
}

void Model::restoreSnapshot(const Place& who, const std::string& id) {
  snapshots_.at(id).state =
      leaveBin(who, "EBS_SNAPSHOT", id, "InvalidSnapshot.NotFound").formerState;
}

// ---- The EBS direct APIs

void Model::startUpload(const Place& who, const std::string& parent, const Ids& made) {
  ModelSnapshot snapshot{.home = who, .state = "pending", .isUpload = true};
  if (!parent.empty()) {
    const auto found = snapshots_.find(parent);
    if (found == snapshots_.end() || !isUsable(found->second, who))
      throw Refusal{"ResourceNotFoundException"};
    if (found->second.state != "completed") throw Refusal{"ValidationException"};
    snapshot.blocks = found->second.blocks;
  }
  snapshots_[made.at(0)] = snapshot;
  startAt("expire-upload", made[0], now_ + kUploadTimeout);
}

ModelSnapshot& Model::uploadOf(const Place& who, const std::string& id) {
  const auto found = snapshots_.find(id);
  if (found == snapshots_.end() || found->second.home != who || isGone(found->second.state))
    throw Refusal{"ResourceNotFoundException"};
  if (!found->second.isUpload) throw Refusal{"ValidationException"};
  return found->second;
}

void Model::putBlock(const Place& who, const std::string& id, std::int64_t index, char letter) {
  auto& snapshot = uploadOf(who, id);
  snapshot.blocks[index] = letter;
  snapshot.put.insert(index);
  for (auto& work : work_)
    if (work.subject == id) work.dueAt = now_ + kUploadTimeout;
}

void Model::completeUpload(const Place& who, const std::string& id, std::int64_t count) {
  auto& snapshot = uploadOf(who, id);
  if (count != static_cast<std::int64_t>(snapshot.put.size())) throw Refusal{"ValidationException"};
  stopWorkOn(id);
  snapshot.isUpload = false;
  start("create-snapshot", id);
}

void Model::endSnapshot(const std::string& id, const ModelWork& work, End end) {
  auto& snapshot = snapshots_.at(id);
  const bool isExpired = work.kind == "expire-upload";
  snapshot.isUpload = false;
  if (snapshot.state != "pending") return;
  snapshot.state = end == End::well && !isExpired ? "completed" : "error";
  if (work.thenDelete) deleteNow(id);
}

Lines Model::snapshotsSeen(const Place& who) const {
  Lines lines;
  for (const auto& [id, snapshot] : snapshots_)
    if (isUsable(snapshot, who))
      lines.push_back(id + " " + snapshot.state + " " + snapshot.home.account);
  return lines;
}

Lines Model::volumesSeen(const Place& who) const {
  Lines lines;
  for (const auto& [id, volume] : volumes_)
    if (volume.home == who && !isGone(volume.state)) lines.push_back(id + " " + volume.state);
  return lines;
}

}  // namespace amilocal::simulation
