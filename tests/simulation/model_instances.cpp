#include <chrono>

#include "simulation/model.h"

/// Instances (EC2 User Guide, "Instance lifecycle"; aws-facts/snapshots-volumes-instances.md
/// section 3).
namespace amilocal::simulation {
namespace {

// docs/compatibility.md, "Instances".
constexpr Duration kTerminatedListedFor = std::chrono::hours{1};

constexpr const char* kRun = "RunInstances";

}  // namespace

ModelInstance& Model::ownInstance(const Place& who, const std::string& id) {
  const auto found = instances_.find(id);
  if (found == instances_.end() || found->second.home != who)
    throw Refusal{"InvalidInstanceID.NotFound"};
  return found->second;
}

Ids Model::runInstance(const Place& who, const std::string& image, const std::string& token,
                       const Ids& made) {
  const auto key = tokenKey(who, kRun, token);
  if (const auto before = answered(key, image)) return *before;
  const auto found = images_.find(image);
  if (found == images_.end() || found->second.home.region != who.region ||
      found->second.state == "recoverable")
    throw Refusal{"InvalidAMIID.NotFound"};
  const auto& source = found->second;
  if (source.state == "deregistered") throw Refusal{"InvalidAMIID.Unavailable"};
  const bool isShared =
      source.sharedWith.contains("all") || source.sharedWith.contains(who.account);
  if (source.home.account != who.account && !isShared) throw Refusal{"AuthFailure"};
  if (source.state != "available") throw Refusal{"InvalidAMIID.Unavailable"};
  instances_[made.at(0)] = {.home = who, .state = "pending", .image = image, .token = token};
  for (std::size_t i = 0; i < source.snapshots.size() && i + 1 < made.size(); ++i)
    volumes_[made[i + 1]] = {.home = who,
                             .state = "in-use",
                             .blocks = snapshots_.at(source.snapshots[i]).blocks,
                             .instance = made[0],
                             .keeps = source.keepsVolume};
  start("start-instance", made[0]);
  remember(key, image, {made[0]});
  return {made[0]};
}

void Model::startInstance(const Place& who, const std::string& id) {
  auto& instance = ownInstance(who, id);
  if (instance.state == "running" || instance.state == "pending") return;
  if (instance.state != "stopped") throw Refusal{"IncorrectInstanceState"};
  instance.state = "pending";
  start("start-instance", id);
}

void Model::stopInstance(const Place& who, const std::string& id) {
  auto& instance = ownInstance(who, id);
  if (instance.state == "stopped" || instance.state == "stopping") return;
  if (instance.state != "running") throw Refusal{"IncorrectInstanceState"};
  instance.state = "stopping";
  start("stop-instance", id);
}

// Images in the making fail with their instance (EC2 API Reference, Image, stateReason).
void Model::terminateInstance(const Place& who, const std::string& id) {
  auto& instance = ownInstance(who, id);
  if (instance.state == "shutting-down" || instance.state == "terminated") return;
  instance.state = "shutting-down";
  for (auto& [imageId, image] : images_) {
    if (image.instance != id || image.state != "pending") continue;
    endImage(image, End::badly);
    stopWorkOn(imageId);
  }
  stopWorkOn(id);
  start("terminate-instance", id);
}

void Model::endInstance(const std::string& id, const ModelWork& work, End end) {
  const auto found = instances_.find(id);
  if (work.kind == "forget-instance") {
    forgetTags(id);
    instances_.erase(found);
  } else if (work.kind == "stop-instance") {
    found->second.state = "stopped";
  } else if (work.kind == "terminate-instance" || end == End::badly) {
    terminated(id);  // as does a launch that fails
  } else {
    found->second.state = "running";
  }
}

void Model::terminated(const std::string& id) {
  auto& instance = instances_.at(id);
  for (auto& [volumeId, volume] : volumes_) {
    if (volume.instance != id) continue;
    volume.instance.clear();
    volume.state = volume.keeps ? "available" : "deleted";
    if (!volume.keeps) forgetTags(volumeId);
  }
  const auto token = tokens_.find(tokenKey(instance.home, kRun, instance.token));
  if (token != tokens_.end()) token->second.isSpent = true;
  instance.state = "terminated";
  startAt("forget-instance", id, now_ + kTerminatedListedFor);
}

Lines Model::instancesSeen(const Place& who) const {
  Lines lines;
  for (const auto& [id, instance] : instances_)
    if (instance.home == who) lines.push_back(id + " " + instance.state + " " + instance.image);
  return lines;
}

}  // namespace amilocal::simulation
