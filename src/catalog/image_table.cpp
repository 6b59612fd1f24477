#include "amilocal/catalog/image_table.h"

#include "image_columns.h"
#include "image_search.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::Image;
using domain::ImageState;

using ImageRows = Rows<Image, ImageColumns>;
using BlockDevices = Lists<domain::BlockDevice, ImageBlockDeviceColumns>;
using ProductCodes = Lists<domain::ProductCode, ImageProductCodeColumns>;
using LaunchPermissions = Lists<domain::Grantee, LaunchPermissionColumns>;
using Watermarks = Lists<domain::Watermark, WatermarkColumns>;

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

constexpr std::string_view kCountLive =
    "SELECT live FROM image_count WHERE owner = :owner AND region = :region";

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

void ImageTable::fill(std::vector<Image>& images) const {
  BlockDevices::fill(database_, images, &Image::blockDevices);
  ProductCodes::fill(database_, images, &Image::productCodes);
  LaunchPermissions::fill(database_, images, &Image::launchPermissions);
  Watermarks::fill(database_, images, &Image::watermarks);
}

std::vector<Image> ImageTable::list(const ImageScope& scope) const {
  static const auto kSql = ImageRows::sql().select + " WHERE rowid = ?1";
  const auto rows = ImageSearch(database_, scope).rows();
  std::vector<Image> images;
  images.reserve(rows.size());
  Statement statement(database_, kSql);
  for (const auto row : rows) {
    statement.bindAt(1, row);
    while (statement.step()) ImageRows::readInto(images.emplace_back(), statement);
  }
  fill(images);
  return images;
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
  auto images = ImageRows::readAll(statement);
  fill(images);
  return images;
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
