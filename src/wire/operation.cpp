#include "amilocal/wire/operation.h"

#include <algorithm>

namespace amilocal::wire {

const Operation* ServiceTable::find(std::string_view operation) const {
  const auto found = std::ranges::lower_bound(operations, operation, {}, &Operation::name);
  return found != operations.end() && found->name == operation ? &*found : nullptr;
}

bool ServiceTable::isKnownToAws(std::string_view operation) const {
  return find(operation) != nullptr || std::ranges::binary_search(notEmulated, operation);
}

}  // namespace amilocal::wire
