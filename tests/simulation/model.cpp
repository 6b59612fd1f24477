#include "simulation/model.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace amilocal::simulation {
namespace {

// EC2 keeps tokens for a day (EC2 API Reference, "Ensuring idempotency").
constexpr Duration kTokenLifetime = std::chrono::hours{24};

constexpr const char* kBinTag = "aws:recycle-bin:resource-in-bin";

bool endsBefore(const ModelWork& one, const ModelWork& other) {
  return std::pair(*one.dueAt, one.order) < std::pair(*other.dueAt, other.order);
}

const ModelWork* firstDue(const std::vector<ModelWork>& all, Instant at) {
  const ModelWork* first = nullptr;
  for (const auto& work : all)
    if (work.dueAt && *work.dueAt <= at && (first == nullptr || endsBefore(work, *first)))
      first = &work;
  return first;
}

}  // namespace

// ---- Work

void Model::start(const std::string& kind, const std::string& subject) {
  const auto& takes = workTime.duration;
  const auto dueAt = takes ? std::optional(now_ + *takes) : std::nullopt;
  work_.push_back({kind, subject, dueAt, ++lastOrder_});
}

void Model::startAt(const std::string& kind, const std::string& subject, Instant dueAt) {
  work_.push_back({kind, subject, dueAt, ++lastOrder_});
}

void Model::stopWorkOn(const std::string& subject) {
  std::erase_if(work_, [&](const ModelWork& work) { return work.subject == subject; });
}

void Model::runDue() {
  while (const auto* work = firstDue(work_, now_)) end(*work, End::well);
}

void Model::advance(Duration by) {
  const auto to = now_ + by;
  while (const auto* work = firstDue(work_, to)) {
    now_ = std::max(now_, *work->dueAt);
    end(*work, End::well);
  }
  now_ = to;
}

std::optional<Instant> Model::nextDueAt() const {
  const auto* first = firstDue(work_, Instant::max());
  return first == nullptr ? std::nullopt : first->dueAt;
}

void Model::finish(const std::string& subject, const std::string& kind, End ending) {
  const auto work = std::find_if(work_.begin(), work_.end(), [&](const ModelWork& one) {
    return one.subject == subject && one.kind == kind;
  });
  end(*work, ending);
}

void Model::end(const ModelWork& ended, End ending) {
  const auto work = ended;
  std::erase_if(work_, [&](const ModelWork& one) { return one.order == work.order; });
  const auto& [kind, id, dueAt, order, thenDelete] = work;
  if (kind == "create-image" || kind == "copy-image") return endImage(images_.at(id), ending);
  if (kind == "empty-recycle-bin") return leaveBinForGood(id);
  if (kind == "create-volume")
    volumes_.at(id).state = ending == End::well ? "available" : "error";
  else if (kind == "delete-volume" && ending == End::badly)
    volumes_.at(id).state = "error";
  else if (kind == "delete-volume")
    volumes_.at(id).state = "deleted", forgetTags(id);
  else if (kind == "create-retention-rule")
    rules_.at(id).status = ending == End::well ? "available" : "pending";
  else if (snapshots_.contains(id))
    endSnapshot(id, work, ending);
  else
    endInstance(id, work, ending);
}

// ---- The Recycle Bin (Amazon EBS User Guide, "Recycle Bin")

void Model::createRule(const Place& who, const std::string& type, std::int64_t days,
                       const std::string& key, const Ids& made) {
  rules_[made.at(0)] = {.home = who, .type = type, .days = days, .key = key};
  start("create-retention-rule", made[0]);
}

void Model::deleteRule(const Place& who, const std::string& id) {
  const auto rule = rules_.find(id);
  if (rule == rules_.end() || rule->second.home != who) throw Refusal{"ResourceNotFoundException"};
  rules_.erase(rule);
  stopWorkOn(id);
}

// The longest retention of the rules that fit counts; a pending rule fits nothing.
bool Model::recycle(const Place& home, const std::string& type, const std::string& id,
                    std::string& state) {
  std::optional<std::int64_t> days;
  for (const auto& [ruleId, rule] : rules_) {
    if (rule.home != home || rule.type != type || rule.status != "available") continue;
    if (!rule.key.empty() && !tags_[id][home.account].contains(rule.key)) continue;
    days = std::max(days.value_or(0), rule.days);
  }
  if (!days) return false;
  const auto exitsAt = now_ + std::chrono::days{*days};
  stopWorkOn(id);
  bin_[id] = {.home = home, .type = type, .exitsAt = exitsAt, .formerState = state};
  tags_[id][home.account].insert(kBinTag);
  startAt("empty-recycle-bin", id, exitsAt);
  state = "recoverable";
  return true;
}

ModelBinned Model::leaveBin(const Place& who, const std::string& type, const std::string& id,
                            const char* refusal) {
  const auto found = bin_.find(id);
  if (found == bin_.end() || found->second.home != who || found->second.type != type)
    throw Refusal{refusal};
  const auto binned = found->second;
  bin_.erase(found);
  stopWorkOn(id);
  tags_[id][who.account].erase(kBinTag);
  return binned;
}

