#include "amilocal/catalog/fault_table.h"

#include "rows.h"

namespace amilocal {

template <>
struct Cell<Duration> {
  static constexpr bool kBorrows = false;
  static void bind(Statement& s, int index, Duration value) { s.bindInteger(index, value.count()); }
  static Duration read(const Statement& s, int column) { return Duration{s.integer(column)}; }
};

namespace {

using domain::Fault;

struct FaultColumns {
  static constexpr const char* kTable = "fault";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& fault) {
    column("id", fault.id);
    column("operation", fault.operation);
    column("account", fault.account);
    column("region", fault.region);
    column("resource", fault.resource);
    column("probability_millionths", fault.probabilityMillionths);
    column("seed", fault.seed);
    column("times", fault.times);
    column("nth", fault.nth);
    column("hits_dry_runs", fault.hitsDryRuns);
    column("latency_ms", fault.latency);
    column.group(fault.error, [](auto& errorColumn, auto& error) {
      errorColumn("error_code", error.code);
      errorColumn("error_message", error.message);
      errorColumn("error_status", error.status);
    });
    column.group(fault.taskFailure, [](auto& taskColumn, auto& failure) {
      taskColumn("task_code", failure.code);
      taskColumn("task_message", failure.message);
    });
    column("met", fault.met);
    column("fired", fault.fired);
  }
};

using FaultRows = Rows<Fault, FaultColumns>;

constexpr std::string_view kInOrder = " ORDER BY id";

}  // namespace

std::vector<Fault> FaultTable::list() const {
  static const auto kSql = FaultRows::sql().select + std::string(kInOrder);
  Statement statement(database_, kSql);
  return FaultRows::readAll(statement);
}

std::optional<Fault> FaultTable::find(std::int64_t id) const {
  return FaultRows::find(database_, id);
}

std::int64_t FaultTable::insert(const Fault& fault) {
  return FaultRows::insertNumbered(database_, fault);
}

void FaultTable::update(const Fault& fault) { FaultRows::update(database_, fault); }

bool FaultTable::remove(std::int64_t id) { return FaultRows::remove(database_, id); }

void FaultTable::removeAll() { Statement(database_, "DELETE FROM fault").run(); }

}  // namespace amilocal
