#include "amilocal/catalog/usage_report_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::UsageReport;

struct ReportColumns {
  static constexpr const char* kTable = "usage_report";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& report) {
    column("id", report.id);
    column("region", report.region);
    column("owner", report.owner);
    column("image_id", report.imageId);
    column("state", report.state);
    column("state_reason", report.stateReason);
    column("created_at", report.createdAt);
    column("data", report.data);
  }
};

struct EntryColumns {
  static constexpr const char* kTable = "usage_report_entry";
  static constexpr const char* kParent = "report_id";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& entry) {
    column("resource_type", entry.resourceType);
    column("account", entry.account);
    column("usage_count", entry.usageCount);
  }
};

using ReportRows = Rows<UsageReport, ReportColumns>;
using Entries = Lists<domain::UsageReportEntry, EntryColumns>;

}  // namespace

std::optional<UsageReport> UsageReportTable::find(const UsageReportId& id) const {
  auto report = ReportRows::find(database_, id);
  if (report) report->entries = Entries::find(database_, id.str());
  return report;
}

std::vector<UsageReport> UsageReportTable::list(const std::string& owner,
                                                const std::string& region) const {
  static const auto kSql =
      ReportRows::sql().select + " WHERE region = ?1 AND owner = ?2 ORDER BY id";
  Statement statement(database_, kSql);
  statement.bindAt(1, region);
  statement.bindAt(2, owner);
  auto reports = ReportRows::readAll(statement);
  Entries::fill(database_, reports, &UsageReport::entries);
  return reports;
}

void UsageReportTable::insert(const UsageReport& report) {
  ReportRows::insert(database_, report);
  Entries::insert(database_, report.id.str(), report.entries);
}

void UsageReportTable::update(const UsageReport& report) {
  ReportRows::update(database_, report);
  Entries::replace(database_, report.id.str(), report.entries);
}

bool UsageReportTable::remove(const UsageReportId& id) { return ReportRows::remove(database_, id); }

}  // namespace amilocal
