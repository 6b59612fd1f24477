#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/image_state.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/volume.h"

namespace amilocal {

/// What a listing is narrowed to before anything is read. Lists are in the order of ids, so that
/// the last id of a page is where the next one begins.
template <class State>
struct OwnedScope {
  std::string region{};               ///< empty: every Region (for the control API; slower)
  std::vector<std::string> owners{};  ///< accounts; empty: any
  std::vector<State> statesLeftOut{};
  std::string afterId{};  ///< ids greater than this one
  std::optional<std::int64_t> limit{};
};

/// The same for what can be shared with other accounts.
template <class State>
struct SharedScope {
  std::string region{};
  std::vector<std::string> owners{};
  /// An account: only what it owns, what is public, and what is shared with it by its number.
  std::optional<std::string> visibleTo{};
  std::vector<State> statesLeftOut{};
  std::string afterId{};
  std::optional<std::int64_t> limit{};
};

struct ImageScope {
  std::string region{};
  std::vector<std::string> owners{};
  std::optional<std::string> visibleTo{};
  /// With `visibleTo`: the account's organization and units too, as domain::entitiesOf() says them.
  std::vector<std::string> sharedThrough{};
  /// Filters of DescribeImages: only what they can match, as far as rows can tell. Whoever asks
  /// still asks the domain; what takes an onlooker to decide is not looked at. Filters by tags
  /// are about those of `visibleTo`.
  domain::Filters filters{};
  std::vector<domain::ImageState> statesLeftOut{};
  std::string afterId{};
  std::optional<std::int64_t> limit{};
};

using SnapshotScope = SharedScope<domain::SnapshotState>;
using VolumeScope = OwnedScope<domain::VolumeState>;
using InstanceScope = OwnedScope<domain::InstanceState>;

}  // namespace amilocal
