#include "amilocal/catalog/launch_table.h"

#include "amilocal/catalog/statement.h"
#include "sql_text.h"

namespace amilocal {
namespace {

constexpr std::string_view kNote =
    "INSERT OR IGNORE INTO image_launch (image_id, at) VALUES (:image, :at)";

constexpr std::string_view kForget = R"sql(
  DELETE FROM image_launch WHERE image_id = :image AND at <
    (SELECT max(at) FROM image_launch WHERE image_id = :image AND at <= :known)
)sql";

constexpr std::string_view kLast = R"sql(
  SELECT image_id, max(at) FROM image_launch
  WHERE image_id IN (SELECT value FROM json_each(:images)) AND at <= :known
  GROUP BY image_id
)sql";

}  // namespace

void LaunchTable::note(const ImageId& image, Instant at, Instant known) {
  Statement(database_, kNote).bind(":image", image).bind(":at", at).run();
  Statement(database_, kForget).bind(":image", image).bind(":known", known).run();
}

LaunchTable::LaunchById LaunchTable::lastUpTo(Instant known,
                                              std::span<const std::string> images) const {
  const auto json = jsonOf(images);
  Statement statement(database_, kLast);
  statement.bind(":images", json).bind(":known", known);
  LaunchById launches;
  while (statement.step())
    launches.emplace(statement.get<std::string>(0), statement.get<Instant>(1));
  return launches;
}

}  // namespace amilocal
