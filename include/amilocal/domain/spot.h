#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/core/launch_ids.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/instance.h"

namespace amilocal::domain {

/// A one-time Spot request, which its launch fulfils at once: there is always capacity here, and
/// nothing has a price. Its state follows from its instance, see spotState().
struct SpotRequest {
  SpotRequestId id = SpotRequestId::trusted("");
  std::string region;
  std::string owner;
  InstanceId instanceId = InstanceId::trusted("");
  Instant createdAt{};
  std::optional<std::string> maxPrice;  ///< as it came; absent: the On-Demand price
  std::string availabilityZone;
  std::string productDescription;  ///< `Linux/UNIX`, `Windows`
  std::optional<Instant> cancelledAt;
  std::optional<Instant> closedAt;  ///< when its instance came to its end
  friend bool operator==(const SpotRequest&, const SpotRequest&) = default;
};

/// A request with its instance, while that is known.
struct SpotRequestView {
  SpotRequestId id = SpotRequestId::trusted("");
  SpotRequest request;
  std::optional<Instance> instance;
};

/// `active`, `cancelled` or `closed` (EC2 User Guide, "Spot Instance request states").
std::string_view spotState(const SpotRequest& request);

/// The code and the text of a request's status, and since when (EC2 User Guide, "Spot request
/// status codes").
struct SpotStatus {
  std::string_view code;
  std::string_view message;
  Instant since{};
};
SpotStatus spotStatus(const SpotRequest& request);

/// Is it a price: a decimal number above zero? (EC2 API Reference, SpotMarketOptions, MaxPrice.)
bool isSpotPrice(std::string_view text);

/// The filters of DescribeSpotInstanceRequests besides tags, ordered by name.
std::span<const FilterRow<SpotRequestView>> spotRequestFilters();

}  // namespace amilocal::domain
