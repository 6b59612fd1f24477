#pragma once

#include <string_view>

#include "amilocal/domain/policy.h"

namespace amilocal::domain {

/// `ForAllValues:StringLikeIfExists` taken apart; the operation is empty when there is none such.
PolicyCondition readConditionOperator(std::string_view text);

/// Is the condition met? (IAM User Guide, "IAM JSON policy elements: Condition operators").
enum class Variables { literal, resolved };
bool isMet(const PolicyCondition& condition, const RequestFacts& facts, Variables variables);

}  // namespace amilocal::domain
