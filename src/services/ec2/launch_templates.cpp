#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/caller.h"
#include "amilocal/domain/errors/launch_template_errors.h"
#include "amilocal/domain/launch_template_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/launch_template_data.h"
#include "services/ec2/launch_template_lookup.h"
#include "services/ec2/launch_template_page.h"
#include "services/ec2/launch_template_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"

namespace amilocal::ec2 {
namespace {

constexpr domain::FilterRow<domain::LaunchTemplate> kTemplateFilters[] = {
    {"create-time",
     [](const domain::LaunchTemplate& t) { return domain::textsOf(formatInstant(t.createdAt)); }},
    {"launch-template-name",
     [](const domain::LaunchTemplate& t) { return domain::textsOf(t.name); }},
};

void checkNewName(RequestContext& ctx, const std::string& name) {
  domain::checkLaunchTemplateName(name);
  const auto& table = ctx.catalog.launchTemplates();
  if (table.findByName(ctx.account(), ctx.region(), name)) throw errors::launchTemplateNameTaken();
  if (table.list(ctx.account(), ctx.region()).size() >= domain::kTemplatesMax)
    throw errors::tooManyTemplates();
}

domain::LaunchTemplate newTemplate(RequestContext& ctx, const std::string& name) {
  domain::LaunchTemplate made;
  made.id = ctx.ids.next<LaunchTemplateKind>();
  made.region = ctx.region();
  made.owner = ctx.account();
  made.name = name;
  made.createdAt = wholeSeconds(ctx.now);
  made.createdBy = domain::arnOf(ctx.caller);
  return made;
}

// Those that the request names, or all. What is missing is not named (errors.md section 6).
std::vector<domain::LaunchTemplate> wantedTemplates(RequestContext& ctx,
                                                    const DescribeLaunchTemplatesRequest& request) {
  auto templates = ctx.catalog.launchTemplates().list(ctx.account(), ctx.region());
  const auto& ids = request.launchTemplateIds;
  const auto& names = request.launchTemplateNames;
  if (ids.empty() && names.empty()) return templates;
  const auto isThere = [&](const auto& text, auto&& textOf) {
    return std::ranges::any_of(templates, [&](const auto& each) { return textOf(each) == text; });
  };
  for (const auto& id : ids)
    if (!LaunchTemplateId::parse(id))
      throw errors::malformedId("InvalidLaunchTemplateId.Malformed", id,
                                LaunchTemplateKind::kPrefix);
  for (const auto& id : ids)
    if (!isThere(id, [](const auto& each) { return each.id.str(); }))
      throw errors::someLaunchTemplateIdNotFound();
  for (const auto& name : names)
    if (!isThere(name, [](const auto& each) { return each.name; }))
      throw errors::someLaunchTemplateNameNotFound();
  std::erase_if(templates, [&](const domain::LaunchTemplate& each) {
    return std::ranges::find(ids, each.id.str()) == ids.end() &&
           std::ranges::find(names, each.name) == names.end();
  });
  return templates;
}

}  // namespace

CreateLaunchTemplateResponse createLaunchTemplate(RequestContext& ctx,
                                                  const CreateLaunchTemplateRequest& request) {
  if (request.operator_) throw errors::unsupportedParameter("Operator");
  checkNewName(ctx, request.launchTemplateName);
  domain::checkVersionDescription(request.versionDescription);
  checkTemplateData(request.launchTemplateData);
  const auto tags =
      specifiedTags(request.tagSpecifications, "launch-template", {"launch-template"});

  const auto made = newTemplate(ctx, request.launchTemplateName);
  ctx.catalog.launchTemplates().insert(made);
  ctx.catalog.launchTemplates().insertVersion({.templateId = made.id,
                                               .number = made.lastNumber,
                                               .description = request.versionDescription,
                                               .createdAt = made.createdAt,
                                               .createdBy = made.createdBy,
                                               .imageId = request.launchTemplateData.imageId,
                                               .data = templateJson(request.launchTemplateData)});
  putTags(ctx, "launch-template", made.id.str(), tags);
  ctx.record(made.id.str(), "", "created");
  return {.launchTemplate = toWire(made, tags), .warning = {}};
}

// IncludeManagedResources adds what service providers manage: nothing here.
DescribeLaunchTemplatesResponse describeLaunchTemplates(
    RequestContext& ctx, const DescribeLaunchTemplatesRequest& request) {
  const auto scope = templatePage(request.maxResults, request.nextToken);
  const auto filters = filtersOf(request.filters);
  const std::span table(kTemplateFilters);
  domain::checkFilters<domain::LaunchTemplate>(table, filters, domain::TagFilters::allowed);
  auto rows = withTags(ctx, wantedTemplates(ctx, request));
  std::erase_if(rows, [&](const auto& row) {
    return !domain::matches<domain::LaunchTemplate>(table, filters, row.value, row.tags);
  });
  DescribeLaunchTemplatesResponse response;
  response.nextToken =
      domain::cutPage(rows, scope, [](const auto& row) { return row.value.id.str(); });
  for (const auto& row : rows) response.launchTemplates.push_back(toWire(row.value, row.tags));
  return response;
}

ModifyLaunchTemplateResponse modifyLaunchTemplate(RequestContext& ctx,
                                                  const ModifyLaunchTemplateRequest& request) {
  auto changed = requireLaunchTemplate(
      ctx, {.id = request.launchTemplateId, .name = request.launchTemplateName}, "modify");
  if (request.defaultVersion) {
    const auto number = domain::versionNumberOf(changed, request.defaultVersion);
    if (!ctx.catalog.launchTemplates().findVersion(changed.id, number))
      throw errors::defaultVersionNotFound(std::to_string(number));
    changed.defaultVersion = number;
    ctx.catalog.launchTemplates().update(changed);
  }
  return {.launchTemplate = toWire(changed, tagsOn(ctx, changed.id.str()))};
}

DeleteLaunchTemplateResponse deleteLaunchTemplate(RequestContext& ctx,
                                                  const DeleteLaunchTemplateRequest& request) {
  const auto gone = requireLaunchTemplate(
      ctx, {.id = request.launchTemplateId, .name = request.launchTemplateName}, "delete");
  const auto tags = tagsOn(ctx, gone.id.str());
  ctx.catalog.launchTemplates().remove(gone.id);
  ctx.catalog.tags().removeAll(gone.id.str());
  ctx.record(gone.id.str(), "created", "deleted");
  return {.launchTemplate = toWire(gone, tags)};
}

}  // namespace amilocal::ec2
