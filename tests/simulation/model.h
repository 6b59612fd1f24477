#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"

/// What amilocal should answer, and what should be there after it: a small model of its own, made
/// of maps. It follows docs/compatibility.md and AWS's pages, shares no code with the program, and
/// knows neither SQL nor transactions: a batch that fails is a copy of the model thrown away.
namespace amilocal::simulation {

/// The error code that a call must end with.
struct Refusal {
  std::string code;
};

struct Place {
  std::string account;
  std::string region;
  friend auto operator<=>(const Place&, const Place&) = default;
};

using Ids = std::vector<std::string>;
using Lines = std::vector<std::string>;
using Grantees = std::set<std::string>;  ///< accounts, and `all`

struct ModelImage {
  Place home;
  std::string name;
  std::string state;
  Instant createdAt{};
  Ids snapshots{};
  std::string instance{};    ///< that it was made of
  bool keepsVolume = false;  ///< does its volume outlive an instance?
  Grantees sharedWith{};
  std::optional<Instant> deprecatedAt{};
  std::string description{};
};

struct ModelSnapshot {
  Place home;
  std::string state;
  Grantees sharedWith{};
  std::map<std::int64_t, char> blocks{};  ///< each is full of one letter
  std::set<std::int64_t> put{};           ///< the blocks that were put into this one
  bool isUpload = false;
};

struct ModelVolume {
  Place home;
  std::string state;
  std::map<std::int64_t, char> blocks{};
  std::string instance{};
  bool keeps = false;  ///< does it outlive the instance?
};

struct ModelInstance {
  Place home;
  std::string state;
  std::string image;
  std::string token{};
};

/// A retention rule of the Recycle Bin; with a key it is for what has such a tag.
struct ModelRule {
  Place home;
  std::string type;
  std::int64_t days = 0;
  std::string key{};
  std::string status = "pending";
};

struct ModelBinned {
  Place home;
  std::string type;
  Instant exitsAt{};
  std::string formerState;
};

/// Work under way. It ends by its time and, at the same time, in the order of its making.
struct ModelWork {
  std::string kind;
  std::string subject;
  std::optional<Instant> dueAt;  ///< absent: held
  std::uint64_t order = 0;
  bool thenDelete = false;  ///< was DeleteSnapshot called meanwhile?
};

struct ModelToken {
  std::string request;
  Ids answer;
  Instant createdAt{};
  bool isSpent = false;
};

/// How long work takes: some seconds, or until it is ended by hand.
struct WorkTime {
  std::optional<Duration> duration = Duration{0};
};

class Model {
 public:
  explicit Model(Instant start) : now_(start) {}

  WorkTime workTime{};

  // ---- Time

  Instant now() const { return now_; }
  void pass(Duration by) { now_ += by; }  ///< nothing ends by itself
  void runDue();
  void advance(Duration by);
  enum class End { well, badly };
  void finish(const std::string& subject, const std::string& kind, End end);
  const std::vector<ModelWork>& work() const { return work_; }
  std::optional<Instant> nextDueAt() const;

  // ---- Calls. `made` are the ids that the answer names, in the order of the comments; each throws
  // ---- Refusal. What is not plain `void` is an answer to compare.

  void registerImage(const Place& who, const std::string& name, const std::string& snapshot,
                     bool keepsVolume, const Ids& made);  ///< image
  void createImage(const Place& who, const std::string& name, const std::string& instance,
                   const Ids& made);  ///< image, snapshots
  struct Copy {
    std::string source;
    std::string region;
    std::string name;
    std::string token;
  };
  Ids copyImage(const Place& who, const Copy& copy, const Ids& made);  ///< image, snapshots
  Ids deregisterImage(const Place& who, const std::string& id, bool withSnapshots);
  void disableImage(const Place& who, const std::string& id);
  void enableImage(const Place& who, const std::string& id);
  void deprecateImage(const Place& who, const std::string& id, std::optional<Instant> at);
  void shareImage(const Place& who, const std::string& id, const std::string& grantee, bool add);
  void resetImage(const Place& who, const std::string& id);
  void describeImage(const Place& who, const std::string& id, const std::string& text);
  void restoreImage(const Place& who, const std::string& id);

