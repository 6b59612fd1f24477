#include "amilocal/domain/image_filters.h"

#include <algorithm>

#include "amilocal/core/instant.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

// What no image has: watermarks, and a verdict on being allowed.
Texts none(const Image&) { return {}; }

template <class Member>
Texts ofDevices(const Image& image, Member EbsDevice::*member) {
  Texts texts;
  for (const auto& device : image.blockDevices)
    if (device.ebs)
      for (auto& text : textsOf((*device.ebs).*member)) texts.push_back(std::move(text));
  return texts;
}

Texts deviceNames(const Image& image) {
  Texts texts;
  for (const auto& device : image.blockDevices) texts.push_back(device.deviceName);
  return texts;
}

Texts snapshotIds(const Image& image) {
  Texts texts;
  for (const auto& device : image.blockDevices)
    if (device.ebs && device.ebs->snapshotId) texts.push_back(device.ebs->snapshotId->str());
  return texts;
}

Texts productCodes(const Image& image, std::string ProductCode::*member) {
  Texts texts;
  for (const auto& code : image.productCodes) texts.push_back(code.*member);
  return texts;
}

Texts stateReason(const Image& image, std::string StateReason::*member) {
  return image.stateReason ? Texts{(*image.stateReason).*member} : Texts{};
}

constexpr FilterRow<Image> kImageFilters[] = {
    {"architecture", [](const Image& i) { return textsOf(i.architecture); }},
    {"block-device-mapping.delete-on-termination",
     [](const Image& i) { return ofDevices(i, &EbsDevice::deleteOnTermination); }},
    {"block-device-mapping.device-name", deviceNames},
    {"block-device-mapping.encrypted",
     [](const Image& i) { return ofDevices(i, &EbsDevice::encrypted); }},
    {"block-device-mapping.snapshot-id", snapshotIds},
    {"block-device-mapping.volume-size",
     [](const Image& i) { return ofDevices(i, &EbsDevice::volumeSizeGib); }},
    {"block-device-mapping.volume-type",
     [](const Image& i) { return ofDevices(i, &EbsDevice::volumeType); }},
    {"creation-date",
     [](const Image& i) { return textsOf(formatInstant(wholeSeconds(i.createdAt))); }},
    {"description", [](const Image& i) { return textsOf(i.description); }},
    {"ena-support", [](const Image& i) { return textsOf(i.enaSupport); }},
    {"free-tier-eligible", [](const Image& i) { return textsOf(i.freeTierEligible); }},
    {"hypervisor", [](const Image&) { return textsOf(kHypervisor); }},
    {"image-allowed", none},
    {"image-id", [](const Image& i) { return textsOf(i.id.str()); }},
    {"image-type", [](const Image& i) { return textsOf(i.imageType); }},
    {"image-watermark.source-image-creation-time", none},
    {"image-watermark.source-image-id", none},
    {"image-watermark.source-image-region", none},
    {"image-watermark.watermark-creation-time", none},
    {"image-watermark.watermark-key", none},
    {"is-public", [](const Image& i) { return textsOf(isPublic(i.launchPermissions)); }},
    {"kernel-id", [](const Image& i) { return textsOf(i.kernelId); }},
    {"manifest-location", [](const Image& i) { return textsOf(i.location); }},
    {"name", [](const Image& i) { return textsOf(i.name); }},
    {"owner-alias", [](const Image& i) { return textsOf(i.ownerAlias); }},
    {"owner-id", [](const Image& i) { return textsOf(i.owner); }},
    {"platform", [](const Image& i) { return textsOf(i.platform); }},
    {"product-code", [](const Image& i) { return productCodes(i, &ProductCode::id); }},
    {"product-code.type", [](const Image& i) { return productCodes(i, &ProductCode::type); }},
    {"public-ssm-parameter-name", [](const Image& i) { return textsOf(i.publicSsmParameterName); }},
    {"ramdisk-id", [](const Image& i) { return textsOf(i.ramdiskId); }},
    {"root-device-name", [](const Image& i) { return textsOf(i.rootDeviceName); }},
    {"root-device-type", [](const Image& i) { return textsOf(i.rootDeviceType); }},
    {"source-image-id", [](const Image& i) { return textsOf(i.sourceImageId); }},
    {"source-image-region", [](const Image& i) { return textsOf(i.sourceImageRegion); }},
    {"source-instance-id", [](const Image& i) { return textsOf(i.sourceInstanceId); }},
    {"sriov-net-support", [](const Image& i) { return textsOf(i.sriovNetSupport); }},
    {"state", [](const Image& i) { return textsOf(toString(i.state)); }},
    {"state-reason-code", [](const Image& i) { return stateReason(i, &StateReason::code); }},
    {"state-reason-message", [](const Image& i) { return stateReason(i, &StateReason::message); }},
    {"virtualization-type", [](const Image& i) { return textsOf(i.virtualizationType); }},
};
static_assert(std::ranges::is_sorted(kImageFilters, {}, &FilterRow<Image>::name));

constexpr ImageState kImageStates[] = {ImageState::pending, ImageState::available,
                                       ImageState::disabled, ImageState::failed,
                                       ImageState::deregistered};

bool contains(const Texts& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

std::span<const FilterRow<Image>> imageFilters() { return kImageFilters; }

void checkImageFilters(const Filters& filters, Disabled disabled) {
  checkFilters(imageFilters(), filters, TagFilters::allowed);
  if (disabled == Disabled::show) return;
  for (const auto& filter : filters)
    if (filter.name == "state" && contains(filter.values, toString(ImageState::disabled)))
      throw errors::disabledImagesNotIncluded();
}

bool matchesImageFilters(const Filters& filters, const Image& image, const Tags& tags) {
  return matches(imageFilters(), filters, image, tags);
}

bool readsTags(const Filters& filters) {
  return std::any_of(filters.begin(), filters.end(),
                     [](const Filter& filter) { return isTagFilter(filter.name); });
}

std::optional<Texts> exactValues(const Filters& filters, std::string_view name) {
  for (const auto& filter : filters) {
    const auto& values = filter.values;
    if (filter.name != name || std::any_of(values.begin(), values.end(), isPattern)) continue;
    Texts texts;
    for (const auto& value : values) texts.push_back(literalPrefix(value));
    return texts;
  }
  return std::nullopt;
}

std::vector<ImageState> statesLeftOut(const Filters& filters, Disabled disabled) {
  const auto asked = exactValues(filters, "state");
  std::vector<ImageState> leftOut;
  for (const auto state : kImageStates) {
    const bool isHidden = state == ImageState::deregistered ||
                          (state == ImageState::disabled && disabled == Disabled::hide);
    if (isHidden || (asked && !contains(*asked, toString(state)))) leftOut.push_back(state);
  }
  return leftOut;
}

std::optional<std::string> namePattern(const Filters& filters) {
  for (const auto& filter : filters)
    if (filter.name == "name" && filter.values.size() == 1) return filter.values.front();
  return std::nullopt;
}

}  // namespace amilocal::domain
