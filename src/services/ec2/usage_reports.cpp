#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/usage_errors.h"
#include "amilocal/domain/usage_rules.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"
#include "services/ec2/to_wire.h"
#include "services/ec2/usage_report_making.h"

namespace amilocal::ec2 {
namespace {

constexpr domain::FilterRow<domain::UsageReport> kReportFilters[] = {
    {"creation-time",
     [](const domain::UsageReport& r) { return domain::textsOf(formatInstant(r.createdAt)); }},
    {"state", [](const domain::UsageReport& r) { return domain::textsOf(toString(r.state)); }},
};

// An entry with the report that it is in.
struct Entry {
  const domain::UsageReport* report;
  const domain::UsageReportEntry* entry;
};

constexpr domain::FilterRow<Entry> kEntryFilters[] = {
    {"account-id", [](const Entry& e) { return domain::textsOf(e.entry->account); }},
    {"creation-time",
     [](const Entry& e) { return domain::textsOf(formatInstant(e.report->createdAt)); }},
    {"resource-type", [](const Entry& e) { return domain::textsOf(e.entry->resourceType); }},
};

CreateImageUsageReportRequest requestOf(const domain::UsageReport& report) {
  CreateImageUsageReportRequest request;
  wire::fromJson(report.data, request);
  return request;
}

std::vector<domain::UsageScope> scopesOf(const CreateImageUsageReportRequest& request) {
  std::vector<domain::UsageType> types;
  for (const auto& given : request.resourceTypes) {
    domain::UsageType type{given.resourceType.value_or(""), {}};
    for (const auto& option : given.resourceTypeOptions)
      type.options.push_back({option.optionName.value_or(""), option.optionValues});
    types.push_back(std::move(type));
  }
  return domain::reportScopes(types);
}

void checkAccounts(const std::vector<std::string>& accounts) {
  if (accounts.size() > domain::kReportAccountsMax)
    throw errors::tooManyOf("account IDs", domain::kReportAccountsMax);
  for (const auto& account : accounts)
    if (account.size() != 12 || !isDigits(account)) throw errors::malformedAccountId(account);
}

void checkQuotas(RequestContext& ctx, const ImageId& image) {
  std::int64_t pending = 0;
  for (const auto& report : ctx.catalog.usageReports().list(ctx.account(), ctx.region())) {
    if (report.state != domain::UsageReportState::pending) continue;
    if (report.imageId == image) throw errors::usageReportPending(image.str());
    ++pending;
  }
  if (pending >= domain::kPendingReportsMax)
    throw errors::tooManyPendingReports(domain::kPendingReportsMax);
}

UsageReportId parseReportId(const std::string& text) {
  const auto id = UsageReportId::parse(text);
  if (!id)
    throw errors::malformedId("InvalidImageUsageReportId.Malformed", text,
                              UsageReportKind::kPrefix);
  return *id;
}

ImageUsageReport shownReport(const domain::UsageReport& report, const domain::Tags& tags) {
  const auto request = requestOf(report);
  ImageUsageReport out;
  out.imageId = report.imageId.str();
  out.reportId = report.id.str();
  for (const auto& given : request.resourceTypes) {
    ImageUsageResourceType type{.resourceType = given.resourceType, .resourceTypeOptions = {}};
    for (const auto& option : given.resourceTypeOptions)
      type.resourceTypeOptions.push_back(
          {.optionName = option.optionName, .optionValues = option.optionValues});
    out.resourceTypes.push_back(std::move(type));
  }
  out.accountIds = request.accountIds;
  out.state = std::string(toString(report.state));
  out.stateReason = report.stateReason;
  out.creationTime = report.createdAt;
  out.expirationTime = report.createdAt + domain::kReportLife;
  out.tags = toWire(tags);
  return out;
}

// The reports that a request names by id, and of the images that it names.
template <class Request>
std::vector<domain::UsageReport> wantedReports(RequestContext& ctx, const Request& request) {
  if (request.imageIds.size() > domain::kReportIdsMax)
    throw errors::tooManyOf("image IDs", domain::kReportIdsMax);
  if (request.reportIds.size() > domain::kReportIdsMax)
    throw errors::tooManyOf("report IDs", domain::kReportIdsMax);
  const auto images = parseImageIds(request.imageIds);
  std::vector<UsageReportId> ids;
  for (const auto& text : request.reportIds) ids.push_back(parseReportId(text));
  for (const auto& id : ids) requireUsageReport(ctx, id);
  auto reports = ctx.catalog.usageReports().list(ctx.account(), ctx.region());
  std::erase_if(reports, [&](const domain::UsageReport& report) {
    return (!images.empty() && std::ranges::find(images, report.imageId) == images.end()) ||
           (!ids.empty() && std::ranges::find(ids, report.id) == ids.end());
  });
  return reports;
}

std::string keyOf(const Entry& each) {
  return each.report->id.str() + " " + each.entry->resourceType + " " + each.entry->account;
}

}  // namespace

domain::UsageReport requireUsageReport(RequestContext& ctx, const UsageReportId& id) {
  auto report = ctx.catalog.usageReports().find(id);
  if (!report || report->owner != ctx.account() || report->region != ctx.region())
    throw errors::usageReportNotFound(id.str());
  return *std::move(report);
}

std::vector<domain::UsageReportEntry> usageEntries(RequestContext& ctx,
                                                   const domain::UsageReport& report) {
  const auto request = requestOf(report);
  const auto freshness = domain::freshnessOf(ctx.settings.usageDelay, ctx.now);
  std::vector<domain::UsageReportEntry> entries;
  for (const auto& scope : scopesOf(request)) {
    const auto counts =
        scope.type == domain::kInstanceType
            ? ctx.catalog.instances().countUsers(report.region, report.imageId,
                                                 freshness.launchesUntil)
            : ctx.catalog.launchTemplates().countUsers({.region = report.region,
                                                        .image = report.imageId,
                                                        .depth = scope.versionDepth,
                                                        .createdUntil = freshness.templatesUntil});
    for (const auto& each : counts)
      if (request.accountIds.empty() ||
          std::ranges::find(request.accountIds, each.account) != request.accountIds.end())
        entries.push_back({scope.type, each.account, each.count});
  }
  std::ranges::sort(entries, {}, [](const domain::UsageReportEntry& each) {
    return each.resourceType + " " + each.account;
  });
  return entries;
}

void forgetUsageReport(RequestContext& ctx, const UsageReportId& id) {
  if (!ctx.catalog.usageReports().remove(id)) return;
  ctx.catalog.tags().removeAll(id.str());
  ctx.catalog.tasks().removeFor(id.str());
}

CreateImageUsageReportResponse createImageUsageReport(
    RequestContext& ctx, const CreateImageUsageReportRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  scopesOf(request);
  checkAccounts(request.accountIds);
  const auto tags =
      specifiedTags(request.tagSpecifications, "image-usage-report", {"image-usage-report"});
  checkQuotas(ctx, image.id);

  domain::UsageReport report;
  report.id = ctx.ids.next<UsageReportKind>();
  report.region = ctx.region();
  report.owner = ctx.account();
  report.imageId = image.id;
  report.createdAt = ctx.now;
  report.data = wire::toJson(request);
  ctx.catalog.usageReports().insert(report);
  putTags(ctx, "image-usage-report", report.id.str(), tags);
  ctx.record(report.id.str(), "", toString(report.state));
  ctx.schedule(domain::TaskKind::create_usage_report, report.id.str(), 0);
  ctx.scheduleAt(domain::TaskKind::forget_usage_report, report.id.str(),
                 report.createdAt + domain::kReportLife);
  return {.reportId = report.id.str()};
}

DescribeImageUsageReportsResponse describeImageUsageReports(
    RequestContext& ctx, const DescribeImageUsageReportsRequest& request) {
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken), 1);
  const auto filters = filtersOf(request.filters);
  const std::span table(kReportFilters);
  domain::checkFilters<domain::UsageReport>(table, filters, domain::TagFilters::allowed);
  auto rows = withTags(ctx, wantedReports(ctx, request));
  std::erase_if(rows, [&](const auto& row) {
    return !domain::matches<domain::UsageReport>(table, filters, row.value, row.tags);
  });
  DescribeImageUsageReportsResponse response;
  response.nextToken =
      domain::cutPage(rows, scope, [](const auto& row) { return row.value.id.str(); });
  for (const auto& row : rows)
    response.imageUsageReports.push_back(shownReport(row.value, row.tags));
  return response;
}

