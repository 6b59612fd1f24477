#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "simulation/operations.h"
#include "support/service_test.h"

/// For those who make up calls.
namespace amilocal::simulation {

/// Whoever makes up a call: chance, what is there, and who calls where.
struct Chooser {
  Random& random;
  const Model& model;
  Place who;
  mutable bool isVain = false;  ///< was there nothing to call for?

  std::string region() const { return random.oneOf(kRegions); }
  std::string name() const { return "image-" + std::to_string(random.below(5)); }
  /// An account or everybody.
  std::string grantee() const {
    return random.chance(30) ? "all" : std::string(random.oneOf(kAccounts));
  }
  std::string key() const { return "key-" + std::to_string(random.below(2)); }
  /// Few, so that some come twice; mostly none.
  std::string token() const {
    return random.chance(70) ? "" : "token-" + std::to_string(random.below(3));
  }

  /// The id of something in `map`: mostly one that is good for the call, now and then any.
  template <class Map, class Good>
  std::string idIn(const Map& map, const char* prefix, Good good) const {
    std::vector<std::string> fit;
    const bool any = random.chance(15);
    for (const auto& [id, thing] : map)
      if (good(thing) || (any && id.starts_with(prefix))) fit.push_back(id);
    isVain = isVain || fit.empty();
    return fit.empty() ? prefix + std::string("-0123456789abcdef0") : random.oneOf(fit);
  }
  template <class Good>
  std::string image(Good good) const {
    return idIn(model.images(), "ami", [&](const ModelImage& image) {
      return image.home.region == who.region && good(image);
    });
  }
  std::string ownImage(std::string_view state) const {
    return image([&](const ModelImage& one) { return one.home == who && one.state == state; });
  }
  std::string ownImage() const {
    return image([&](const ModelImage& one) {
      return one.home == who && one.state != "deregistered" && one.state != "recoverable";
    });
  }
  std::string ownSnapshot() const {
    return idIn(model.snapshots(), "snap",
                [&](const ModelSnapshot& one) { return one.home == who && !isGone(one.state); });
  }
  std::string completedSnapshot(const std::string& region) const {
    return idIn(model.snapshots(), "snap", [&](const ModelSnapshot& one) {
      const bool isShared = one.sharedWith.contains("all") || one.sharedWith.contains(who.account);
      return one.home.region == region && one.state == "completed" &&
             (one.home.account == who.account || isShared);
    });
  }
  std::string upload() const {
    return idIn(model.snapshots(), "snap",
                [&](const ModelSnapshot& one) { return one.home == who && one.isUpload; });
  }
  std::string volume(std::string_view state) const {
    return idIn(model.volumes(), "vol",
                [&](const ModelVolume& one) { return one.home == who && one.state == state; });
  }
  std::string instance(std::string_view state) const {
    return idIn(model.instances(), "i",
                [&](const ModelInstance& one) { return one.home == who && one.state == state; });
  }
  std::string binned(std::string_view type, const char* prefix) const {
    return idIn(model.bin(), prefix,
                [&](const ModelBinned& one) { return one.home == who && one.type == type; });
  }
};

/// A call of a handler, now and then as a dry run.
template <class In, class Out>
auto calling(const Chooser& choose, Out (*handler)(RequestContext&, const In&),
             std::type_identity_t<In> request, std::string_view operation) {
  if constexpr (requires { request.dryRun; }) {
    bool hasToken = false;
    if constexpr (requires { request.clientToken; }) hasToken = request.clientToken.has_value();
    if (!hasToken && choose.random.chance(4)) request.dryRun = true;
  }
  return std::make_shared<test::HandlerCall<In, Out>>(handler, request, operation);
}

inline std::optional<std::string> unlessEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// One of many, and how often it is taken: among all, and among those that make something.
struct Operation {
  std::size_t weight;
  std::size_t weightInMaking;
  Action (*make)(const Chooser&);
};

const std::vector<Operation>& imageOperations();
const std::vector<Operation>& storageOperations();
const std::vector<Operation>& otherOperations();

}  // namespace amilocal::simulation
