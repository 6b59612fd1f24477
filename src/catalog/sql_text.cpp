#include "sql_text.h"

#include <cstddef>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

/// `?3, ?4, ?5` for count = 3 and first = 3.
std::string parameters(std::size_t first, std::size_t count) {
  std::vector<std::string> marks;
  for (std::size_t i = 0; i < count; ++i) marks.push_back("?" + std::to_string(first + i));
  return join(marks, ", ");
}

}  // namespace

RowSql rowSql(std::string_view table, const std::vector<std::string>& columns) {
  const std::string name(table);
  const auto list = join(columns, ", ");
  const auto where = " WHERE " + columns.front() + " = ?1";
  std::vector<std::string> assignments;
  for (std::size_t i = 1; i < columns.size(); ++i)
    assignments.push_back(columns[i] + " = ?" + std::to_string(i + 1));

  RowSql sql;
  sql.insert =
      "INSERT INTO " + name + " (" + list + ") VALUES (" + parameters(1, columns.size()) + ")";
  sql.update = "UPDATE " + name + " SET " + join(assignments, ", ") + where;
  sql.select = "SELECT " + list + " FROM " + name;
  sql.find = sql.select + where;
  sql.remove = "DELETE FROM " + name + where;
  return sql;
}

ListSql listSql(std::string_view table, std::string_view parent,
                const std::vector<std::string>& columns) {
  const std::string name(table);
  const std::string owner(parent);
  const auto list = join(columns, ", ");

  ListSql sql;
  sql.insert = "INSERT INTO " + name + " (" + owner + ", position, " + list + ") VALUES (" +
               parameters(1, columns.size() + 2) + ")";
  sql.find = "SELECT " + list + " FROM " + name + " WHERE " + owner + " = ?1 ORDER BY position";
  sql.any = "SELECT 1 FROM " + name + " LIMIT 1";
  sql.remove = "DELETE FROM " + name + " WHERE " + owner + " = ?1";
  return sql;
}

void JsonTexts::add(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  json_ += json_.size() > 1 ? ",\"" : "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json_ += '\\';
      json_ += c;
    } else if (byte < 0x20) {
      json_ += "\\u00";
      json_ += kHex[byte >> 4];
      json_ += kHex[byte & 0x0f];
    } else {
      json_ += c;
    }
  }
  json_ += '"';
}

std::string JsonTexts::finish() && { return std::move(json_) + "]"; }

TextRange textsThatBegin(const std::string& prefix) { return {prefix, prefix + '\xff'}; }

std::string jsonOf(std::span<const std::string> texts) {
  return jsonTexts(texts, [](const std::string& text) -> const std::string& { return text; });
}

}  // namespace amilocal
