#include "amilocal/catalog/event_table.h"

#include "amilocal/core/text.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::Event;

/// The list of ARNs is one text: none of them has a blank, and nearly every list has one element.
struct EventRow {
  std::int64_t id = 0;
  Event event{};
  std::string resources{};
};

struct EventColumns {
  static constexpr const char* kTable = "event";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& row) {
    column("id", row.id);
    column("uuid", row.event.uuid);
    column("at", row.event.at);
    column("account", row.event.account);
    column("region", row.event.region);
    column("detail_type", row.event.detailType);
    column("source", row.event.source);
    column("resources", row.resources);
    column("detail", row.event.detail);
  }
};

using EventRows = Rows<EventRow, EventColumns>;

constexpr std::string_view kWhere = R"sql(
  WHERE id > :after
    AND (:account IS NULL OR account = :account)
    AND (:region IS NULL OR region = :region)
    AND (:detail_type IS NULL OR detail_type = :detail_type)
    AND (:resource IS NULL
         OR instr(' ' || resources || ' ', ' ' || :resource || ' ') > 0
         OR instr(resources || ' ', '/' || :resource || ' ') > 0)
  ORDER BY id LIMIT :limit
)sql";

constexpr std::string_view kLastId = "SELECT seq FROM sqlite_sequence WHERE name = 'event'";

constexpr std::string_view kKeepLatest =
    "DELETE FROM event WHERE id <= (SELECT max(id) FROM event) - :count";

constexpr std::string_view kForgetSequence = "DELETE FROM sqlite_sequence WHERE name = 'event'";

constexpr std::string_view kSetSequence =
    "INSERT INTO sqlite_sequence (name, seq) VALUES ('event', :id)";

Event eventOf(EventRow row) {
  row.event.id = row.id;
  for (const auto arn : split(row.resources, ' '))
    if (!arn.empty()) row.event.resources.emplace_back(arn);
  return std::move(row.event);
}

}  // namespace

std::vector<Event> EventTable::list(const EventFilter& filter) const {
  static const auto kSql = EventRows::sql().select + std::string(kWhere);
  Statement statement(database_, kSql);
  statement.bind(":after", filter.after)
      .bind(":account", filter.account)
      .bind(":region", filter.region)
      .bind(":detail_type", filter.detailType)
      .bind(":resource", filter.resource)
      .bind(":limit", filter.limit);
  std::vector<Event> events;
  while (statement.step()) events.push_back(eventOf(EventRows::read(statement)));
  return events;
}

std::int64_t EventTable::lastId() const {
  Statement statement(database_, kLastId);
  return statement.step() ? statement.get<std::int64_t>(0) : 0;
}

std::int64_t EventTable::append(const Event& event) {
  return EventRows::insertNumbered(database_, {event.id, event, join(event.resources, " ")});
}

void EventTable::keepLatest(std::int64_t count) {
  Statement(database_, kKeepLatest).bind(":count", count).run();
}

void EventTable::continueAfter(std::int64_t id) {
  if (id <= lastId()) return;
  Statement(database_, kForgetSequence).run();
  Statement(database_, kSetSequence).bind(":id", id).run();
}

}  // namespace amilocal
