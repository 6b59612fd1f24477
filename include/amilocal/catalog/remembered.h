#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "amilocal/catalog/database.h"

namespace amilocal {

/// What was read of a table, and of the lists that its rows have, until any row of it changes: who
/// writes a list writes its row too. For tables that are read with each request and seldom written.
/// Those who read with a connection of their own remember nothing, since they are not told of
/// changes.
template <class Value>
class Remembered {
 public:
  /// `table` as Database::versionOf() takes it.
  Remembered(Database& database, std::string table)
      : database_(database), table_(std::move(table)) {}

  /// What `read()` answered for the key, or would answer now.
  template <class Read>
  Value get(const std::string& key, Read read) {
    const auto version = database_.versionOf(table_);
    if (!version) return read();
    if (version_ != *version || values_.size() >= kMost) {
      values_.clear();
      version_ = *version;
    }
    const auto found = values_.find(key);
    if (found != values_.end()) return found->second;
    return values_.emplace(key, read()).first->second;
  }

 private:
  static constexpr std::size_t kMost = 256;

  Database& database_;
  std::string table_;
  std::uint64_t version_ = 0;
  std::unordered_map<std::string, Value> values_;
};

}  // namespace amilocal
