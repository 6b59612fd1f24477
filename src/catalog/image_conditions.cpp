#include "image_conditions.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>

#include "amilocal/core/text.h"
#include "amilocal/domain/image_filters.h"

namespace amilocal {
namespace {

/// How the domain spells what a column has.
enum class Spelling { text, truth, number, time, wholeSeconds };

/// Where the texts of a filter are: in a column of the image, or of a table of its lists.
struct Element {
  std::string_view filter;
  std::string_view column;
  Spelling spelling = Spelling::text;
  std::string_view list = {};
};

constexpr std::string_view kDevices = "image_block_device", kCodes = "image_product_code",
                           kWatermarks = "image_watermark";

static_assert(domain::kHypervisor == "xen");

constexpr Element kElements[] = {
    {"architecture", "architecture"},
    {"block-device-mapping.delete-on-termination", "delete_on_termination", Spelling::truth,
     kDevices},
    {"block-device-mapping.device-name", "device_name", Spelling::text, kDevices},
    {"block-device-mapping.encrypted", "encrypted", Spelling::truth, kDevices},
    {"block-device-mapping.snapshot-id", "snapshot_id", Spelling::text, kDevices},
    {"block-device-mapping.volume-size", "volume_size_gib", Spelling::number, kDevices},
    {"block-device-mapping.volume-type", "volume_type", Spelling::text, kDevices},
    {"creation-date", "created_at", Spelling::wholeSeconds},
    {"description", "description"},
    {"ena-support", "ena_support", Spelling::truth},
    {"free-tier-eligible", "free_tier_eligible", Spelling::truth},
    {"hypervisor", "'xen'"},
    {"image-id", "id"},
    {"image-type", "image_type"},
    {"image-watermark.source-image-creation-time", "source_image_created_at", Spelling::time,
     kWatermarks},
    {"image-watermark.source-image-id", "source_image_id", Spelling::text, kWatermarks},
    {"image-watermark.source-image-region", "source_image_region", Spelling::text, kWatermarks},
    {"image-watermark.watermark-creation-time", "created_at", Spelling::time, kWatermarks},
    {"image-watermark.watermark-key", "watermark_key", Spelling::text, kWatermarks},
    {"is-public", "is_public", Spelling::truth},
    {"kernel-id", "kernel_id"},
    {"manifest-location", "location"},
    {"name", "name"},
    {"owner-alias", "owner_alias"},
    {"owner-id", "owner"},
    {"platform", "platform"},
    {"product-code", "product_code", Spelling::text, kCodes},
    {"product-code.type", "type", Spelling::text, kCodes},
    {"public-ssm-parameter-name", "public_ssm_parameter_name"},
    {"ramdisk-id", "ramdisk_id"},
    {"root-device-name", "root_device_name"},
    {"root-device-type", "root_device_type"},
    {"source-image-id", "source_image_id"},
    {"source-image-region", "source_image_region"},
    {"source-instance-id", "source_instance_id"},
    {"sriov-net-support", "sriov_net_support"},
    {"state", "state"},
    {"state-reason-code", "state_reason_code"},
    {"state-reason-message", "state_reason_message"},
    {"virtualization-type", "virtualization_type"},
};

/// What the indexes of listings have, besides what is no column at all.
constexpr std::string_view kIndexed[] = {"id", "name", "owner", "state", "'xen'"};

bool isIndexed(std::string_view column) {
  return std::find(std::begin(kIndexed), std::end(kIndexed), column) != std::end(kIndexed);
}

std::string spelt(const Element& element, std::string_view table) {
  const auto isLiteral = element.column.starts_with('\'');
  const auto column = (isLiteral ? "" : std::string(table) + ".") + std::string(element.column);
  switch (element.spelling) {
    case Spelling::text:
      break;
    case Spelling::truth:
      return "CASE " + column + " WHEN 0 THEN 'false' WHEN 1 THEN 'true' END";
    case Spelling::number:
      return "CAST(" + column + " AS TEXT)";
    case Spelling::time:
      return "instant_text(" + column + ")";
    case Spelling::wholeSeconds:
      return "instant_text(" + column + " / 1000 * 1000)";
  }
  return column;
}

}  // namespace

ImageConditions::ImageConditions(const domain::Filters& filters, Tags tags) {
  for (const auto& filter : filters) {
    if (!domain::isTagFilter(filter.name))
      addElement(filter);
    else if (tags == Tags::known)
      addTag(filter);
  }
  // In one order however they came, so that the same filters make the same statement.
  std::ranges::stable_sort(parts_, {},
                           [](const Part& part) { return std::tie(part.reads, part.condition); });
}

void ImageConditions::addElement(const domain::Filter& filter) {
  const auto element = std::ranges::find(kElements, filter.name, &Element::filter);
  if (element == std::end(kElements)) return;
  if (element->list.empty())
    return add(isIndexed(element->column) ? Reads::index : Reads::row, filter,
               spelt(*element, "t"));
  add(Reads::list, filter, spelt(*element, "l"),
      std::string(element->list) + " AS l WHERE l.image_id = t.id");
}

void ImageConditions::addTag(const domain::Filter& filter) {
  const std::string onImage = "tag AS l WHERE l.account = :account AND l.resource_id = t.id";
  const auto key = domain::tagKey(filter.name);
  if (key.empty())
    add(Reads::list, filter, "l.key", onImage);
  else
    add(Reads::list, filter, "l.value", onImage + " AND l.key = :k#", key);
}

/// Comparing takes a fraction of the time of calling a function.
void ImageConditions::add(Reads reads, const domain::Filter& filter, std::string_view text,
                          std::string_view listed, std::string_view key) {
  const std::string element(text);
  const auto& values = filter.values;
  Part part{.reads = reads,
            .condition = "matches_any(:f#, " + element + ")",
            .values = &values,
            .exact = std::nullopt,
            .range = std::nullopt,
            .key = std::string(key)};
  if (values.size() == 1 && !isPattern(values.front())) {
    part.exact = literalPrefix(values.front());
    part.condition = element + " = :f#";
  } else if (values.size() == 1 && isPrefixPattern(values.front())) {
    part.range = textsThatBegin(literalPrefix(values.front()));
    part.condition = element + " BETWEEN :f# AND :g#";
  }
  if (!listed.empty())
    part.condition =
        "EXISTS (SELECT 1 FROM " + std::string(listed) + " AND " + part.condition + ")";
  parts_.push_back(std::move(part));
}

std::string ImageConditions::sql() const {
  std::vector<std::string> texts;
  for (const auto& part : parts_) {
    const auto number = std::to_string(texts.size());
    auto& text = texts.emplace_back(part.condition);
    for (auto at = text.find('#'); at != std::string::npos; at = text.find('#'))
      text.replace(at, 1, number);
  }
  return join(texts, " AND ");
}

void ImageConditions::bind(Statement& statement) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const auto number = std::to_string(i);
    const auto filter = ":f" + number, end = ":g" + number, key = ":k" + number;
    const auto& part = parts_[i];
    if (part.exact)
      statement.bind(filter.c_str(), *part.exact);
    else if (part.range)
      statement.bind(filter.c_str(), part.range->low).bind(end.c_str(), part.range->high);
    else
      statement.bind(filter.c_str(), *part.values);
    if (!part.key.empty()) statement.bind(key.c_str(), part.key);
  }
}

}  // namespace amilocal
