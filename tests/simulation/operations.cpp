#include "simulation/operations.h"

#include "simulation/choice.h"

namespace amilocal::simulation {

namespace {

Action actionOf(const Chooser& choose, Calls calls) {
  static const auto all = [] {
    auto operations = imageOperations();
    for (const auto* more : {&storageOperations(), &otherOperations()})
      operations.insert(operations.end(), more->begin(), more->end());
    return operations;
  }();
  const auto weight = calls == Calls::any ? &Operation::weight : &Operation::weightInMaking;
  std::size_t sum = 0;
  for (const auto& operation : all) sum += operation.*weight;
  auto left = choose.random.below(sum);
  auto operation = all.begin();
  for (; left >= (*operation).*weight; ++operation) left -= (*operation).*weight;
  return operation->make(choose);
}

}  // namespace

// Calls for what is not there are all alike, so there are few of them.
Action anyAction(Random& random, const Model& model, Calls calls) {
  for (;;) {
    const Chooser choose{random, model, {random.oneOf(kAccounts), random.oneOf(kRegions)}};
    auto action = actionOf(choose, calls);
    if (choose.isVain && !random.chance(3)) continue;
    if (action.call->isDryRun()) action.text += " (dry run)";
    return action;
  }
}

}  // namespace amilocal::simulation
