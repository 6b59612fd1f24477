#include "amilocal/domain/image_filters.h"

#include <algorithm>

#include "amilocal/core/instant.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

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

Texts ofWatermarks(const Image& image, std::string (*text)(const Watermark&)) {
  Texts texts;
  for (const auto& watermark : image.watermarks) texts.push_back(text(watermark));
  return texts;
}

Texts stateReason(const Image& image, std::string StateReason::*member) {
  return image.stateReason ? Texts{(*image.stateReason).*member} : Texts{};
}

constexpr FilterRow<ImageView> kImageFilters[] = {
    {"architecture", [](const ImageView& v) { return textsOf(v.image.architecture); }},
    {"block-device-mapping.delete-on-termination",
     [](const ImageView& v) { return ofDevices(v.image, &EbsDevice::deleteOnTermination); }},
    {"block-device-mapping.device-name", [](const ImageView& v) { return deviceNames(v.image); }},
    {"block-device-mapping.encrypted",
     [](const ImageView& v) { return ofDevices(v.image, &EbsDevice::encrypted); }},
    {"block-device-mapping.snapshot-id", [](const ImageView& v) { return snapshotIds(v.image); }},
    {"block-device-mapping.volume-size",
     [](const ImageView& v) { return ofDevices(v.image, &EbsDevice::volumeSizeGib); }},
    {"block-device-mapping.volume-type",
     [](const ImageView& v) { return ofDevices(v.image, &EbsDevice::volumeType); }},
    {"creation-date",
     [](const ImageView& v) { return textsOf(formatInstant(wholeSeconds(v.image.createdAt))); }},
    {"description", [](const ImageView& v) { return textsOf(v.image.description); }},
    {"ena-support", [](const ImageView& v) { return textsOf(v.image.enaSupport); }},
    {"free-tier-eligible", [](const ImageView& v) { return textsOf(v.image.freeTierEligible); }},
    {"hypervisor", [](const ImageView&) { return textsOf(kHypervisor); }},
    {"image-allowed", [](const ImageView& v) { return textsOf(v.allowed); }},
    {"image-id", [](const ImageView& v) { return textsOf(v.image.id.str()); }},
    {"image-type", [](const ImageView& v) { return textsOf(v.image.imageType); }},
    {"image-watermark.source-image-creation-time",
     [](const ImageView& v) {
       return ofWatermarks(
           v.image, [](const Watermark& w) { return formatInstant(w.sourceImageCreatedAt); });
     }},
    {"image-watermark.source-image-id",
     [](const ImageView& v) {
       return ofWatermarks(v.image, [](const Watermark& w) { return w.sourceImageId; });
     }},
    {"image-watermark.source-image-region",
     [](const ImageView& v) {
       return ofWatermarks(v.image, [](const Watermark& w) { return w.sourceImageRegion; });
     }},
    {"image-watermark.watermark-creation-time",
     [](const ImageView& v) {
       return ofWatermarks(v.image, [](const Watermark& w) { return formatInstant(w.createdAt); });
     }},
    {"image-watermark.watermark-key",
     [](const ImageView& v) {
       return ofWatermarks(v.image, [](const Watermark& w) { return w.key; });
     }},
    {"is-public", [](const ImageView& v) { return textsOf(isPublic(v.image.launchPermissions)); }},
    {"kernel-id", [](const ImageView& v) { return textsOf(v.image.kernelId); }},
    {"manifest-location", [](const ImageView& v) { return textsOf(v.image.location); }},
    {"name", [](const ImageView& v) { return textsOf(v.image.name); }},
    {"owner-alias", [](const ImageView& v) { return textsOf(v.image.ownerAlias); }},
    {"owner-id", [](const ImageView& v) { return textsOf(v.image.owner); }},
    {"platform", [](const ImageView& v) { return textsOf(v.image.platform); }},
    {"product-code", [](const ImageView& v) { return productCodes(v.image, &ProductCode::id); }},
    {"product-code.type",
     [](const ImageView& v) { return productCodes(v.image, &ProductCode::type); }},
    {"public-ssm-parameter-name",
     [](const ImageView& v) { return textsOf(v.image.publicSsmParameterName); }},
    {"ramdisk-id", [](const ImageView& v) { return textsOf(v.image.ramdiskId); }},
    {"root-device-name", [](const ImageView& v) { return textsOf(v.image.rootDeviceName); }},
    {"root-device-type", [](const ImageView& v) { return textsOf(v.image.rootDeviceType); }},
    {"source-image-id", [](const ImageView& v) { return textsOf(v.image.sourceImageId); }},
    {"source-image-region", [](const ImageView& v) { return textsOf(v.image.sourceImageRegion); }},
    {"source-instance-id", [](const ImageView& v) { return textsOf(v.image.sourceInstanceId); }},
    {"sriov-net-support", [](const ImageView& v) { return textsOf(v.image.sriovNetSupport); }},
    {"state", [](const ImageView& v) { return textsOf(toString(v.image.state)); }},
    {"state-reason-code",
     [](const ImageView& v) { return stateReason(v.image, &StateReason::code); }},
    {"state-reason-message",
     [](const ImageView& v) { return stateReason(v.image, &StateReason::message); }},
    {"virtualization-type", [](const ImageView& v) { return textsOf(v.image.virtualizationType); }},
};
static_assert(std::ranges::is_sorted(kImageFilters, {}, &FilterRow<ImageView>::name));

bool contains(const Texts& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

std::span<const FilterRow<ImageView>> imageFilters() { return kImageFilters; }

void checkImageFilters(const Filters& filters, Disabled disabled) {
  checkFilters(imageFilters(), filters, TagFilters::allowed);
  if (disabled == Disabled::show) return;
  for (const auto& filter : filters)
    if (filter.name == "state" && contains(filter.values, toString(ImageState::disabled)))
      throw errors::disabledImagesNotIncluded();
}

bool matchesImageFilters(const Filters& filters, const ImageView& image, const Tags& tags) {
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
  std::vector<ImageState> leftOut{ImageState::deregistered, ImageState::recoverable};
  if (disabled == Disabled::hide) leftOut.push_back(ImageState::disabled);
  if (const auto asked = exactValues(filters, "state"))
    std::erase_if(leftOut, [&](auto state) { return !contains(*asked, toString(state)); });
  return leftOut;
}

std::optional<std::string> namePattern(const Filters& filters) {
  for (const auto& filter : filters)
    if (filter.name == "name" && filter.values.size() == 1) return filter.values.front();
  return std::nullopt;
}

}  // namespace amilocal::domain
