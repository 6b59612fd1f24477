#include "amilocal/catalog/launch_table.h"

#include "amilocal/catalog/statement.h"

namespace amilocal {
namespace {

constexpr std::string_view kNote =
    "INSERT OR IGNORE INTO image_launch (image_id, at) VALUES (:image, :at)";

constexpr std::string_view kForget = R"sql(
  DELETE FROM image_launch WHERE image_id = :image AND at <
    (SELECT max(at) FROM image_launch WHERE image_id = :image AND at <= :known)
)sql";

constexpr std::string_view kAny = "SELECT 1 FROM image_launch LIMIT 1";

constexpr std::string_view kLast =
    "SELECT max(at) FROM image_launch WHERE image_id = :image AND at <= :known";

}  // namespace

void LaunchTable::note(const ImageId& image, Instant at, Instant known) {
  Statement(database_, kNote).bind(":image", image).bind(":at", at).run();
  Statement(database_, kForget).bind(":image", image).bind(":known", known).run();
}

LaunchTable::LaunchById LaunchTable::lastUpTo(Instant known,
                                              std::span<const std::string> images) const {
  if (images.size() > 1 && !Statement(database_, kAny).step()) return {};
  Statement statement(database_, kLast);
  statement.bind(":known", known);
  LaunchById launches;
  for (const auto& image : images) {
    statement.bind(":image", image);
    while (statement.step())
      if (!statement.isNull(0)) launches.emplace(image, statement.get<Instant>(0));
  }
  return launches;
}

}  // namespace amilocal
