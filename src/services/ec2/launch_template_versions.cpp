#include <algorithm>
#include <set>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/caller.h"
#include "amilocal/domain/errors/launch_template_errors.h"
#include "amilocal/domain/launch_template_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_alias.h"
#include "services/ec2/launch_template_data.h"
#include "services/ec2/launch_template_lookup.h"
#include "services/ec2/launch_template_page.h"
#include "services/ec2/launch_template_wire.h"

namespace amilocal::ec2 {
namespace {

template <class Options>
std::vector<std::string> optionTexts(const std::optional<Options>& options,
                                     std::optional<std::string> Options::*member) {
  return options ? domain::textsOf((*options).*member) : std::vector<std::string>();
}

// What the filters of DescribeLaunchTemplateVersions look at, with the version's data.
using Shown = LaunchTemplateVersion;
using Data = ResponseLaunchTemplateData;

const Data& dataOf(const Shown& shown) { return *shown.launchTemplateData; }

std::vector<std::string> profileTexts(const Shown& shown) {
  const auto& profile = dataOf(shown).iamInstanceProfile;
  return profile ? domain::textsOf(profile->arn ? profile->arn : profile->name)
                 : std::vector<std::string>();
}

std::vector<std::string> licenceTexts(const Shown& shown) {
  std::vector<std::string> texts;
  for (const auto& each : dataOf(shown).licenseSpecifications)
    if (each.licenseConfigurationArn) texts.push_back(*each.licenseConfigurationArn);
  return texts;
}

std::vector<std::string> cardTexts(const Shown& shown) {
  std::vector<std::string> texts;
  for (const auto& each : dataOf(shown).networkInterfaces)
    if (each.networkCardIndex) texts.push_back(std::to_string(*each.networkCardIndex));
  return texts;
}

using Metadata = LaunchTemplateInstanceMetadataOptions;

constexpr domain::FilterRow<Shown> kVersionFilters[] = {
    {"create-time", [](const Shown& s) { return domain::textsOf(formatInstant(*s.createTime)); }},
    {"ebs-optimized", [](const Shown& s) { return domain::textsOf(dataOf(s).ebsOptimized); }},
    {"host-resource-group-arn",
     [](const Shown& s) {
       return optionTexts(dataOf(s).placement, &LaunchTemplatePlacement::hostResourceGroupArn);
     }},
    {"http-endpoint",
     [](const Shown& s) {
       return optionTexts(dataOf(s).metadataOptions, &Metadata::httpEndpoint);
     }},
    // A template cannot turn IPv4 off: the model has no such member.
    {"http-protocol-ipv4", [](const Shown&) { return std::vector<std::string>{"enabled"}; }},
    {"http-tokens",
     [](const Shown& s) { return optionTexts(dataOf(s).metadataOptions, &Metadata::httpTokens); }},
    {"iam-instance-profile", profileTexts},
    {"image-id", [](const Shown& s) { return domain::textsOf(dataOf(s).imageId); }},
    {"instance-type", [](const Shown& s) { return domain::textsOf(dataOf(s).instanceType); }},
    {"is-default-version", [](const Shown& s) { return domain::textsOf(s.defaultVersion); }},
    {"kernel-id", [](const Shown& s) { return domain::textsOf(dataOf(s).kernelId); }},
    {"license-configuration-arn", licenceTexts},
    {"network-card-index", cardTexts},
    {"ram-disk-id", [](const Shown& s) { return domain::textsOf(dataOf(s).ramDiskId); }},
};

struct Found {
  domain::LaunchTemplate launchTemplate;
  domain::LaunchTemplateVersion version;
};

// Templates in the order of ids, versions newest first (snapshots-volumes-instances.md section 4).
std::string keyOf(const Found& found) {
  constexpr std::int64_t kBeyond = 1'000'000'000;
  return found.launchTemplate.id.str() + ":" + std::to_string(2 * kBeyond - found.version.number);
}

std::int64_t boundOf(const domain::LaunchTemplate& launchTemplate,
                     const std::optional<std::string>& text, std::int64_t otherwise) {
  return text ? domain::versionNumberOf(launchTemplate, text) : otherwise;
}

void addVersions(RequestContext& ctx, const domain::LaunchTemplate& launchTemplate,
                 const DescribeLaunchTemplateVersionsRequest& request, std::vector<Found>& found) {
  if (request.versions.empty()) {
    for (auto& version : ctx.catalog.launchTemplates().listVersions(launchTemplate.id))
      found.push_back({launchTemplate, std::move(version)});
  }
  std::set<std::int64_t> numbers;
  for (const auto& text : request.versions) {
    auto version = requireTemplateVersion(ctx, launchTemplate, text);
    if (numbers.insert(version.number).second)
      found.push_back({launchTemplate, std::move(version)});
  }
  const auto least = boundOf(launchTemplate, request.minVersion, 1);
  const auto most = boundOf(launchTemplate, request.maxVersion, launchTemplate.latestVersion);
  std::erase_if(found, [&](const Found& each) {
    return each.launchTemplate.id == launchTemplate.id &&
           (each.version.number < least || each.version.number > most);
  });
}

std::vector<Found> wantedVersions(RequestContext& ctx,
                                  const DescribeLaunchTemplateVersionsRequest& request) {
  std::vector<Found> found;
  if (request.launchTemplateId || request.launchTemplateName) {
    const auto one = requireLaunchTemplate(
        ctx, {.id = request.launchTemplateId, .name = request.launchTemplateName}, "describe");
    addVersions(ctx, one, request, found);
  } else {
    if (request.versions.empty()) throw errors::versionsNotNamed("MissingParameter");
    if (!std::ranges::all_of(request.versions, domain::isVersionAlias))
      throw errors::versionsNotNamed("InvalidParameterValue");
    for (const auto& each : ctx.catalog.launchTemplates().list(ctx.account(), ctx.region()))
      addVersions(ctx, each, request, found);
  }
  std::ranges::sort(found, {}, keyOf);
  return found;
}

void resolveAlias(RequestContext& ctx, LaunchTemplateVersion& shown) {
  auto& imageId = shown.launchTemplateData->imageId;
  if (imageId) imageId = resolveImageAlias(ctx, *imageId);
}

}  // namespace

CreateLaunchTemplateVersionResponse createLaunchTemplateVersion(
    RequestContext& ctx, const CreateLaunchTemplateVersionRequest& request) {
  auto launchTemplate = requireLaunchTemplate(
      ctx, {.id = request.launchTemplateId, .name = request.launchTemplateName}, "version");
  domain::checkVersionDescription(request.versionDescription);
  checkTemplateData(request.launchTemplateData);
  auto& table = ctx.catalog.launchTemplates();
  auto data = templateJson(request.launchTemplateData);
  auto imageId = request.launchTemplateData.imageId;
  if (request.sourceVersion) {
    const auto source = requireTemplateVersion(ctx, launchTemplate, request.sourceVersion);
    data = inheritedTemplateJson(source.data, request.launchTemplateData);
    if (!imageId) imageId = source.imageId;
  }
  if (table.listVersions(launchTemplate.id).size() >= domain::kTemplateVersionsMax)
    throw errors::tooManyTemplateVersions();

  launchTemplate.latestVersion = ++launchTemplate.lastNumber;
  const domain::LaunchTemplateVersion version{.templateId = launchTemplate.id,
                                              .number = launchTemplate.lastNumber,
                                              .description = request.versionDescription,
                                              .createdAt = wholeSeconds(ctx.now),
                                              .createdBy = domain::arnOf(ctx.caller),
                                              .imageId = std::move(imageId),
                                              .data = std::move(data)};
  table.insertVersion(version);
  table.update(launchTemplate);
  auto shown = toWire(launchTemplate, version);
  if (request.resolveAlias.value_or(false)) resolveAlias(ctx, shown);
  return {.launchTemplateVersion = std::move(shown), .warning = {}};
}

// IncludeManagedResources adds what service providers manage: nothing here.
DescribeLaunchTemplateVersionsResponse describeLaunchTemplateVersions(
    RequestContext& ctx, const DescribeLaunchTemplateVersionsRequest& request) {
  const auto scope = templatePage(request.maxResults, request.nextToken);
  const auto filters = filtersOf(request.filters);
  const std::span table(kVersionFilters);
  domain::checkFilters<Shown>(table, filters, domain::TagFilters::unknown);
  auto found = wantedVersions(ctx, request);
  std::erase_if(found, [&](const Found& each) {
    return !domain::matches<Shown>(table, filters, toWire(each.launchTemplate, each.version), {});
  });

  DescribeLaunchTemplateVersionsResponse response;
  response.nextToken = domain::cutPage(found, scope, keyOf);
  for (const auto& each : found) {
    auto shown = toWire(each.launchTemplate, each.version);
    if (request.resolveAlias.value_or(false)) resolveAlias(ctx, shown);
    response.launchTemplateVersions.push_back(std::move(shown));
  }
  return response;
}

namespace {

// The codes of EC2 API Reference, ResponseError; the texts are reconstructed.
std::optional<ResponseError> deleteVersion(RequestContext& ctx,
                                           const domain::LaunchTemplate& launchTemplate,
                                           std::int64_t number) {
  if (number == launchTemplate.defaultVersion)
    return ResponseError{.code = "unexpectedError",
                         .message = "The default version of a launch template cannot be deleted."};
  if (!ctx.catalog.launchTemplates().removeVersion(launchTemplate.id, number))
    return ResponseError{.code = "launchTemplateVersionDoesNotExist",
                         .message = "The specified launch template version does not exist."};
  return std::nullopt;
}

}  // namespace

DeleteLaunchTemplateVersionsResponse deleteLaunchTemplateVersions(
    RequestContext& ctx, const DeleteLaunchTemplateVersionsRequest& request) {
  if (std::ssize(request.versions) > domain::kTemplatePageMax)
    throw errors::tooManyVersionsToDelete();
  auto launchTemplate = requireLaunchTemplate(
      ctx, {.id = request.launchTemplateId, .name = request.launchTemplateName}, "delete from");
  DeleteLaunchTemplateVersionsResponse response;
  for (const auto& text : request.versions) {
    const auto number = domain::versionNumberOf(launchTemplate, text);
    if (auto error = deleteVersion(ctx, launchTemplate, number))
      response.unsuccessfullyDeletedLaunchTemplateVersions.push_back(
          {.launchTemplateId = launchTemplate.id.str(),
           .launchTemplateName = launchTemplate.name,
           .versionNumber = number,
           .responseError = std::move(error)});
    else
      response.successfullyDeletedLaunchTemplateVersions.push_back(
          {.launchTemplateId = launchTemplate.id.str(),
           .launchTemplateName = launchTemplate.name,
           .versionNumber = number});
  }
  const auto left = ctx.catalog.launchTemplates().listVersions(launchTemplate.id);
  launchTemplate.latestVersion = left.front().number;  // the default one is always left
  ctx.catalog.launchTemplates().update(launchTemplate);
  return response;
}

}  // namespace amilocal::ec2
