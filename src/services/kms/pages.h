#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/domain/errors/kms_errors.h"
#include "amilocal/domain/page.h"

namespace amilocal::kms {

/// One page of values that are in the order of `keyOf(value)`, put into the answer's `list`. Throws
/// ValidationException for a Limit out of bounds (KMS API Reference: 1 to 1,000, 100 by default).
template <class Answer, class Value, class Request, class KeyOf>
Answer pageOf(std::vector<Value> all, const Request& request, KeyOf keyOf,
              std::vector<Value> Answer::*list) {
  constexpr std::int64_t kMost = 1000, kUsual = 100;
  const auto limit = request.limit.value_or(kUsual);
  if (limit < 1 || limit > kMost) throw errors::kmsValidation("Limit is from 1 to 1000");
  const auto after = domain::pageScope({std::nullopt, request.marker}).after;
  Answer answer;
  answer.truncated = false;
  auto& page = answer.*list;
  for (auto& value : all) {
    if (!after.empty() && keyOf(value) <= after) continue;
    if (static_cast<std::int64_t>(page.size()) == limit) {
      answer.truncated = true;
      answer.nextMarker = domain::encodePageToken(keyOf(page.back()));
      break;
    }
    page.push_back(std::move(value));
  }
  return answer;
}

}  // namespace amilocal::kms
