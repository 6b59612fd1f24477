#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/image.h"

/// Allowed AMIs: which images of others an account lets itself find and use in a Region (EC2 User
/// Guide, "Control the discovery and use of AMIs in Amazon EC2 with Allowed AMIs";
/// aws-facts/images.md section 7).
namespace amilocal::domain {

enum class AllowedImagesState { disabled, audit_mode, enabled };
std::string_view toString(AllowedImagesState state);
std::optional<AllowedImagesState> parseAllowedImagesState(std::string_view text);

/// Conditions on one watermark, all of which must hold.
struct WatermarkCriterion {
  std::optional<std::string> key;           ///< a pattern
  std::optional<std::string> sourceRegion;  ///< a pattern
  std::optional<std::int64_t> maxDaysSinceSourceImage;
  std::optional<std::int64_t> maxDaysSinceWatermark;
};

/// Conditions on an image, all of which must hold; values of one list are alternatives.
struct ImageCriterion {
  std::vector<std::string> providers;
  std::vector<std::string> productCodes;
  std::vector<std::string> names;  ///< patterns
  std::optional<std::int64_t> maxDaysSinceDeprecated;
  std::optional<std::int64_t> maxDaysSinceCreated;
  std::vector<WatermarkCriterion> watermarks;
};

using ImageCriteria = std::vector<ImageCriterion>;

/// Bounds of the EC2 API Reference, ReplaceImageCriteriaInAllowedImagesSettings and
/// ImageCriterionRequest.
inline constexpr std::size_t kCriteriaMax = 10, kProvidersMax = 200, kProductCodesMax = 50,
                             kCriterionNamesMax = 50, kCriterionWatermarksMax = 50;

/// Throws InvalidParameterValue for what is out of bounds, and for a criterion or a condition that
/// says nothing.
void checkImageCriteria(const ImageCriteria& criteria);

/// What an account has set in a Region.
struct AllowedImages {
  AllowedImagesState state = AllowedImagesState::disabled;
  ImageCriteria criteria{};
};

/// Does the image meet one of the criteria, or belong to the account? Without criteria only the
/// account's own are allowed.
bool isAllowed(const Image& image, const std::string& account, const AllowedImages& allowed,
               Instant now);

}  // namespace amilocal::domain
