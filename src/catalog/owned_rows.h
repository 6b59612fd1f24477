#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/owned_table.h"
#include "cells.h"
#include "rows.h"

/// What an OwnedTable does, for the files that say which columns its values have.
namespace amilocal {

/// The columns of a kind of value (columns.h). When a value has a list, `Items` are its rows and
/// `kItems` is the member that has it.
template <class Value>
struct ColumnsOf;

template <class Value>
constexpr bool kHasItems = requires {
  ColumnsOf<Value>::kItems;
};

template <class Value>
std::optional<Value> OwnedTable<Value>::find(const Key& id) const {
  auto value = Rows<Value, ColumnsOf<Value>>::find(database_, id);
  if constexpr (kHasItems<Value>)
    if (value)
      (*value).*ColumnsOf<Value>::kItems = ColumnsOf<Value>::Items::find(database_, id.str());
  return value;
}

template <class Value>
std::vector<Value> OwnedTable<Value>::list(const std::string& account,
                                           const std::string& region) const {
  using Values = Rows<Value, ColumnsOf<Value>>;
  static const auto kSql = Values::sql().select + " WHERE region = ?1 AND owner = ?2 ORDER BY id";
  Statement statement(database_, kSql);
  statement.bindAt(1, region);
  statement.bindAt(2, account);
  auto values = Values::readAll(statement);
  if constexpr (kHasItems<Value>) {
    ColumnsOf<Value>::Items::fill(database_, values, ColumnsOf<Value>::kItems);
  }
  return values;
}

template <class Value>
void OwnedTable<Value>::put(const Value& value) {
  using Values = Rows<Value, ColumnsOf<Value>>;
  const bool isKnown = Values::find(database_, value.id).has_value();
  if (isKnown)
    Values::update(database_, value);
  else
    Values::insert(database_, value);
  if constexpr (kHasItems<Value>)
    ColumnsOf<Value>::Items::replace(database_, value.id.str(), value.*ColumnsOf<Value>::kItems);
}

template <class Value>
bool OwnedTable<Value>::remove(const Key& id) {
  return Rows<Value, ColumnsOf<Value>>::remove(database_, id);
}

}  // namespace amilocal
