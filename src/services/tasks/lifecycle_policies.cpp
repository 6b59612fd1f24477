#include "services/dlm/policy_runs.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

void runLifecyclePolicy(RequestContext& ctx, const domain::Task& task) {
  dlm::runSchedule(ctx, task);
}

void tendLifecycleImage(RequestContext& ctx, const domain::Task& task) {
  dlm::tendImage(ctx, task);
}

void expireLifecycleImage(RequestContext& ctx, const domain::Task& task) {
  dlm::expireImage(ctx, task);
}

}  // namespace amilocal::services
