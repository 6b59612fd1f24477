#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/image.h"

/// EC2 Fast Launch of Windows images (EC2 User Guide, "Use EC2 Fast Launch for your Windows
/// instances"; aws-facts/images.md section 7).
namespace amilocal::domain {

/// EC2 API Reference, DescribeFastLaunchImagesSuccessItem, state.
enum class FastLaunchState {
  enabling,
  enabling_failed,
  enabled,
  enabled_failed,
  disabling,
  disabling_failed
};

std::string_view toString(FastLaunchState state);
std::optional<FastLaunchState> parseFastLaunchState(std::string_view text);

/// Settings as an account asked for them. The defaults are those of AWS's example.
struct FastLaunchSettings {
  std::int64_t targetResourceCount = 10;
  std::int64_t maxParallelLaunches = 6;
  std::optional<std::string> templateId;
  std::optional<std::string> templateName;
  std::optional<std::string> templateVersion;
  friend bool operator==(const FastLaunchSettings&, const FastLaunchSettings&) = default;
};

/// Fast launch of one image by one account.
struct FastLaunch {
  std::string key;  ///< fastLaunchKey()
  ImageId imageId = ImageId::trusted("");
  std::string account;
  std::string region;
  std::string owner;  ///< the image's
  FastLaunchState state = FastLaunchState::enabling;
  std::string reason;
  Instant changedAt{};
  FastLaunchSettings settings;
  friend bool operator==(const FastLaunch&, const FastLaunch&) = default;
};

std::string fastLaunchKey(const ImageId& image, std::string_view account);

/// Throws InvalidParameterValue for a target below 1 and for less than 6 parallel launches.
void checkFastLaunchSettings(const FastLaunchSettings& settings);

/// Throws InvalidAMIID.Unavailable for an image that is not available, InvalidParameterValue for
/// one that is not Windows, and AuthFailure for one that is neither `account`'s own nor shared with
/// it.
void checkFastLaunchable(const Image& image, const std::string& account);

/// Moves it, and notes when and why.
void move(FastLaunch& launch, FastLaunchState to, std::string_view reason, Instant now);

/// The filters of DescribeFastLaunchImages.
std::span<const FilterRow<FastLaunch>> fastLaunchFilters();

}  // namespace amilocal::domain
