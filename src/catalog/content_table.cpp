#include "amilocal/catalog/content_table.h"

#include "amilocal/catalog/statement.h"

namespace amilocal {
namespace {

constexpr std::string_view kTakeOver = R"sql(
  INSERT INTO content_block (content_id, block_index, blob, is_put)
  SELECT ?1, block_index, blob, 0 FROM content_block WHERE content_id = ?2
)sql";

constexpr std::string_view kPut = R"sql(
  INSERT INTO content_block (content_id, block_index, blob, is_put) VALUES (?1, ?2, ?3, 1)
  ON CONFLICT (content_id, block_index) DO UPDATE SET blob = excluded.blob, is_put = 1
)sql";

constexpr std::string_view kList = R"sql(
  SELECT block_index, blob FROM content_block
  WHERE content_id = ?1 AND block_index >= ?2 ORDER BY block_index LIMIT ?3
)sql";

constexpr std::string_view kListPut = R"sql(
  SELECT block_index, blob FROM content_block
  WHERE content_id = ?1 AND is_put = 1 ORDER BY block_index
)sql";

// A block that only the first has was never written in the second.
constexpr std::string_view kChanges = R"sql(
  SELECT b.block_index, a.blob, b.blob FROM content_block AS b
  LEFT JOIN content_block AS a ON a.content_id = ?1 AND a.block_index = b.block_index
  WHERE b.content_id = ?2 AND b.block_index >= ?3 AND a.blob IS NOT b.blob
  UNION ALL
  SELECT a.block_index, a.blob, NULL FROM content_block AS a
  WHERE a.content_id = ?1 AND a.block_index >= ?3 AND NOT EXISTS (
    SELECT 1 FROM content_block AS b WHERE b.content_id = ?2 AND b.block_index = a.block_index)
  ORDER BY 1 LIMIT ?4
)sql";

void putBy(Statement& statement, std::int64_t content, const domain::Block& block) {
  statement.bindAt(1, content);
  statement.bindAt(2, block.index);
  statement.bindAt(3, block.blob);
  statement.run();
}

std::vector<domain::Block> readBlocks(Statement& statement) {
  std::vector<domain::Block> blocks;
  while (statement.step())
    blocks.push_back({statement.get<std::int64_t>(0), statement.get<std::string>(1)});
  return blocks;
}

}  // namespace

std::int64_t ContentTable::add(const std::optional<std::int64_t>& from) {
  Statement(database_, "INSERT INTO content (id) VALUES (NULL)").run();
  const auto content = database_.lastInsertId();
  if (!from) return content;
  Statement statement(database_, kTakeOver);
  statement.bindAt(1, content);
  statement.bindAt(2, *from);
  statement.run();
  return content;
}

std::optional<std::int64_t> ContentTable::addBlocks(const std::vector<domain::Block>& blocks) {
  if (blocks.empty()) return std::nullopt;
  const auto content = add(std::nullopt);
  Statement statement(database_, kPut);
  for (const auto& block : blocks) putBy(statement, content, block);
  return content;
}

void ContentTable::put(std::int64_t content, const domain::Block& block) {
  Statement statement(database_, kPut);
  putBy(statement, content, block);
}

std::optional<std::string> ContentTable::find(std::int64_t content, std::int64_t index) const {
  Statement statement(database_,
                      "SELECT blob FROM content_block WHERE content_id = ?1 AND block_index = ?2");
  statement.bindAt(1, content);
  statement.bindAt(2, index);
  if (!statement.step()) return std::nullopt;
  return statement.get<std::string>(0);
}

std::vector<domain::Block> ContentTable::list(std::int64_t content, std::int64_t from,
                                              std::int64_t limit) const {
  Statement statement(database_, kList);
  statement.bindAt(1, content);
  statement.bindAt(2, from);
  statement.bindAt(3, limit);
  return readBlocks(statement);
}

std::vector<domain::Block> ContentTable::listPut(std::int64_t content) const {
  Statement statement(database_, kListPut);
  statement.bindAt(1, content);
  return readBlocks(statement);
}

std::vector<domain::BlockChange> ContentTable::changes(const std::optional<std::int64_t>& first,
                                                       const std::optional<std::int64_t>& second,
                                                       std::int64_t from,
                                                       std::int64_t limit) const {
  Statement statement(database_, kChanges);
  statement.bindAt(1, first);
  statement.bindAt(2, second);
  statement.bindAt(3, from);
  statement.bindAt(4, limit);
  std::vector<domain::BlockChange> changes;
  while (statement.step())
    changes.push_back({statement.get<std::int64_t>(0), statement.get<std::optional<std::string>>(1),
                       statement.get<std::optional<std::string>>(2)});
  return changes;
}

std::int64_t ContentTable::count(std::int64_t content) const {
  Statement statement(database_, "SELECT count(*) FROM content_block WHERE content_id = ?1");
  statement.bindAt(1, content);
  return statement.step() ? statement.get<std::int64_t>(0) : 0;
}

}  // namespace amilocal
