#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/block.h"

namespace amilocal {

/// What is on disks: a content is the list of the blocks of one that were written. Snapshots and
/// volumes with the same bytes name the same content. One without a content is all zeros. Throws
/// CatalogError.
class ContentTable {
 public:
  explicit ContentTable(Database& database) : database_(database) {}

  /// A new content, which begins with the blocks of another.
  std::int64_t add(const std::optional<std::int64_t>& from);

  /// A new content of these blocks, each once; none for none.
  std::optional<std::int64_t> addBlocks(const std::vector<domain::Block>& blocks);

  /// Writes a block; one written before is replaced.
  void put(std::int64_t content, const domain::Block& block);

  std::optional<std::string> find(std::int64_t content, std::int64_t index) const;

  /// The blocks from an index on, in order.
  std::vector<domain::Block> list(std::int64_t content, std::int64_t from,
                                  std::int64_t limit) const;

  /// Those that were put, not taken over at the beginning.
  std::vector<domain::Block> listPut(std::int64_t content) const;

  /// Where the second differs from the first, from an index on, in order.
  std::vector<domain::BlockChange> changes(const std::optional<std::int64_t>& first,
                                           const std::optional<std::int64_t>& second,
                                           std::int64_t from, std::int64_t limit) const;

  std::int64_t count(std::int64_t content) const;

 private:
  Database& database_;
};

}  // namespace amilocal
