#include "amilocal/catalog/image_table.h"

#include <cmath>

#include "amilocal/core/text.h"
#include "image_columns.h"
#include "rows.h"
#include "scope_query.h"

namespace amilocal {
namespace {

using domain::Image;
using domain::ImageState;

using ImageRows = Rows<Image, ImageColumns>;
using BlockDevices = Lists<domain::BlockDevice, ImageBlockDeviceColumns>;
using ProductCodes = Lists<domain::ProductCode, ImageProductCodeColumns>;
using LaunchPermissions = Lists<domain::Grantee, LaunchPermissionColumns>;
using Watermarks = Lists<domain::Watermark, WatermarkColumns>;

constexpr ScopedTable kImages{"image", "launch_permission", "image_id"};

// Left to itself SQLite walks all images of the owner in the order of ids, to save a sort of one.
constexpr std::string_view kFindLiveByName = R"sql(
  SELECT min(id) FROM image INDEXED BY image_by_name
  WHERE region = :region AND owner = :owner AND name = :name
    AND state NOT IN ('deregistered', 'recoverable')
)sql";

constexpr std::string_view kUsersOfSnapshot = R"sql(
  SELECT DISTINCT device.image_id
  FROM image_block_device AS device JOIN image ON image.id = device.image_id
  WHERE device.snapshot_id = :snapshot
    AND image.state NOT IN (SELECT value FROM json_each(:states))
  ORDER BY device.image_id
)sql";

constexpr std::string_view kCountOfPrefix = R"sql(
  SELECT count(*) FROM (
    SELECT 1 FROM image INDEXED BY image_by_name
    WHERE region = :region AND name >= :low AND name < :high LIMIT :limit)
)sql";

constexpr std::string_view kCountInRegion =
    "SELECT ifnull(sum(live), 0) FROM image_count WHERE region = :region";

constexpr std::string_view kCountLive =
    "SELECT live FROM image_count WHERE owner = :owner AND region = :region";

constexpr std::string_view kIsNamed = "t.name = :low";
constexpr std::string_view kMatches = "matches_pattern(:pattern, t.name)";
constexpr std::string_view kMatchesInRange =
    "t.name >= :low AND t.name < :high AND matches_pattern(:pattern, t.name)";

}  // namespace

std::optional<Image> ImageTable::find(const ImageId& id) const {
  auto image = ImageRows::find(database_, id);
  if (!image) return std::nullopt;
  image->blockDevices = BlockDevices::find(database_, id.str());
  image->productCodes = ProductCodes::find(database_, id.str());
  image->launchPermissions = LaunchPermissions::find(database_, id.str());
  image->watermarks = Watermarks::find(database_, id.str());
  return image;
}

std::vector<Image> ImageTable::read(Statement& statement) const {
  auto images = ImageRows::readAll(statement);
  if (images.empty()) return images;
  const auto ids = jsonTexts(images, [](const Image& image) { return image.id.str(); });
  BlockDevices::fill(database_, ids, images, &Image::blockDevices);
  ProductCodes::fill(database_, ids, images, &Image::productCodes);
  LaunchPermissions::fill(database_, ids, images, &Image::launchPermissions);
  Watermarks::fill(database_, ids, images, &Image::watermarks);
  return images;
}

std::vector<Image> ImageTable::listById(std::span<const ImageId> ids) const {
  static const auto kSql =
      ImageRows::sql().select + " WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id";
  const auto json = jsonOfIds(ids);
  Statement statement(database_, kSql);
  statement.bindAt(1, json);
  return read(statement);
}

std::vector<Image> ImageTable::list(const ImageScope& scope) const {
  ScopeQuery query(kImages, scope);
  const auto pattern = scope.namePattern.value_or("");
  const auto low = literalPrefix(pattern);
  const auto high = low + '\xff';  // greater than all that begin so: UTF-8 has no such byte
  if (scope.namePattern) {
    const bool inRange =
        !scope.region.empty() && !low.empty() && (!scope.limit || isRare(scope.region, low, high));
    if (!isPattern(pattern))
      query.narrow(std::string(kIsNamed), scope.region.empty() ? "" : "image_by_name");
    else if (inRange)
      query.narrow(std::string(kMatchesInRange), "image_by_name");
    else
      query.narrow(std::string(kMatches), "");
  }
  const auto sql = ImageRows::sql().select + " WHERE id IN (" + query.ids() + ") ORDER BY id";
  Statement statement(database_, sql);
  query.bind(statement);
  statement.bindIfUsed(":pattern", pattern).bindIfUsed(":low", low).bindIfUsed(":high", high);
  return read(statement);
}

/// A page can be found by going through the `n` names that begin so and sorting their ids, or by
/// going through ids until the page is full, which are `page * all / n`. A name costs about twice
/// as much as an id, so the first is right while `2 * n * n < page * all`.
bool ImageTable::isRare(const std::string& region, const std::string& low,
                        const std::string& high) const {
  constexpr double kPage = 1000;
  Statement all(database_, kCountInRegion);
  all.bind(":region", region);
  const auto images = all.step() ? all.get<std::int64_t>(0) : 0;
  const auto few = static_cast<std::int64_t>(std::sqrt(kPage * static_cast<double>(images) / 2));
  Statement statement(database_, kCountOfPrefix);
  statement.bind(":region", region).bind(":low", low).bind(":high", high).bind(":limit", few);
  return statement.step() && statement.get<std::int64_t>(0) < few;
}

std::optional<Image> ImageTable::findByName(const std::string& owner, const std::string& region,
                                            const std::string& name) const {
  Statement statement(database_, kFindLiveByName);
  statement.bind(":region", region).bind(":owner", owner).bind(":name", name);
  if (!statement.step() || statement.isNull(0)) return std::nullopt;
  return find(statement.get<ImageId>(0));
}

std::vector<Image> ImageTable::listPendingOf(const InstanceId& instance) const {
  static const auto kSql =
      ImageRows::sql().select + " WHERE source_instance_id = ?1 AND state = 'pending' ORDER BY id";
  Statement statement(database_, kSql);
  statement.bindAt(1, instance);
  return read(statement);
}

std::vector<ImageId> ImageTable::idsUsingSnapshot(const SnapshotId& snapshot,
                                                  std::span<const ImageState> statesLeftOut) const {
  const auto states = jsonOfStates(statesLeftOut);
  Statement statement(database_, kUsersOfSnapshot);
  statement.bind(":snapshot", snapshot).bind(":states", states);
  return columnOf<ImageId>(statement);
}

std::int64_t ImageTable::count(const std::string& owner, const std::string& region) const {
  Statement statement(database_, kCountLive);
  statement.bind(":region", region).bind(":owner", owner);
  return statement.step() ? statement.get<std::int64_t>(0) : 0;
}

void ImageTable::insert(const Image& image) {
  ImageRows::insert(database_, image);
  BlockDevices::insert(database_, image.id.str(), image.blockDevices);
  ProductCodes::insert(database_, image.id.str(), image.productCodes);
  LaunchPermissions::insert(database_, image.id.str(), image.launchPermissions);
  Watermarks::insert(database_, image.id.str(), image.watermarks);
}

void ImageTable::update(const Image& image) {
  ImageRows::update(database_, image);
  BlockDevices::replace(database_, image.id.str(), image.blockDevices);
  ProductCodes::replace(database_, image.id.str(), image.productCodes);
  LaunchPermissions::replace(database_, image.id.str(), image.launchPermissions);
  Watermarks::replace(database_, image.id.str(), image.watermarks);
}

bool ImageTable::remove(const ImageId& id) { return ImageRows::remove(database_, id); }

}  // namespace amilocal
