#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/statement.h"
#include "columns.h"
#include "sql_text.h"

namespace amilocal {

/// Row ⇄ Value for a table whose first column is its key. `Columns` has the table's name and the
/// list of columns (columns.h); the statements are made of it at first use.
template <class Value, class Columns>
class Rows {
 public:
  static const RowSql& sql() {
    static const RowSql kSql = rowSql(Columns::kTable, columnNames<Columns, Value>());
    return kSql;
  }

  static Value read(const Statement& statement) {
    Value value{};
    readInto(value, statement);
    return value;
  }

  static void readInto(Value& value, const Statement& statement) {
    ColumnReader reader(statement, 0);
    Columns::visit(reader, value);
  }

  /// All rows of a statement that begins with `sql().select`.
  static std::vector<Value> readAll(Statement& statement) {
    std::vector<Value> values;
    while (statement.step()) readInto(values.emplace_back(), statement);
    return values;
  }

  template <class Key>
  static std::optional<Value> find(Database& database, const Key& key) {
    Statement statement(database, sql().find);
    statement.bindAt(1, key);
    if (!statement.step()) return std::nullopt;
    return read(statement);
  }

  static void insert(Database& database, const Value& value) {
    Statement statement(database, sql().insert);
    ColumnBinder binder(statement, 1);
    Columns::visit(binder, value);
    statement.run();
  }

  /// For tables with integer keys: the value's own key when it has one (not 0), else a new one.
  static std::int64_t insertNumbered(Database& database, const Value& value) {
    Statement statement(database, sql().insert);
    ColumnBinder binder(statement, 1);
    Columns::visit(binder, value);
    if (value.id == 0) statement.bindNull(1);
    statement.run();
    return database.lastInsertId();
  }

  static void update(Database& database, const Value& value) {
    Statement statement(database, sql().update);
    ColumnBinder binder(statement, 1);
    Columns::visit(binder, value);
    statement.run();
    if (database.changedRows() == 0) {
      throw CatalogError(CatalogError::Kind::missingRow,
                         "catalog: no such row to update in " + std::string(Columns::kTable));
    }
  }

  template <class Key>
  static bool remove(Database& database, const Key& key) {
    Statement statement(database, sql().remove);
    statement.bindAt(1, key);
    statement.run();
    return database.changedRows() > 0;
  }
};

/// What find() answers, as a list. One row is found by its key in a third of the time that a JSON
/// array of keys takes.
template <class Value>
std::vector<Value> listOf(std::optional<Value> found) {
  std::vector<Value> values;
  if (found) values.push_back(*std::move(found));
  return values;
}

/// The lists of Items that other tables' rows have: a table with the parent's id, the place in the
/// list, and the item's columns. `Columns` also names the column of the parent.
template <class Item, class Columns>
class Lists {
 public:
  static const ListSql& sql() {
    static const ListSql kSql =
        listSql(Columns::kTable, Columns::kParent, columnNames<Columns, Item>());
    return kSql;
  }

  static void insert(Database& database, const std::string& parent,
                     const std::vector<Item>& items) {
    if (items.empty()) return;
    Statement statement(database, sql().insert);
    statement.bindAt(1, parent);
    int position = 0;
    for (const auto& item : items) {
      statement.bindAt(2, position++);
      ColumnBinder binder(statement, 3);
      Columns::visit(binder, item);
      statement.run();
    }
  }

  static std::vector<Item> find(Database& database, const std::string& parent) {
    Statement statement(database, sql().find);
    statement.bindAt(1, parent);
    std::vector<Item> items;
    while (statement.step()) readInto(items.emplace_back(), statement);
    return items;
  }

  /// Fills the lists of all values. A look-up for each takes half as long as one query for all,
  /// for which their ids would have to be written down, read again and sorted; and in most catalogs
  /// most of these tables are empty.
  template <class Value>
  static void fill(Database& database, std::vector<Value>& values, std::vector<Item> Value::*list) {
    if (values.empty() || !Statement(database, sql().any).step()) return;
    Statement statement(database, sql().find);
    for (auto& value : values) {
      statement.bindAt(1, value.id.str());
      while (statement.step()) readInto((value.*list).emplace_back(), statement);
    }
  }

  /// Makes the list what `items` says. Most updates leave the lists alone, and comparing is
  /// cheaper than writing.
  static void replace(Database& database, const std::string& parent,
                      const std::vector<Item>& items) {
    if (find(database, parent) == items) return;
    Statement statement(database, sql().remove);
    statement.bindAt(1, parent);
    statement.run();
    insert(database, parent, items);
  }

 private:
  static void readInto(Item& item, const Statement& statement) {
    ColumnReader reader(statement, 0);
    Columns::visit(reader, item);
  }
};

}  // namespace amilocal