// A report has entries when it is available.
DescribeImageUsageReportEntriesResponse describeImageUsageReportEntries(
    RequestContext& ctx, const DescribeImageUsageReportEntriesRequest& request) {
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken), 1);
  const auto filters = filtersOf(request.filters);
  const std::span table(kEntryFilters);
  domain::checkFilters<Entry>(table, filters, domain::TagFilters::unknown);
  const auto reports = wantedReports(ctx, request);
  std::vector<Entry> entries;
  for (const auto& report : reports)
    for (const auto& entry : report.entries) entries.push_back({&report, &entry});
  std::erase_if(entries, [&](const Entry& each) {
    return !domain::matches<Entry>(table, filters, each, {});
  });
  DescribeImageUsageReportEntriesResponse response;
  response.nextToken = domain::cutPage(entries, scope, keyOf);
  for (const auto& [report, entry] : entries)
    response.imageUsageReportEntries.push_back({.resourceType = entry->resourceType,
                                                .reportId = report->id.str(),
                                                .usageCount = entry->usageCount,
                                                .accountId = entry->account,
                                                .imageId = report->imageId.str(),
                                                .reportCreationTime = report->createdAt});
  return response;
}

DeleteImageUsageReportResponse deleteImageUsageReport(
    RequestContext& ctx, const DeleteImageUsageReportRequest& request) {
  const auto report = requireUsageReport(ctx, parseReportId(request.reportId));
  forgetUsageReport(ctx, report.id);
  ctx.record(report.id.str(), toString(report.state), "deleted");
  return {.return_ = true};
}

}  // namespace amilocal::ec2
