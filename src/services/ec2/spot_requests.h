#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/instance.h"
#include "amilocal/domain/spot.h"
#include "amilocal/domain/tag.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// Spot Instances: launched as others are, with a request each that tells of them.
namespace amilocal::ec2 {

/// What a launch says of the Spot market.
struct SpotWish {
  std::optional<std::string> maxPrice;
};

/// Empty for an On-Demand launch. Throws InvalidParameterCombination for what one-time requests and
/// Spot Instances do not have, InvalidParameterValue for a price that is none, UnsupportedOperation
/// for other markets, persistent requests and block durations.
std::optional<SpotWish> spotWishOf(const RunInstancesRequest& request);

/// Writes down the request that this instance fulfils, and answers its id.
std::string openSpotRequest(RequestContext& ctx, const SpotWish& wish,
                            const domain::Instance& instance, const domain::Tags& tags);

/// The caller's requests in the Region that AWS would still show.
std::vector<domain::SpotRequest> spotRequestsOf(RequestContext& ctx);

}  // namespace amilocal::ec2
