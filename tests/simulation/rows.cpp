#include "simulation/rows.h"

#include <algorithm>
#include <map>

#include "amilocal/catalog/statement.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "simulation/operations.h"

namespace amilocal::simulation {
namespace {

// group_concat takes the rows of an ordered subquery in their order.
constexpr std::string_view kEverything = R"sql(
  SELECT 'image ' || id || ' ' || owner || ' ' || region || ' [' || name || '] ' || state
    || ' with=' || coalesce((SELECT group_concat(value) FROM (
         SELECT value FROM launch_permission WHERE image_id = image.id ORDER BY value)), '')
    || ' of=' || coalesce((SELECT group_concat(snapshot_id) FROM (
         SELECT snapshot_id FROM image_block_device WHERE image_id = image.id
         ORDER BY position)), '')
    || ' deprecated=' || coalesce(deprecation_at, '-')
    || ' described=' || coalesce(description, '')
  FROM image
  UNION ALL
  SELECT 'snapshot ' || id || ' ' || owner || ' ' || region || ' ' || state
    || ' with=' || coalesce((SELECT group_concat(value) FROM (
         SELECT value FROM snapshot_permission WHERE snapshot_id = snapshot.id
           AND snapshot.state <> 'deleted' ORDER BY value)), '')
    || ' blocks=' || coalesce((SELECT group_concat(block_index || blob) FROM (
         SELECT block_index, blob FROM content_block
         WHERE content_block.content_id = snapshot.content_id
           AND snapshot.state <> 'deleted' ORDER BY block_index)), '')
    || ' put=' || coalesce((SELECT group_concat(block_index) FROM (
         SELECT block_index FROM content_block
         WHERE content_block.content_id = snapshot.content_id AND is_put
           AND snapshot.state = 'pending' AND snapshot.upload_timeout_minutes IS NOT NULL
         ORDER BY block_index)), '')
  FROM snapshot
  UNION ALL
  SELECT 'volume ' || id || ' ' || owner || ' ' || region || ' ' || state
    || ' at=' || coalesce((SELECT group_concat(instance_id) FROM attachment
         WHERE volume_id = volume.id), '')
    || ' blocks=' || coalesce((SELECT group_concat(block_index || blob) FROM (
         SELECT block_index, blob FROM content_block
         WHERE content_block.content_id = volume.content_id
           AND volume.state <> 'deleted' ORDER BY block_index)), '')
  FROM volume
  UNION ALL
  SELECT 'instance ' || id || ' ' || owner || ' ' || region || ' ' || state || ' of=' || image_id
  FROM instance
  UNION ALL
  SELECT 'rule ' || id || ' ' || account || ' ' || region || ' ' || resource_type || ' '
    || retention_days || ' ' || status FROM retention_rule
  UNION ALL
  SELECT 'binned ' || resource_id || ' ' || account || ' ' || region || ' ' || exits_at
  FROM recycle_bin
  UNION ALL
  SELECT 'task ' || kind || ' ' || subject || ' due=' || coalesce(due_at, '-') FROM task
  UNION ALL
  SELECT 'token ' || account || ' ' || region || ' ' || operation || ' ' || token
    || iif(is_spent, ' spent', ' good') FROM idempotency
  UNION ALL
  SELECT 'tag ' || account || ' ' || resource_id || ' ' || key FROM tag
)sql";

/// A query for the ids of what breaks a rule.
struct Rule {
  std::string_view violation;
  std::string_view query;
};

constexpr Rule kRules[] = {
    {"is pending and no task will end it", R"sql(
      SELECT id FROM image WHERE state = 'pending' AND 1 <> (
        SELECT count(*) FROM task WHERE subject = image.id
          AND kind IN ('create-image', 'copy-image', 'restore-image')))sql"},
    {"is pending and neither a task nor an image will end it", R"sql(
      SELECT id FROM snapshot WHERE state = 'pending' AND NOT EXISTS (
        SELECT 1 FROM task WHERE subject = snapshot.id AND kind IN (
          'create-snapshot', 'copy-snapshot', 'expire-upload')) AND NOT EXISTS (
        SELECT 1 FROM image_block_device AS device JOIN image ON image.id = device.image_id
        WHERE device.snapshot_id = snapshot.id AND image.state = 'pending'))sql"},
    {"is on its way and no task will end it", R"sql(
      SELECT id FROM instance WHERE state NOT IN ('running', 'stopped') AND NOT EXISTS (
        SELECT 1 FROM task WHERE subject = instance.id AND kind = CASE instance.state
          WHEN 'pending' THEN 'start-instance' WHEN 'stopping' THEN 'stop-instance'
          WHEN 'shutting-down' THEN 'terminate-instance' ELSE 'forget-instance' END))sql"},
    {"is on its way and no task will end it", R"sql(
      SELECT id FROM volume WHERE state IN ('creating', 'deleting') AND NOT EXISTS (
        SELECT 1 FROM task WHERE subject = volume.id AND kind = iif(
          volume.state = 'creating', 'create-volume', 'delete-volume')))sql"},
    {"has a task and does not wait for it", R"sql(
      SELECT subject FROM task WHERE subject NOT IN (
        SELECT id FROM image WHERE state IN ('pending', 'recoverable') UNION ALL
        SELECT id FROM snapshot WHERE state IN ('pending', 'recoverable') UNION ALL
        SELECT id FROM volume WHERE state IN ('creating', 'deleting', 'recoverable') UNION ALL
        SELECT id FROM instance WHERE state NOT IN ('running', 'stopped') UNION ALL
        SELECT id FROM retention_rule WHERE status = 'pending'))sql"},
    {"has more than one task", "SELECT subject FROM task GROUP BY subject HAVING count(*) > 1"},
    {"names a snapshot that is not there", R"sql(
      SELECT image.id FROM image JOIN image_block_device AS device ON device.image_id = image.id
      LEFT JOIN snapshot ON snapshot.id = device.snapshot_id AND snapshot.region = image.region
      WHERE image.state IN ('pending', 'available', 'disabled')
        AND coalesce(snapshot.state, 'none') IN ('none', 'deleted', 'recoverable'))sql"},
    {"is available and its snapshot is not completed", R"sql(
      SELECT image.id FROM image JOIN image_block_device AS device ON device.image_id = image.id
      JOIN snapshot ON snapshot.id = device.snapshot_id
      WHERE image.state IN ('available', 'disabled') AND snapshot.state <> 'completed')sql"},
    // Copies, and what came back from the Recycle Bin, may share a name.
    {"has a name that another image of its owner has", R"sql(
      SELECT min(id) FROM image
      WHERE state IN ('pending', 'available', 'disabled', 'failed')
        AND (source_image_id IS NULL OR source_instance_id IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM journal WHERE resource_id = image.id
          AND from_state = 'recoverable')
      GROUP BY owner, region, name HAVING count(*) > 1)sql"},
    {"is public in one place and not in the other", R"sql(
      SELECT id FROM image WHERE is_public <> EXISTS (
        SELECT 1 FROM launch_permission WHERE image_id = image.id AND value = 'all') UNION ALL
      SELECT id FROM snapshot WHERE is_public <> EXISTS (
        SELECT 1 FROM snapshot_permission WHERE snapshot_id = snapshot.id AND value = 'all'))sql"},
    {"is shared although it cannot be used", R"sql(
      SELECT id FROM image WHERE state IN ('pending', 'failed', 'disabled', 'deregistered')
        AND EXISTS (SELECT 1 FROM launch_permission WHERE image_id = image.id))sql"},
    {"is in the Recycle Bin in one place and not in the other", R"sql(
      SELECT id FROM (
        SELECT id, state, 'EC2_IMAGE' AS type FROM image UNION ALL
        SELECT id, state, 'EBS_SNAPSHOT' FROM snapshot UNION ALL
        SELECT id, state, 'EBS_VOLUME' FROM volume)
      WHERE (state = 'recoverable') <> EXISTS (
        SELECT 1 FROM recycle_bin WHERE resource_id = id AND resource_type = type))sql"},
    {"is in the Recycle Bin without the task and the tag of that", R"sql(
      SELECT resource_id FROM recycle_bin AS bin WHERE NOT EXISTS (
        SELECT 1 FROM task WHERE subject = bin.resource_id AND kind = 'empty-recycle-bin'
          AND due_at = bin.exits_at) OR NOT EXISTS (
        SELECT 1 FROM tag WHERE resource_id = bin.resource_id
          AND key = 'aws:recycle-bin:resource-in-bin'))sql"},
    {"has bytes that are not there", R"sql(
      SELECT id FROM (SELECT id, state, content_id FROM snapshot UNION ALL
        SELECT id, state, content_id FROM volume)
      WHERE content_id IS NOT NULL AND state <> 'deleted'
        AND content_id NOT IN (SELECT id FROM content))sql"},
    {"is in use without an instance, or the other way round", R"sql(
      SELECT id FROM volume WHERE (state = 'in-use') <> EXISTS (
        SELECT 1 FROM attachment JOIN instance ON instance.id = attachment.instance_id
        WHERE attachment.volume_id = volume.id AND instance.state <> 'terminated'))sql"},
    {"is not there and has tags", R"sql(
      SELECT resource_id FROM tag WHERE resource_id NOT IN (
        SELECT id FROM image WHERE state <> 'deregistered' UNION ALL
        SELECT id FROM snapshot WHERE state <> 'deleted' UNION ALL
        SELECT id FROM volume WHERE state <> 'deleted' UNION ALL
        SELECT id FROM instance))sql"},
    {"has a journal with a gap", R"sql(
      SELECT resource_id FROM (
        SELECT resource_id, from_state,
          lag(to_state, 1, '') OVER (PARTITION BY resource_id ORDER BY id) AS before
        FROM journal) WHERE from_state <> before)sql"},
    {"is not in the state that its journal ends with", R"sql(
      SELECT present.id FROM (
        SELECT id, state FROM image UNION ALL SELECT id, state FROM snapshot UNION ALL
        SELECT id, state FROM volume UNION ALL SELECT id, state FROM instance UNION ALL
        SELECT id, status FROM retention_rule) AS present
      WHERE present.state IS NOT (
        SELECT to_state FROM journal WHERE resource_id = present.id
        ORDER BY journal.id DESC LIMIT 1))sql"},
};

}  // namespace

