#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/errors/iam_errors.h"
#include "amilocal/domain/iam.h"
#include "amilocal/domain/page.h"
#include "amilocal/engine/request_context.h"
#include "iam/shapes.gen.h"

/// Between IAM's shapes and our own values: finding, making, showing.
namespace amilocal::iam {

/// By name, in the caller's account. Each throws NoSuchEntity.
domain::Role requireRole(RequestContext& ctx, const std::string& name);
domain::InstanceProfile requireProfile(RequestContext& ctx, const std::string& name);

/// The partition of the caller's Region: IAM itself is global.
std::string partitionOf(const RequestContext& ctx);

/// A new id: `AROA` and 17 capitals and digits (IAM User Guide, "IAM identifiers").
std::string newUniqueId(RequestContext& ctx, std::string_view prefix);

/// Throws MalformedPolicyDocument for what is not a JSON object.
void checkPolicyDocument(const std::string& document);

domain::Tags tagsOf(const std::vector<Tag>& tags);  ///< throws what checkIamTags() throws
std::vector<Tag> toWire(const domain::Tags& tags);

/// What a list of a role shows, and what the role's own answers do: tags and boundary too.
Role toWire(const domain::Role& role);
Role toWireWhole(const domain::Role& role);
InstanceProfile toWire(RequestContext& ctx, const domain::InstanceProfile& profile);

/// One page of values that are in order: `keyOf(value)` is what a marker stands for. Throws
/// ValidationError for MaxItems out of bounds (IAM API Reference: 1 to 1,000, 100 by default).
template <class Value, class KeyOf>
struct ItemPage {
  std::vector<Value> items;
  std::optional<std::string> marker;

  ItemPage(std::vector<Value> all, const std::optional<std::string>& after,
           const std::optional<std::int64_t>& maxItems, KeyOf keyOf) {
    constexpr std::int64_t kMost = 1000, kUsual = 100;
    const auto limit = maxItems.value_or(kUsual);
    if (limit < 1 || limit > kMost)
      throw errors::validationError(std::to_string(limit), "maxItems",
                                    "Member must have value between 1 and 1000");
    const auto last = domain::pageScope({std::nullopt, after}).after;
    for (auto& value : all) {
      if (!last.empty() && keyOf(value) <= last) continue;
      if (static_cast<std::int64_t>(items.size()) == limit) {
        marker = domain::encodePageToken(keyOf(items.back()));
        break;
      }
      items.push_back(std::move(value));
    }
  }
};

}  // namespace amilocal::iam
