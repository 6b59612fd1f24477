#include <algorithm>
#include <string>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/fast_launch_errors.h"
#include "amilocal/domain/fast_launch.h"
#include "amilocal/domain/state_reason.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/events.h"
#include "services/ec2/fast_launches.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/key_pages.h"
#include "services/ec2/launch_template_lookup.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

using domain::FastLaunchState;

// EC2 API Reference, DescribeFastLaunchImages, MaxResults: 0 to 200.
constexpr int kPageMost = 200;

/// The launch template that the request names, and its version, must exist.
void checkTemplate(RequestContext& ctx, const FastLaunchLaunchTemplateSpecification& named) {
  if (named.launchTemplateId && named.launchTemplateName)
    throw errors::fastLaunchTemplateNamedTwice();
  if (!named.launchTemplateId && !named.launchTemplateName)
    throw errors::fastLaunchTemplateNotNamed();
  const auto found = requireLaunchTemplate(
      ctx, {.id = named.launchTemplateId, .name = named.launchTemplateName}, "use");
  requireTemplateVersion(ctx, found, named.version);
}

domain::FastLaunchSettings settingsOf(RequestContext& ctx, const EnableFastLaunchRequest& request) {
  if (request.resourceType && *request.resourceType != "snapshot")
    throw errors::badFastLaunchResourceType(*request.resourceType);
  domain::FastLaunchSettings settings;
  if (request.snapshotConfiguration && request.snapshotConfiguration->targetResourceCount)
    settings.targetResourceCount = *request.snapshotConfiguration->targetResourceCount;
  if (request.maxParallelLaunches) settings.maxParallelLaunches = *request.maxParallelLaunches;
  domain::checkFastLaunchSettings(settings);
  if (!request.launchTemplate) return settings;
  checkTemplate(ctx, *request.launchTemplate);
  settings.templateId = request.launchTemplate->launchTemplateId;
  settings.templateName = request.launchTemplate->launchTemplateName;
  settings.templateVersion = request.launchTemplate->version;
  return settings;
}

void checkQuota(RequestContext& ctx, const ImageId& image, std::int64_t wanted) {
  const auto limit = ctx.limit(domain::Limit::fast_launches);
  for (const auto& other : ctx.catalog.fastLaunches().list(ctx.account(), ctx.region()))
    if (other.imageId != image) wanted += other.settings.maxParallelLaunches;
  if (wanted > limit) throw errors::fastLaunchQuotaExceeded(limit);
}

void store(RequestContext& ctx, const domain::FastLaunch& launch, domain::TaskKind kind,
           std::string detail) {
  const auto before = ctx.catalog.fastLaunches().find(launch.key);
  ctx.record(launch.key, before ? domain::toString(before->state) : "",
             domain::toString(launch.state), launch.reason);
  emitFastLaunchState(ctx, launch, domain::toString(launch.state));
  ctx.catalog.fastLaunches().put(launch);
  ctx.catalog.tasks().removeFor(launch.key);
  ctx.schedule(kind, launch.key, 0, std::move(detail));
}

FastLaunchImage toWire(const domain::FastLaunch& launch) {
  FastLaunchImage shape;
  shape.imageId = launch.imageId.str();
  shape.resourceType = "snapshot";
  shape.snapshotConfiguration =
      FastLaunchSnapshotConfiguration{.targetResourceCount = launch.settings.targetResourceCount};
  if (launch.settings.templateId || launch.settings.templateName)
    shape.launchTemplate =
        FastLaunchLaunchTemplate{.launchTemplateId = launch.settings.templateId,
                                 .launchTemplateName = launch.settings.templateName,
                                 .version = launch.settings.templateVersion};
  shape.maxParallelLaunches = launch.settings.maxParallelLaunches;
  shape.ownerId = launch.owner;
  shape.state = domain::toString(launch.state);
  shape.stateTransitionReason = launch.reason;
  shape.stateTransitionTime = launch.changedAt;
  return shape;
}

}  // namespace

// Repeating it replaces the settings, and the image is prepared anew.
FastLaunchImage enableFastLaunch(RequestContext& ctx, const EnableFastLaunchRequest& request) {
  const auto id = parseImageId(request.imageId);
  domain::FastLaunch launch;
  launch.settings = settingsOf(ctx, request);
  const auto image = requireVisibleImage(ctx, id);
  domain::checkFastLaunchable(image, ctx.account());
  checkQuota(ctx, id, launch.settings.maxParallelLaunches);
  launch.key = domain::fastLaunchKey(id, ctx.account());
  launch.imageId = id;
  launch.account = ctx.account();
  launch.region = ctx.region();
  launch.owner = image.owner;
  domain::move(launch, FastLaunchState::enabling, domain::kUserInitiated, ctx.now);
  store(ctx, launch, domain::TaskKind::enable_fast_launch, {});
  return toWire(launch);
}

FastLaunchImage disableFastLaunch(RequestContext& ctx, const DisableFastLaunchRequest& request) {
  const auto id = parseImageId(request.imageId);
  auto launch = ctx.catalog.fastLaunches().find(domain::fastLaunchKey(id, ctx.account()));
  if (!launch || launch->region != ctx.region()) {
    requireVisibleImage(ctx, id);
    throw errors::fastLaunchNotEnabled(id);
  }
  domain::move(*launch, FastLaunchState::disabling, domain::kUserInitiated, ctx.now);
  store(ctx, *launch, domain::TaskKind::disable_fast_launch,
        request.force.value_or(false) ? std::string(kForced) : std::string());
  return toWire(*launch);
}

DescribeFastLaunchImagesResponse describeFastLaunchImages(
    RequestContext& ctx, const DescribeFastLaunchImagesRequest& request) {
  const auto ids = parseImageIds(request.imageIds);
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken), 1, kPageMost);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::fastLaunchFilters(), filters, domain::TagFilters::unknown);
  const auto page = pageByKey(
      ctx.catalog.fastLaunches().list(ctx.account(), ctx.region()), scope,
      [&](const domain::FastLaunch& launch) {
        const bool asked = ids.empty() || std::ranges::find(ids, launch.imageId) != ids.end();
        return asked && domain::matches(domain::fastLaunchFilters(), filters, launch, {});
      });
  DescribeFastLaunchImagesResponse response;
  response.nextToken = page.nextToken;
  for (const auto& launch : page.rows) response.fastLaunchImages.push_back(toWire(launch));
  return response;
}

void forgetFastLaunches(RequestContext& ctx, const ImageId& image) {
  for (const auto& launch : ctx.catalog.fastLaunches().listFor(image)) {
    ctx.catalog.tasks().removeFor(launch.key);
    ctx.catalog.fastLaunches().remove(launch.key);
  }
}

}  // namespace amilocal::ec2