  void createVolume(const Place& who, const std::string& snapshot, const Ids& made);  ///< volume
  void deleteVolume(const Place& who, const std::string& id);
  void restoreVolume(const Place& who, const std::string& id);
  void createSnapshot(const Place& who, const std::string& volume, const Ids& made);  ///< snapshot
  void copySnapshot(const Place& who, const std::string& source, const std::string& region,
                    const Ids& made);  ///< snapshot
  void deleteSnapshot(const Place& who, const std::string& id);
  void shareSnapshot(const Place& who, const std::string& id, const std::string& grantee, bool add);
  void restoreSnapshot(const Place& who, const std::string& id);
  void startUpload(const Place& who, const std::string& parent, const Ids& made);  ///< snapshot
  void putBlock(const Place& who, const std::string& id, std::int64_t index, char letter);
  void completeUpload(const Place& who, const std::string& id, std::int64_t count);

  Ids runInstance(const Place& who, const std::string& image, const std::string& token,
                  const Ids& made);  ///< instance, volume
  void startInstance(const Place& who, const std::string& id);
  void stopInstance(const Place& who, const std::string& id);
  void terminateInstance(const Place& who, const std::string& id);

  void createTag(const Place& who, const std::string& id, const std::string& key);
  void deleteTag(const Place& who, const std::string& id, const std::string& key);
  void createRule(const Place& who, const std::string& type, std::int64_t days,
                  const std::string& key, const Ids& made);  ///< rule
  void deleteRule(const Place& who, const std::string& id);

  // ---- What is there

  /// Everything, a line for each thing, in order: as the rows of a catalog would tell it.
  Lines everything() const;

  /// What the operations that list things show an account in a Region, in order.
  Lines imagesSeen(const Place& who) const;
  Lines snapshotsSeen(const Place& who) const;
  Lines volumesSeen(const Place& who) const;
  Lines instancesSeen(const Place& who) const;
  Lines binSeen(const Place& who) const;

  const std::map<std::string, ModelImage>& images() const { return images_; }
  const std::map<std::string, ModelSnapshot>& snapshots() const { return snapshots_; }
  const std::map<std::string, ModelVolume>& volumes() const { return volumes_; }
  const std::map<std::string, ModelInstance>& instances() const { return instances_; }
  const std::map<std::string, ModelRule>& rules() const { return rules_; }
  const std::map<std::string, ModelBinned>& bin() const { return bin_; }

 private:
  void start(const std::string& kind, const std::string& subject);
  void startAt(const std::string& kind, const std::string& subject, Instant dueAt);
  void stopWorkOn(const std::string& subject);
  void end(const ModelWork& work, End end);
  void endImage(ModelImage& image, End end);
  void endSnapshot(const std::string& id, const ModelWork& work, End end);
  void endInstance(const std::string& id, const ModelWork& work, End end);
  void terminated(const std::string& id);
  void leaveBinForGood(const std::string& id);

  ModelImage& visibleImage(const Place& who, const std::string& id);
  ModelImage& ownImage(const Place& who, const std::string& id);
  ModelSnapshot& ownSnapshot(const Place& who, const std::string& id);
  ModelSnapshot& usableSnapshot(const Place& who, const std::string& id);
  ModelSnapshot& uploadOf(const Place& who, const std::string& id);
  ModelVolume& ownVolume(const Place& who, const std::string& id);
  ModelInstance& ownInstance(const Place& who, const std::string& id);

  void checkNameIsFree(const Place& who, const std::string& name) const;
  bool isUsed(const std::string& snapshot, const std::string& besides) const;
  std::string deleteWithImage(const Place& who, const std::string& image, const std::string& id);
  void deleteWhenDone(const std::string& id);
  void deleteNow(const std::string& id);
  bool recycle(const Place& home, const std::string& type, const std::string& id,
               std::string& state);
  ModelBinned leaveBin(const Place& who, const std::string& type, const std::string& id,
                       const char* refusal);
  void checkTaggable(const Place& who, const std::string& id);
  void forgetTags(const std::string& id);

  std::string tokenKey(const Place& who, const char* operation, const std::string& token) const;
  std::optional<Ids> answered(const std::string& key, const std::string& request) const;
  void remember(const std::string& key, const std::string& request, const Ids& answer);

  Instant now_;
  std::uint64_t lastOrder_ = 0;
  std::map<std::string, ModelImage> images_;
  std::map<std::string, ModelSnapshot> snapshots_;
  std::map<std::string, ModelVolume> volumes_;
  std::map<std::string, ModelInstance> instances_;
  std::map<std::string, ModelRule> rules_;
  std::map<std::string, ModelBinned> bin_;
  std::map<std::string, ModelToken> tokens_;
  std::map<std::string, std::map<std::string, std::set<std::string>>> tags_;  ///< id, account, keys
  std::vector<ModelWork> work_;
};

/// Is a snapshot or volume there for nobody: deleted, or in the Recycle Bin?
inline bool isGone(std::string_view state) { return state == "deleted" || state == "recoverable"; }

}  // namespace amilocal::simulation
