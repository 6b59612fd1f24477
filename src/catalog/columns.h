#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/statement.h"

/// The three visitors that read a value's list of columns (docs/decisions/0002-columns-once.md).
/// A list is a function `visit(column, value)` which calls, in the same order always,
///   column("name", value.member)             for a member;
///   column.derived("name", expression)       for what is written for an index and never read;
///   column.group(value.member, fields)       for an optional struct, which is absent when its
///                                            first column is NULL.
namespace amilocal {

class ColumnNames {
 public:
  template <class T>
  void operator()(const char* name, const T&) {
    names_.emplace_back(name);
  }
  template <class T>
  void derived(const char* name, const T&) {
    names_.emplace_back(name);
  }
  template <class Group, class Fields>
  void group(const std::optional<Group>&, Fields fields) {
    const Group nothing{};
    fields(*this, nothing);
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

/// Binds the columns to the parameters `first`, `first + 1` …
class ColumnBinder {
 public:
  ColumnBinder(Statement& statement, int first) : statement_(statement), next_(first) {}

  template <class T>
  void operator()(const char*, const T& value) {
    if (absent_)
      statement_.bindNull(next_++);
    else
      statement_.bindAt(next_++, value);
  }
  template <class T>
  void derived(const char* name, const T& value) {
    static_assert(!Cell<T>::kBorrows, "the statement would outlive the derived text");
    (*this)(name, value);
  }
  template <class Group, class Fields>
  void group(const std::optional<Group>& value, Fields fields) {
    static const Group kNothing{};
    absent_ = !value;
    fields(*this, value ? *value : kNothing);
    absent_ = false;
  }

 private:
  Statement& statement_;
  int next_;
  bool absent_ = false;
};

/// Reads the columns `first`, `first + 1` … of the present row.
class ColumnReader {
 public:
  ColumnReader(const Statement& statement, int first) : statement_(statement), next_(first) {}

  template <class T>
  void operator()(const char*, T& value) {
    if (!absent_) value = statement_.get<T>(next_);
    ++next_;
  }
  template <class T>
  void derived(const char*, const T&) {
    ++next_;
  }
  template <class Group, class Fields>
  void group(std::optional<Group>& value, Fields fields) {
    Group read{};
    absent_ = statement_.isNull(next_);
    fields(*this, read);
    if (!absent_) value = std::move(read);
    absent_ = false;
  }

 private:
  const Statement& statement_;
  int next_;
  bool absent_ = false;
};

/// The names in Columns, in their order.
template <class Columns, class Value>
std::vector<std::string> columnNames() {
  ColumnNames names;
  const Value value{};
  Columns::visit(names, value);
  return names.names();
}

}  // namespace amilocal
