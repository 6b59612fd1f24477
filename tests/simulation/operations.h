#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "amilocal/catalog/catalog.h"
#include "amilocal/wire/operation.h"
#include "simulation/model.h"
#include "simulation/random.h"

/// What clients of the simulation do.
namespace amilocal::simulation {

/// What the blocks of disks are full of.
inline constexpr std::string_view kLetters = "xyz";

inline const std::vector<std::string> kAccounts{"111111111111", "222222222222", "333333333333"};
inline const std::vector<std::string> kRegions{"us-east-1", "eu-west-1"};

/// One call, and what the model has to say of it.
struct Action {
  std::string text;  ///< for the story of a run that failed
  Place who;
  std::shared_ptr<wire::Call> call;
  /// Does the same to the model. Throws Refusal when the call must be refused with that, and
  /// Surprise when it went through with another answer than it must have. The catalog, as the
  /// call left it, tells the ids of what no answer names.
  std::function<void(Model&, Catalog&)> expect;
};

/// An answer that is not what it must be.
struct Surprise {
  std::string text;
};

enum class Calls { any, making };  ///< making: only those that bring something into the world

/// A call of chance, by somebody somewhere. Most are such that they will go through.
Action anyAction(Random& random, const Model& model, Calls calls);

}  // namespace amilocal::simulation
