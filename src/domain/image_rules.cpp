#include "amilocal/domain/image_rules.h"

#include <algorithm>

#include "amilocal/core/ids.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/image_creation_errors.h"

namespace amilocal::domain {
namespace {

constexpr std::string_view kNamePunctuation = "()[] ./-'@_";
constexpr std::int64_t kCopyDurationStep = 15, kCopyDurationMax = 2880;

bool isAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

bool isImageNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kNamePunctuation.find(c) != std::string_view::npos;
}

bool isImageName(std::string_view text) {
  return text.size() >= kImageNameMin && text.size() <= kImageNameMax &&
         std::ranges::all_of(text, isImageNameCharacter);
}

void checkImageName(std::string_view name) {
  if (!isImageName(name)) throw errors::imageNameMalformed();
}

void checkImageDescription(const std::optional<std::string>& description) {
  if (!description) return;
  if (!isAscii(*description)) throw errors::descriptionNotAscii(*description);
  if (description->size() > kDescriptionMax) throw errors::descriptionTooLong(*description);
}

void checkTraits(const ImageTraits& traits) {
  const auto& virtualization = traits.virtualizationType;
  if (virtualization && *virtualization != "hvm" && *virtualization != "paravirtual")
    throw errors::virtualizationTypeInvalid(*virtualization);
  if (traits.sriovNetSupport && *traits.sriovNetSupport != "simple")
    throw errors::sriovNetSupportInvalid(*traits.sriovNetSupport);
  // Which kernels exist is not known here: any id of the right form is taken for one.
  if (traits.kernelId && !isResourceId("aki", *traits.kernelId))
    throw errors::kernelIdMalformed(*traits.kernelId);
  if (traits.ramdiskId && !isResourceId("ari", *traits.ramdiskId))
    throw errors::ramdiskIdMalformed(*traits.ramdiskId);
  if (traits.tpmSupport && traits.bootMode != "uefi") throw errors::tpmNeedsUefi();
  if (traits.uefiData &&
      (traits.uefiData->size() > kUefiDataMax || !decodeBase64(*traits.uefiData)))
    throw errors::uefiDataInvalid();
}

void checkCopyDuration(const std::optional<std::int64_t>& minutes) {
  if (!minutes) return;
  if (*minutes < kCopyDurationStep || *minutes > kCopyDurationMax ||
      *minutes % kCopyDurationStep != 0)
    throw errors::copyDurationInvalid(*minutes);
}

}  // namespace amilocal::domain
