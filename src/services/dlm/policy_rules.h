#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/lifecycle_policy.h"
#include "amilocal/domain/lifecycle_schedule.h"
#include "amilocal/engine/request_context.h"
#include "dlm/shapes.gen.h"

/// What a policy for EBS-backed AMIs may say (Data Lifecycle Manager API Reference; the user
/// guide's "Automate AMI lifecycles").
namespace amilocal::dlm {

/// Throws InvalidRequestException for what such a policy cannot have, and UnsupportedOperation for
/// policies of other kinds.
void checkDetails(const RequestContext& ctx, const PolicyDetails& details);

/// Throws InvalidRequestException for a description or a role of the wrong form.
void checkDescription(const std::string& description);
void checkRole(const std::string& arn);

PolicyDetails detailsOf(const domain::LifecyclePolicy& policy);

domain::CreationRule creationRule(const Schedule& schedule);

/// The schedule's name, or `Schedule 1` for the first that has none.
std::string nameOf(const PolicyDetails& details, std::size_t schedule);

std::string policyArn(const domain::LifecyclePolicy& policy);

}  // namespace amilocal::dlm
