#include "amilocal/catalog/journal_table.h"

#include "rows.h"

namespace amilocal {
namespace {

using domain::JournalEntry;

struct JournalColumns {
  static constexpr const char* kTable = "journal";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& entry) {
    column("id", entry.id);
    column("at", entry.at);
    column("account", entry.account);
    column("region", entry.region);
    column("resource_id", entry.resourceId);
    column("from_state", entry.fromState);
    column("to_state", entry.toState);
    column("cause", entry.cause);
    column("reason", entry.reason);
    column("request_id", entry.requestId);
  }
};

using JournalRows = Rows<JournalEntry, JournalColumns>;

constexpr std::string_view kWhereAfter = " WHERE id > :after ORDER BY id LIMIT :limit";

constexpr std::string_view kWhereResource =
    " WHERE resource_id = :resource AND id > :after ORDER BY id LIMIT :limit";

constexpr std::string_view kKeepLatest =
    "DELETE FROM journal WHERE id <= (SELECT max(id) FROM journal) - :count";

}  // namespace

std::vector<JournalEntry> JournalTable::list(std::int64_t after, std::int64_t limit,
                                             const std::optional<std::string>& resource) const {
  const auto sql = JournalRows::sql().select + std::string(resource ? kWhereResource : kWhereAfter);
  Statement statement(database_, sql);
  statement.bind(":after", after).bind(":limit", limit).bindIfUsed(":resource", resource);
  return JournalRows::readAll(statement);
}

std::int64_t JournalTable::append(const JournalEntry& entry) {
  return JournalRows::insertNumbered(database_, entry);
}

void JournalTable::keepLatest(std::int64_t count) {
  Statement(database_, kKeepLatest).bind(":count", count).run();
}

}  // namespace amilocal
