#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"

/// Refusals of the Recycle Bin. Codes, reasons and statuses are those of its model; the texts are
/// reconstructed, except where they have AWS's common validation form.
namespace amilocal::errors {

inline ApiError ruleNotFound(std::string_view identifier) {
  return {"ResourceNotFoundException",
          "Rule " + std::string(identifier) + " was not found.",
          404,
          {{"Reason", "RULE_NOT_FOUND"}}};
}
inline ApiError invalidRule(std::string_view text) {
  return {"ValidationException", std::string(text), 400, {{"Reason", "INVALID_PARAMETER_VALUE"}}};
}
inline ApiError invalidRulePageToken() {
  return {"ValidationException",
          "The specified next token is not valid.",
          400,
          {{"Reason", "INVALID_PAGE_TOKEN"}}};
}
inline ApiError ruleStateConflict(std::string_view text) {
  return {"ConflictException", std::string(text), 409, {{"Reason", "INVALID_RULE_STATE"}}};
}
inline ApiError ruleQuotaExceeded(std::string_view text) {
  return {"ServiceQuotaExceededException",
          std::string(text),
          402,
          {{"Reason", "SERVICE_QUOTA_EXCEEDED"}}};
}
/// RestoreImageFromRecycleBin before its snapshots (aws-facts/errors.md 3.1; reconstructed).
inline ApiError imageSnapshotInRecycleBin(const ImageId& image, const SnapshotId& snapshot) {
  return {"IncorrectState", "The image " + image.str() +
                                " cannot be restored from the Recycle Bin before its snapshot " +
                                snapshot.str()};
}

}  // namespace amilocal::errors
