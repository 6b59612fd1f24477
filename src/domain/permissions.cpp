#include "amilocal/domain/permissions.h"

#include <algorithm>

namespace amilocal::domain {
namespace {

constexpr std::string_view kIdentity = "identity-based policy";
constexpr std::string_view kBoundary = "permissions boundary";
constexpr std::string_view kSession = "session policy";

Verdict verdictOf(const std::vector<Policy>& policies, const AccessQuestion& question) {
  auto verdict = Verdict::silent;
  for (const auto& policy : policies) verdict = std::max(verdict, policy.verdict(question));
  return verdict;
}

}  // namespace

std::string Denial::reason(std::string_view action) const {
  const std::string name(kind);
  if (!isExplicit) return "because no " + name + " allows the " + std::string(action) + " action";
  return std::string("with an explicit deny in ") + (kind == kIdentity ? "an " : "a ") + name;
}

std::optional<Denial> denialOf(const Permissions& permissions, const AccessQuestion& question) {
  if (permissions.isRoot && !permissions.session) return std::nullopt;
  struct Layer {
    Verdict verdict;
    std::string_view kind;
  };
  const auto optional = [&](const std::optional<std::vector<Policy>>& policies) {
    return policies ? verdictOf(*policies, question) : Verdict::allowed;
  };
  const Layer layers[] = {
      {permissions.isRoot ? Verdict::allowed : verdictOf(permissions.identity, question),
       kIdentity},
      {optional(permissions.boundary), kBoundary},
      {optional(permissions.session), kSession}};
  for (const auto verdict : {Verdict::denied, Verdict::silent}) {
    const auto* layer = std::ranges::find(layers, verdict, &Layer::verdict);
    if (layer != std::end(layers)) return Denial{verdict == Verdict::denied, layer->kind};
  }
  return std::nullopt;
}

}  // namespace amilocal::domain
