#include "amilocal/engine/errands.h"

namespace amilocal {

const std::any& Errands::require(const std::string& name, Work work, Place place) const {
  const auto found = outcomes_.find(name);
  if (found == outcomes_.end()) throw Wanted{name, std::move(work), place};
  if (found->second.failure) std::rethrow_exception(found->second.failure);
  return found->second.value;
}

void Errands::bring(const std::string& name, Outcome outcome) {
  outcomes_.insert_or_assign(name, std::move(outcome));
}

Errands::Outcome Errands::run(const Work& work, const std::stop_token& stop) {
  try {
    return {.value = work(stop)};
  } catch (...) {
    return {.failure = std::current_exception()};
  }
}

}  // namespace amilocal