void Model::leaveBinForGood(const std::string& id) {
  bin_.erase(id);
  forgetTags(id);
  if (const auto image = images_.find(id); image != images_.end()) {
    image->second.state = "deregistered";
    image->second.sharedWith.clear();
  } else if (const auto snapshot = snapshots_.find(id); snapshot != snapshots_.end()) {
    snapshot->second.state = "deleted";
  } else {
    volumes_.at(id).state = "deleted";
  }
}

Lines Model::binSeen(const Place& who) const {
  Lines lines;
  for (const auto& [id, binned] : bin_)
    if (binned.home == who)
      lines.push_back(id + " " + std::to_string(binned.exitsAt.time_since_epoch().count()));
  return lines;
}

// ---- Tags: each account has its own on what it sees

void Model::checkTaggable(const Place& who, const std::string& id) {
  const auto binned = bin_.find(id);
  if (binned != bin_.end() && binned->second.home == who) return;
  if (id.starts_with("ami-")) visibleImage(who, id);
  if (id.starts_with("snap-")) usableSnapshot(who, id);
  if (id.starts_with("vol-")) ownVolume(who, id);
  if (id.starts_with("i-")) ownInstance(who, id);
}

void Model::createTag(const Place& who, const std::string& id, const std::string& key) {
  checkTaggable(who, id);
  tags_[id][who.account].insert(key);
}

void Model::deleteTag(const Place& who, const std::string& id, const std::string& key) {
  checkTaggable(who, id);
  tags_[id][who.account].erase(key);
}

void Model::forgetTags(const std::string& id) { tags_.erase(id); }

// ---- Client tokens

std::string Model::tokenKey(const Place& who, const char* operation,
                            const std::string& token) const {
  if (token.empty()) return {};
  return who.account + " " + who.region + " " + operation + " " + token;
}

std::optional<Ids> Model::answered(const std::string& key, const std::string& request) const {
  const auto found = tokens_.find(key);
  if (found == tokens_.end() || found->second.createdAt + kTokenLifetime < now_)
    return std::nullopt;
  if (found->second.request != request) throw Refusal{"IdempotentParameterMismatch"};
  if (found->second.isSpent) throw Refusal{"IdempotentInstanceTerminated"};
  return found->second.answer;
}

void Model::remember(const std::string& key, const std::string& request, const Ids& answer) {
  if (key.empty()) return;
  std::erase_if(tokens_,
                [&](const auto& entry) { return entry.second.createdAt + kTokenLifetime < now_; });
  tokens_[key] = {request, answer, now_};
}

// ---- Everything

namespace {

std::string joined(const auto& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ",") + text;
  return all;
}

std::string stamp(const std::optional<Instant>& at) {
  return at ? std::to_string(at->time_since_epoch().count()) : "-";
}

std::string lettersOf(const std::map<std::int64_t, char>& blocks) {
  std::string all;
  for (const auto& [index, letter] : blocks)
    all += (all.empty() ? "" : ",") + std::to_string(index) + letter;
  return all;
}

Lines texts(const std::set<std::int64_t>& numbers) {
  Lines all;
  for (const auto number : numbers) all.push_back(std::to_string(number));
  return all;
}

std::string homeOf(const Place& place) { return place.account + " " + place.region; }

}  // namespace

Lines Model::everything() const {
  Lines lines;
  for (const auto& [id, image] : images_)
    lines.push_back("image " + id + " " + homeOf(image.home) + " [" + image.name + "] " +
                    image.state + " with=" + joined(image.sharedWith) +
                    " of=" + joined(image.snapshots) + " deprecated=" + stamp(image.deprecatedAt) +
                    " described=" + image.description);
  for (const auto& [id, snapshot] : snapshots_) {
    const bool isDeleted = snapshot.state == "deleted";
    lines.push_back("snapshot " + id + " " + homeOf(snapshot.home) + " " + snapshot.state +
                    " with=" + (isDeleted ? "" : joined(snapshot.sharedWith)) +
                    " blocks=" + (isDeleted ? "" : lettersOf(snapshot.blocks)) +
                    " put=" + (snapshot.isUpload && !isDeleted ? joined(texts(snapshot.put)) : ""));
  }
  for (const auto& [id, volume] : volumes_)
    lines.push_back("volume " + id + " " + homeOf(volume.home) + " " + volume.state +
                    " at=" + volume.instance +
                    " blocks=" + (volume.state == "deleted" ? "" : lettersOf(volume.blocks)));
  for (const auto& [id, instance] : instances_)
    lines.push_back("instance " + id + " " + homeOf(instance.home) + " " + instance.state +
                    " of=" + instance.image);
  for (const auto& [id, rule] : rules_)
    lines.push_back("rule " + id + " " + homeOf(rule.home) + " " + rule.type + " " +
                    std::to_string(rule.days) + " " + rule.status);
  for (const auto& [id, binned] : bin_)
    lines.push_back("binned " + id + " " + homeOf(binned.home) + " " + stamp(binned.exitsAt));
  for (const auto& work : work_)
    lines.push_back("task " + work.kind + " " + work.subject + " due=" + stamp(work.dueAt));
  for (const auto& [key, token] : tokens_)
    lines.push_back("token " + key + (token.isSpent ? " spent" : " good"));
  for (const auto& [id, accounts] : tags_)
    for (const auto& [account, keys] : accounts)
      for (const auto& key : keys) lines.push_back("tag " + account + " " + id + " " + key);
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace amilocal::simulation
