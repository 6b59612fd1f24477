#include "amilocal/catalog/catalog.h"
#include "services/ec2/usage_report_making.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

// The counts are those of the end: what was launched while the report was made is in it.
void finishUsageReport(RequestContext& ctx, const domain::Task& task) {
  auto report = ctx.catalog.usageReports().find(UsageReportId::trusted(task.subject));
  if (!report || report->state != domain::UsageReportState::pending) return;
  if (task.failure) {
    report->state = domain::UsageReportState::error;
    report->stateReason = task.failure->message;
  } else {
    report->entries = ec2::usageEntries(ctx, *report);
    report->state = domain::UsageReportState::available;
  }
  ctx.catalog.usageReports().update(*report);
  ctx.record(task.subject, "pending", toString(report->state), report->stateReason.value_or(""));
}

void finishForgetUsageReport(RequestContext& ctx, const domain::Task& task) {
  ec2::forgetUsageReport(ctx, UsageReportId::trusted(task.subject));
}

}  // namespace amilocal::services
