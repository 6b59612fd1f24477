#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal {

/// How a T is kept in a column: `bind`, `read`, and whether what is bound is borrowed from the
/// value. Enumerations are kept as text; src/catalog/cells.h says which.
template <class T>
struct Cell;

/// A prepared statement, taken from the connection's cache and given back, reset, at scope exit.
/// Texts are bound without a copy: they must live until the last step(). Throws CatalogError.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Binds the parameter `name`, written with its colon.
  template <class T>
  Statement& bind(const char* name, T&& value) {
    checkOutlives<T>();
    bindAt(parameter(name), value);
    return *this;
  }

  /// The same, and nothing when the text lacks the parameter: for texts put together from parts.
  template <class T>
  Statement& bindIfUsed(const char* name, T&& value) {
    checkOutlives<T>();
    if (const int index = parameterOrZero(name); index != 0) bindAt(index, value);
    return *this;
  }

  template <class T>
  void bindAt(int index, const T& value) {
    Cell<T>::bind(*this, index, value);
  }

  /// Goes to the next row. False after the last one; the statement is then as new, with its
  /// parameters still bound.
  bool step();

  /// Steps to the end: for statements without rows.
  void run();

  /// A value of the present row; columns count from 0.
  template <class T>
  T get(int column) const {
    return Cell<T>::read(*this, column);
  }

  void bindNull(int index);
  void bindInteger(int index, std::int64_t value);
  void bindText(int index, std::string_view value);
  /// For the SQL function `matches_any` alone, which any other use finds to be NULL.
  void bindTexts(int index, const std::vector<std::string>& texts);
  bool isNull(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;  ///< valid until the next step

 private:
  template <class T>
  static constexpr void checkOutlives() {
    static_assert(std::is_lvalue_reference_v<T> || !Cell<std::remove_cvref_t<T>>::kBorrows,
                  "a temporary text would be gone when the statement runs: give it a name");
  }

  int parameter(const char* name) const;
  int parameterOrZero(const char* name) const;
  void check(int code) const;
  void reset() noexcept;

  Database& database_;
  Database::Prepared& prepared_;
  sqlite3_stmt* handle_ = nullptr;
};

/// All rows of a statement with one column.
template <class T>
std::vector<T> columnOf(Statement& statement) {
  std::vector<T> values;
  while (statement.step()) values.push_back(statement.get<T>(0));
  return values;
}

template <>
struct Cell<std::int64_t> {
  static constexpr bool kBorrows = false;
  static void bind(Statement& s, int index, std::int64_t value) { s.bindInteger(index, value); }
  static std::int64_t read(const Statement& s, int column) { return s.integer(column); }
};

template <>
struct Cell<int> {
  static constexpr bool kBorrows = false;
  static void bind(Statement& s, int index, int value) { s.bindInteger(index, value); }
  static int read(const Statement& s, int column) { return static_cast<int>(s.integer(column)); }
};

template <>
struct Cell<bool> {
  static constexpr bool kBorrows = false;
  static void bind(Statement& s, int index, bool value) { s.bindInteger(index, value ? 1 : 0); }
  static bool read(const Statement& s, int column) { return s.integer(column) != 0; }
};

template <>
struct Cell<Instant> {
  static constexpr bool kBorrows = false;
  static void bind(Statement& s, int index, Instant value) {
    s.bindInteger(index, value.time_since_epoch().count());
  }
  static Instant read(const Statement& s, int column) {
    return Instant(Duration(s.integer(column)));
  }
};

template <>
struct Cell<std::string_view> {
  static constexpr bool kBorrows = false;  // a view is its maker's promise
  static void bind(Statement& s, int index, std::string_view value) { s.bindText(index, value); }
  static std::string_view read(const Statement& s, int column) { return s.text(column); }
};

template <>
struct Cell<std::string> {
  static constexpr bool kBorrows = true;
  static void bind(Statement& s, int index, const std::string& value) { s.bindText(index, value); }
  static std::string read(const Statement& s, int column) { return std::string(s.text(column)); }
};

template <>
struct Cell<std::vector<std::string>> {
  static constexpr bool kBorrows = true;
  static void bind(Statement& s, int index, const std::vector<std::string>& texts) {
    s.bindTexts(index, texts);
  }
};

template <class Kind>
struct Cell<Id<Kind>> {
  static constexpr bool kBorrows = true;
  static void bind(Statement& s, int index, const Id<Kind>& id) { s.bindText(index, id.str()); }
  static Id<Kind> read(const Statement& s, int column) {
    return Id<Kind>::trusted(std::string(s.text(column)));
  }
};

/// Absent is NULL.
template <class T>
struct Cell<std::optional<T>> {
  static constexpr bool kBorrows = Cell<T>::kBorrows;
  static void bind(Statement& s, int index, const std::optional<T>& value) {
    if (value)
      Cell<T>::bind(s, index, *value);
    else
      s.bindNull(index);
  }
  static std::optional<T> read(const Statement& s, int column) {
    if (s.isNull(column)) return std::nullopt;
    return Cell<T>::read(s, column);
  }
};

}  // namespace amilocal
