#pragma once

#include "amilocal/domain/lifecycle_policy.h"
#include "amilocal/domain/task.h"
#include "amilocal/engine/request_context.h"

/// What policies do when their time comes. Which images are theirs is written on those, as tags:
/// so the policy may change or go, as on AWS, and nothing has to be kept in step.
namespace amilocal::dlm {

/// Makes the schedules of an enabled policy wait for their next times, and of another one not.
void schedulePolicy(RequestContext& ctx, const domain::LifecyclePolicy& policy);

/// Makes images of the instances that a schedule is for, and waits for its next time.
void runSchedule(RequestContext& ctx, const domain::Task& task);

/// What follows when an image of a policy is there: deprecation, copies, and the end of the older
/// images. Waits on while it is pending.
void tendImage(RequestContext& ctx, const domain::Task& task);

/// The end of an image that is kept for a time.
void expireImage(RequestContext& ctx, const domain::Task& task);

}  // namespace amilocal::dlm
