#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/encryption_plan.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/volume_rules.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// What a launch comes to, template and image included, worked out as the launch itself does it:
/// policies are about that, and not only about what a request spells out.
namespace amilocal::services {

struct Launch {
  ec2::RunInstancesRequest request;        ///< over what its template says
  std::optional<std::string> templateArn;  ///< absent for one without a template
};

/// The launches of RunInstances (one) or CreateFleet (one for each pool). What cannot be worked
/// out, the operation will refuse: then RunInstances is as it was sent, and a fleet has none.
std::vector<Launch> launchesOf(RequestContext& ctx, std::string_view operation,
                               std::string_view requestJson);

/// A volume that is to be made.
struct NewDisk {
  domain::VolumeShape shape;
  domain::EncryptionPlan encryption;
  std::optional<domain::Snapshot> source;
};

/// The volumes of a launch; none when they cannot be worked out.
std::vector<NewDisk> disksOf(RequestContext& ctx, const ec2::RunInstancesRequest& launch);

}  // namespace amilocal::services
