#include "amilocal/domain/fault.h"

#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

bool isAny(const std::string& wanted, std::string_view value) {
  return wanted.empty() || wanted == value;
}

bool continuesAnId(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

// An id that is the beginning of a longer one is another id.
bool names(std::string_view request, const std::string& id) {
  if (id.empty()) return true;
  for (auto at = request.find(id); at != std::string_view::npos; at = request.find(id, at + 1)) {
    const auto end = at + id.size();
    if (end == request.size() || !continuesAnId(request[end])) return true;
  }
  return false;
}

// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators"): the n-th
// number of a seed without the ones before it.
std::uint64_t randomAt(std::int64_t seed, std::int64_t n) {
  auto z = static_cast<std::uint64_t>(seed) + static_cast<std::uint64_t>(n) * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

}  // namespace

bool meets(const Fault& fault, const FaultTarget& target) {
  if (target.dryRun && !fault.hitsDryRuns) return false;
  return (fault.operation.empty() || matchesPattern(fault.operation, target.operation)) &&
         isAny(fault.account, target.account) && isAny(fault.region, target.region) &&
         names(target.request, fault.resource);
}

bool fires(Fault& fault) {
  ++fault.met;
  if (fault.nth && fault.met != *fault.nth) return false;
  if (fault.times && fault.fired >= *fault.times) return false;
  const auto drawn = randomAt(fault.seed, fault.met) % static_cast<std::uint64_t>(Fault::kAlways);
  if (drawn >= static_cast<std::uint64_t>(fault.probabilityMillionths)) return false;
  ++fault.fired;
  return true;
}

void addTo(FaultEffect& effect, const Fault& fault) {
  effect.latency += fault.latency;
  if (!effect.error) effect.error = fault.error;
  if (!effect.taskFailure) effect.taskFailure = fault.taskFailure;
}

}  // namespace amilocal::domain
