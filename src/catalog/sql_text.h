#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amilocal {

/// The statements of a table whose first column is its key.
struct RowSql {
  std::string insert;  ///< parameters ?1, ?2 … in the order of the columns
  std::string update;  ///< the same parameters; the key says which row
  std::string select;  ///< `SELECT … FROM table`, to be continued
  std::string find;    ///< by key, ?1
  std::string remove;  ///< by key, ?1
};
RowSql rowSql(std::string_view table, const std::vector<std::string>& columns);

/// The statements of a table that keeps the lists of another: `parent` is the column with the
/// owner's id, and `position` the place in its list.
struct ListSql {
  std::string insert;  ///< ?1 the parent, ?2 the position, then the columns
  std::string find;    ///< the columns of one parent's items, in order
  std::string any;     ///< a row, if there is one
  std::string remove;  ///< all items of a parent
};
ListSql listSql(std::string_view table, std::string_view parent,
                const std::vector<std::string>& columns);

/// A JSON array of texts, for `IN (SELECT value FROM json_each(:list))`: SQLite has no parameter
/// for a list.
class JsonTexts {
 public:
  void add(std::string_view text);
  std::string finish() &&;

 private:
  std::string json_ = "[";
};

template <class Texts, class TextOf>
std::string jsonTexts(const Texts& values, TextOf textOf) {
  JsonTexts json;
  for (const auto& value : values) json.add(textOf(value));
  return std::move(json).finish();
}

/// From `low` to less than `high`, which is no text itself.
struct TextRange {
  std::string low;
  std::string high;
};

/// All texts that begin like this. UTF-8 has no byte 0xff, so nothing is greater that begins so.
TextRange textsThatBegin(const std::string& prefix);

std::string jsonOf(std::span<const std::string> texts);

/// The ids, as texts, of an Id list.
template <class Ids>
std::string jsonOfIds(const Ids& ids) {
  return jsonTexts(ids, [](const auto& id) -> const std::string& { return id.str(); });
}

/// The spellings of a list of states.
template <class States>
std::string jsonOfStates(const States& states) {
  return jsonTexts(states, [](auto state) { return toString(state); });
}

}  // namespace amilocal
