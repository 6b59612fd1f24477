#include "services/ec2/fast_launches.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/fast_launch.h"
#include "amilocal/domain/state_reason.h"
#include "services/ec2/events.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

using domain::FastLaunchState;

namespace {

void recordFrom(RequestContext& ctx, FastLaunchState from, const domain::FastLaunch& launch) {
  ctx.record(launch.key, domain::toString(from), domain::toString(launch.state), launch.reason);
  ec2::emitFastLaunchState(ctx, launch, domain::toString(launch.state));
}

}  // namespace

// Without a launch template of the user's, AWS makes one of its own (aws-facts/images.md section 7,
// fast launch).
void finishEnableFastLaunch(RequestContext& ctx, const domain::Task& task) {
  auto launch = ctx.catalog.fastLaunches().find(task.subject);
  if (!launch || launch->state != FastLaunchState::enabling) return;
  if (task.failure) {
    domain::move(*launch, FastLaunchState::enabling_failed, task.failure->message, ctx.now);
  } else {
    domain::move(*launch, FastLaunchState::enabled, domain::kUserInitiated, ctx.now);
    if (!launch->settings.templateId && !launch->settings.templateName) {
      launch->settings.templateId = ctx.ids.nextText("lt");
      launch->settings.templateName = "EC2FastLaunchDefaultResourceCreation-" + ctx.ids.nextUuid();
      launch->settings.templateVersion = "1";
    }
  }
  recordFrom(ctx, FastLaunchState::enabling, *launch);
  ctx.catalog.fastLaunches().put(*launch);
}

// The entry vanishes.
void finishDisableFastLaunch(RequestContext& ctx, const domain::Task& task) {
  auto launch = ctx.catalog.fastLaunches().find(task.subject);
  if (!launch || launch->state != FastLaunchState::disabling) return;
  if (!task.failure || task.detail == ec2::kForced) {
    ctx.record(launch->key, domain::toString(launch->state), "disabled");
    ec2::emitFastLaunchState(ctx, *launch, "disabled");
    ctx.catalog.fastLaunches().remove(launch->key);
    return;
  }
  domain::move(*launch, FastLaunchState::disabling_failed, task.failure->message, ctx.now);
  recordFrom(ctx, FastLaunchState::disabling, *launch);
  ctx.catalog.fastLaunches().put(*launch);
}

}  // namespace amilocal::services