std::string blobOf(char letter) {
  static std::map<char, std::string> known;
  auto& name = known[letter];
  if (name.empty())
    name = encodeHex(digestOf(DigestKind::sha256, std::string(kBlockBytes, letter)));
  return name;
}

std::vector<std::string> everythingIn(Database& database) {
  Statement statement(database, kEverything);
  auto lines = columnOf<std::string>(statement);
  for (auto& line : lines) {
    if (line.find(" blocks=") == std::string::npos) continue;
    for (const char letter : kLetters) {
      const auto name = blobOf(letter);
      for (auto at = line.find(name); at != std::string::npos; at = line.find(name))
        line.replace(at, name.size(), 1, letter);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> violationsIn(Database& database, const BlobStore& blobs) {
  std::vector<std::string> violations;
  for (const auto& rule : kRules) {
    Statement statement(database, rule.query);
    for (const auto& id : columnOf<std::string>(statement))
      violations.push_back(id + " " + std::string(rule.violation));
  }
  // A sweep leaves the rows of what was deleted in a checkpoint, and nobody can read them again.
  Statement names(database, R"sql(
    SELECT DISTINCT blob FROM content_block WHERE content_id IN (
      SELECT content_id FROM snapshot WHERE state <> 'deleted'
      UNION SELECT content_id FROM volume WHERE state <> 'deleted')
  )sql");
  for (const auto& name : columnOf<std::string>(names))
    if (!blobs.has(name)) violations.push_back("a row names the blob " + name + ", which is gone");
  return violations;
}

std::vector<std::string> damageIn(Database& database) {
  Statement integrity(database, "PRAGMA integrity_check");
  auto damage = columnOf<std::string>(integrity);
  std::erase(damage, "ok");
  Statement orphans(database, R"(SELECT "table" FROM pragma_foreign_key_check)");
  for (const auto& table : columnOf<std::string>(orphans))
    damage.push_back("a row of " + table + " refers to none");
  return damage;
}

}  // namespace amilocal::simulation
