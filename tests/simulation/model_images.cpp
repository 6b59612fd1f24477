#include <algorithm>
#include <chrono>

#include "simulation/model.h"

/// Images (EC2 User Guide, "Amazon Machine Images"; aws-facts/images.md sections 1, 2 and 7).
namespace amilocal::simulation {
namespace {

constexpr std::size_t kNameMin = 3, kPublicImagesMax = 5;

bool isLive(const ModelImage& image) {
  return image.state != "deregistered" && image.state != "recoverable";
}

bool isVisible(const ModelImage& image, const std::string& account) {
  return image.home.account == account || image.sharedWith.contains("all") ||
         image.sharedWith.contains(account);
}

// "You can't deprecate a public AMI later than two years after its creation", which is also what it
// is given (EC2 User Guide, "Deprecate an Amazon EC2 AMI").
Instant twoYearsAfter(Instant at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  return Instant(sys_days(year_month_day(day) + years{2}) + (at - day));
}

void checkName(const std::string& name) {
  if (name.size() < kNameMin) throw Refusal{"InvalidAMIName.Malformed"};
}

}  // namespace

ModelImage& Model::visibleImage(const Place& who, const std::string& id) {
  const auto found = images_.find(id);
  const bool isThere = found != images_.end() && found->second.home.region == who.region &&
                       found->second.state != "recoverable" &&
                       isVisible(found->second, who.account);
  if (!isThere) throw Refusal{"InvalidAMIID.NotFound"};
  if (found->second.state == "deregistered") throw Refusal{"InvalidAMIID.Unavailable"};
  return found->second;
}

ModelImage& Model::ownImage(const Place& who, const std::string& id) {
  auto& image = visibleImage(who, id);
  if (image.home.account != who.account) throw Refusal{"AuthFailure"};
  return image;
}

// Names are unique by account and Region. A copy need not ask, and what comes back from the Recycle
// Bin does not either (docs/compatibility.md).
void Model::checkNameIsFree(const Place& who, const std::string& name) const {
  for (const auto& [id, image] : images_)
    if (image.home == who && image.name == name && isLive(image))
      throw Refusal{"InvalidAMIName.Duplicate"};
}

void Model::registerImage(const Place& who, const std::string& name, const std::string& snapshot,
                          bool keepsVolume, const Ids& made) {
  checkName(name);
  if (usableSnapshot(who, snapshot).state != "completed") throw Refusal{"IncorrectState"};
  checkNameIsFree(who, name);
  images_[made.at(0)] = {.home = who,
                         .name = name,
                         .state = "available",
                         .createdAt = now_,
                         .snapshots = {snapshot},
                         .keepsVolume = keepsVolume};
}

void Model::createImage(const Place& who, const std::string& name, const std::string& instance,
                        const Ids& made) {
  checkName(name);
  const auto& source = ownInstance(who, instance);
  const auto& state = source.state;
  if (state != "running" && state != "stopped" && state != "stopping")
    throw Refusal{"InvalidParameterValue"};
  checkNameIsFree(who, name);
  ModelImage image{.home = who,
                   .name = name,
                   .state = "pending",
                   .createdAt = now_,
                   .snapshots = {made.begin() + 1, made.end()},
                   .instance = instance};
  auto next = image.snapshots.begin();
  for (const auto& [id, volume] : volumes_) {
    if (volume.instance != instance || next == image.snapshots.end()) continue;
    image.keepsVolume = volume.keeps;
    snapshots_[*next++] = {.home = who, .state = "pending", .blocks = volume.blocks};
  }
  images_[made[0]] = image;
  start("create-image", made[0]);
}

Ids Model::copyImage(const Place& who, const Copy& copy, const Ids& made) {
  const auto key = tokenKey(who, "CopyImage", copy.token);
  const auto request = copy.source + " " + copy.region + " " + copy.name;
  if (const auto before = answered(key, request)) return *before;
  checkName(copy.name);
  const auto source = visibleImage({who.account, copy.region}, copy.source);
  if (source.state == "pending") throw Refusal{"InvalidRequest"};
  if (source.state != "available") throw Refusal{"InvalidAMIID.Unavailable"};
  auto image = source;
  image.snapshots.assign(made.begin() + 1, made.end());
  for (std::size_t i = 0; i < source.snapshots.size(); ++i) {
    const auto& original = snapshots_.at(source.snapshots[i]);
    const auto& grantees = original.sharedWith;
    const bool isUsable = original.home.account == who.account || grantees.contains("all") ||
                          grantees.contains(who.account);
    if (original.state != "completed" || !isUsable) throw Refusal{"InvalidRequest"};
    if (i < image.snapshots.size())
      snapshots_[image.snapshots[i]] = {.home = who, .state = "pending", .blocks = original.blocks};
  }
  image.home = who;
  image.name = copy.name;
  image.state = "pending";
  image.createdAt = now_;
  image.instance.clear();
  image.sharedWith.clear();
  image.deprecatedAt.reset();
  image.description.clear();
  images_[made.at(0)] = image;
  start("copy-image", made[0]);
  remember(key, request, {made[0]});
  return {made[0]};
}

Ids Model::deregisterImage(const Place& who, const std::string& id, bool withSnapshots) {
  auto& image = ownImage(who, id);
  const bool mayBeKept = image.state == "available" || image.state == "disabled";
  if (!mayBeKept || !recycle(who, "EC2_IMAGE", id, image.state)) {
    // What is being copied goes on, and ends when the image would have.
    const auto ending = work_;
    for (const auto& work : ending) {
      if (work.subject != id) continue;
      stopWorkOn(id);
      for (const auto& snapshot : image.snapshots) {
        if (snapshots_.at(snapshot).state != "pending") continue;
        work_.push_back(work);
        work_.back().order = ++lastOrder_;
        work_.back().subject = snapshot;
        work_.back().kind = work.kind == "copy-image" ? "copy-snapshot" : "create-snapshot";
      }
    }
    image.state = "deregistered";
    image.sharedWith.clear();
    forgetTags(id);
  }
  Ids results;
  if (!withSnapshots) return results;
  for (const auto& snapshot : image.snapshots)
    results.push_back(snapshot + " " + deleteWithImage(who, id, snapshot));
  return results;
}

// aws-facts/images.md section 7, DeregisterImage, returnCode.
std::string Model::deleteWithImage(const Place& who, const std::string& image,
                                   const std::string& id) {
  const auto& snapshot = snapshots_.at(id);
  if (isGone(snapshot.state) || snapshot.home.region != who.region) return "client-error";
  if (snapshot.home.account != who.account) return "missing-permissions";
  if (isUsed(id, image)) return "skipped";
  deleteWhenDone(id);
  return "success";
}

void Model::disableImage(const Place& who, const std::string& id) {
  auto& image = ownImage(who, id);
  if (image.state == "disabled") return;
  if (image.state != "available") throw Refusal{"IncorrectState"};
  image.state = "disabled";
  image.sharedWith.clear();
}

void Model::enableImage(const Place& who, const std::string& id) {
  auto& image = ownImage(who, id);
  if (image.state == "available") return;
  if (image.state != "disabled") throw Refusal{"IncorrectState"};
  image.state = "available";
}

void Model::deprecateImage(const Place& who, const std::string& id, std::optional<Instant> at) {
  auto& image = ownImage(who, id);
  if (!at && image.sharedWith.contains("all")) throw Refusal{"OperationNotPermitted"};
  if (at && *at < now_) throw Refusal{"InvalidParameterValue"};
  image.deprecatedAt = at;
}

void Model::shareImage(const Place& who, const std::string& id, const std::string& grantee,
                       bool add) {
  auto& image = ownImage(who, id);
  if (!add) {
    image.sharedWith.erase(grantee);
    return;
  }
  if (image.state != "available") throw Refusal{"InvalidAMIID.Unavailable"};
  if (grantee == "all" && !image.sharedWith.contains("all")) {
    const auto isPublic = [&](const auto& entry) {
      return entry.second.home == who && isLive(entry.second) &&
             entry.second.sharedWith.contains("all");
    };
    const auto count = std::count_if(images_.begin(), images_.end(), isPublic);
    if (static_cast<std::size_t>(count) >= kPublicImagesMax) throw Refusal{"ResourceLimitExceeded"};
    if (!image.deprecatedAt) image.deprecatedAt = twoYearsAfter(image.createdAt);
  }
  image.sharedWith.insert(grantee);
}

void Model::resetImage(const Place& who, const std::string& id) {
  ownImage(who, id).sharedWith.clear();
}

void Model::describeImage(const Place& who, const std::string& id, const std::string& text) {
  ownImage(who, id).description = text;
}

// "All its snapshots must be restored first" (aws-facts/images.md, Recycle Bin).
void Model::restoreImage(const Place& who, const std::string& id) {
  const auto binned = bin_.find(id);
  if (binned != bin_.end() && binned->second.home == who) {
    for (const auto& snapshot : images_.at(id).snapshots) {
      const auto& state = snapshots_.at(snapshot).state;
      if (state == "deleted") throw Refusal{"InvalidSnapshot.NotFound"};
      if (state == "recoverable") throw Refusal{"IncorrectState"};
    }
  }
  images_.at(id).state = leaveBin(who, "EC2_IMAGE", id, "InvalidAMIID.NotFound").formerState;
}

void Model::endImage(ModelImage& image, End end) {
  image.state = end == End::well ? "available" : "failed";
  for (const auto& id : image.snapshots) {
    auto& snapshot = snapshots_.at(id);
    if (snapshot.state == "pending") snapshot.state = end == End::well ? "completed" : "error";
  }
}

Lines Model::imagesSeen(const Place& who) const {
  Lines lines;
  for (const auto& [id, image] : images_) {
    if (image.home.region != who.region || !isLive(image) || image.state == "disabled") continue;
    const bool isOwn = image.home.account == who.account;
    const bool isDeprecated = image.deprecatedAt && *image.deprecatedAt <= now_;
    if (!isVisible(image, who.account) || (!isOwn && isDeprecated)) continue;
    lines.push_back(id + " " + image.state + " " + image.home.account + " " + image.name +
                    (image.sharedWith.contains("all") ? " public" : " private"));
  }
  return lines;
}

}  // namespace amilocal::simulation
