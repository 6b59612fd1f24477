#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace amilocal::domain {

/// An AMI name has 3 to 128 characters (EC2 API Reference, CopyImage, Name).
inline constexpr std::size_t kImageNameMin = 3, kImageNameMax = 128;

/// EC2 API Reference, RegisterImage, Description.
inline constexpr std::size_t kDescriptionMax = 255;

/// EC2 API Reference, RegisterImage, UefiData.
inline constexpr std::size_t kUefiDataMax = 64000;

/// What RegisterImage says of an image besides its devices.
struct ImageTraits {
  std::optional<std::string> architecture;
  std::optional<std::string> virtualizationType;
  std::optional<std::string> bootMode;
  std::optional<std::string> tpmSupport;
  std::optional<std::string> imdsSupport;
  std::optional<std::string> uefiData;
  std::optional<std::string> kernelId;
  std::optional<std::string> ramdiskId;
  std::optional<std::string> sriovNetSupport;
  std::optional<bool> enaSupport;
};

/// A character that a name may have: letters, digits, `( ) [ ] . / - ' @ _` and blank.
bool isImageNameCharacter(char c);

/// Has the text the form of an image's name?
bool isImageName(std::string_view text);

/// Letters, digits, `( ) [ ] . / - ' @ _` and blank (aws-facts/images.md section 6). Throws
/// InvalidAMIName.Malformed.
void checkImageName(std::string_view name);

/// Throws InvalidParameterValue for more than 255 characters and for anything beyond ASCII
/// (aws-facts/errors.md section 2, "non-ASCII text").
void checkImageDescription(const std::optional<std::string>& description);

/// Throws InvalidParameterValue, InvalidKernelId.Malformed, InvalidRamDiskId.Malformed, and
/// InvalidParameterCombination for a TPM without boot mode `uefi` (EC2 User Guide, "NitroTPM").
void checkTraits(const ImageTraits& traits);

/// SnapshotCopyCompletionDurationMinutes: multiples of 15 from 15 to 2880 (EC2 API Reference,
/// CopyImage). Throws InvalidParameterValue.
void checkCopyDuration(const std::optional<std::int64_t>& minutes);

}  // namespace amilocal::domain
