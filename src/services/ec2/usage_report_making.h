#pragma once

#include <vector>

#include "amilocal/domain/usage_report.h"
#include "amilocal/engine/request_context.h"

/// Usage reports between the request and their end.
namespace amilocal::ec2 {

/// The caller's report. Throws InvalidImageUsageReportId.NotFound.
domain::UsageReport requireUsageReport(RequestContext& ctx, const UsageReportId& id);

/// Who uses the report's image now, among the accounts that the report is about.
std::vector<domain::UsageReportEntry> usageEntries(RequestContext& ctx,
                                                   const domain::UsageReport& report);

/// Takes a report and its tags away.
void forgetUsageReport(RequestContext& ctx, const UsageReportId& id);

}  // namespace amilocal::ec2
