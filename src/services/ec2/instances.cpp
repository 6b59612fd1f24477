#include <map>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/instance_filters.h"
#include "amilocal/domain/region.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/network.h"

namespace amilocal::ec2 {
namespace {

using Attachments = std::map<InstanceId, std::vector<domain::Attachment>>;

Attachments attachmentsOf(RequestContext& ctx, const std::vector<domain::Instance>& instances) {
  std::vector<InstanceId> ids;
  for (const auto& instance : instances) ids.push_back(instance.id);
  Attachments byInstance;
  for (auto& attachment : ctx.catalog.volumes().attachmentsOf(ids)) {
    auto& list = byInstance[attachment.instanceId];
    list.push_back(std::move(attachment));
  }
  return byInstance;
}

TagTable::TagsById tagsOf(RequestContext& ctx, const std::vector<domain::Instance>& instances) {
  std::vector<std::string> ids;
  for (const auto& instance : instances) ids.push_back(instance.id.str());
  return ctx.catalog.tags().listFor(ctx.account(), ids);
}

const domain::Tags& tagsFor(const TagTable::TagsById& tags, const std::string& id) {
  static const domain::Tags kNone;
  const auto found = tags.find(id);
  return found == tags.end() ? kNone : found->second;
}

// Instances launched together stand in one reservation, in the order in which it is first met.
class Reservations {
 public:
  void add(const domain::Instance& instance, Instance shown) {
    const auto [place, fresh] = places_.try_emplace(instance.reservationId.str(), list_.size());
    if (fresh) {
      Reservation reservation;
      reservation.reservationId = instance.reservationId.str();
      reservation.ownerId = instance.owner;
      list_.push_back(std::move(reservation));
    }
    list_[place->second].instances.push_back(std::move(shown));
  }
  std::vector<Reservation> take() { return std::move(list_); }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<Reservation> list_;
};

}  // namespace

// An id of another account is left out (snapshots-volumes-instances.md section 3).
std::vector<domain::Instance> listInstances(RequestContext& ctx,
                                            const std::vector<std::string>& texts,
                                            const std::string& after) {
  if (texts.empty()) {
    InstanceScope scope;
    scope.region = ctx.region();
    scope.owners = {ctx.account()};
    scope.afterId = after;
    return ctx.catalog.instances().list(scope);
  }
  const auto ids = parseInstanceIds(texts);
  std::vector<domain::Instance> found;
  std::vector<InstanceId> missing;
  for (const auto& id : ids) {
    auto instance = ctx.catalog.instances().find(id);
    if (!instance || instance->region != ctx.region()) {
      missing.push_back(id);
    } else if (instance->owner == ctx.account()) {
      found.push_back(*std::move(instance));
    }
  }
  if (!missing.empty()) throw errors::instancesNotFound(missing);
  return found;
}

void checkInstancePaging(bool hasIds, const std::optional<std::int64_t>& maxResults,
                         const std::optional<std::string>& nextToken) {
  if (hasIds && maxResults) throw errors::cannotBeUsedWith("instancesSet", "maxResults");
  if (hasIds && nextToken) throw errors::cannotBeUsedWith("instancesSet", "nextToken");
}

DescribeInstancesResponse describeInstances(RequestContext& ctx,
                                            const DescribeInstancesRequest& request) {
  checkInstancePaging(!request.instanceIds.empty(), request.maxResults, request.nextToken);
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::instanceFilters(), filters, domain::TagFilters::allowed);
  const auto instances = listInstances(ctx, request.instanceIds, page.after);
  const auto attachments = attachmentsOf(ctx, instances);
  const auto tags = tagsOf(ctx, instances);

  const DnsNames names(ctx);
  DescribeInstancesResponse answer;
  Reservations reservations;
  std::size_t count = 0;
  std::string lastId;
  for (const auto& instance : instances) {
    domain::InstanceView view{&instance, {}};
    if (const auto found = attachments.find(instance.id); found != attachments.end())
      view.attachments = found->second;
    const auto& own = tagsFor(tags, instance.id.str());
    if (!domain::matches(domain::instanceFilters(), filters, view, own)) continue;
    if (page.limit && count == *page.limit) {
      answer.nextToken = domain::encodePageToken(lastId);
      break;
    }
    ++count;
    lastId = instance.id.str();
    auto shown = toWire(instance, view.attachments, own);
    if (!names.hasHostnames(instance.vpcId)) hidePublicNames(shown);
    reservations.add(instance, std::move(shown));
  }
  answer.reservations = reservations.take();
  return answer;
}

namespace {

InstanceStatusSummary healthSummary(const domain::Instance& instance) {
  InstanceStatusSummary summary;
  summary.status = std::string(domain::instanceHealth(instance));
  if (instance.state != domain::InstanceState::running) return summary;
  InstanceStatusDetails details;
  details.name = "reachability";
  details.status = "passed";
  summary.details.push_back(std::move(details));
  return summary;
}

InstanceStatus statusOf(const domain::Instance& instance) {
  InstanceStatus status;
  status.instanceId = instance.id.str();
  status.availabilityZone = instance.availabilityZone;
  if (const auto* region = domain::findRegion(instance.region))
    if (const auto* zone = domain::findZone(*region, instance.availabilityZone))
      status.availabilityZoneId = std::string(zone->id);
  status.instanceState = stateToWire(instance.state);
  const auto summary = healthSummary(instance);
  status.instanceStatus = summary;
  status.systemStatus = summary;
  EbsStatusSummary volumes;
  volumes.status = summary.status;
  if (!summary.details.empty()) {
    EbsStatusDetails details;
    details.name = "reachability";
    details.status = "passed";
    volumes.details.push_back(std::move(details));
  }
  status.attachedEbsStatus = std::move(volumes);
  return status;
}

}  // namespace

DescribeInstanceStatusResponse describeInstanceStatus(
    RequestContext& ctx, const DescribeInstanceStatusRequest& request) {
  checkInstancePaging(!request.instanceIds.empty(), request.maxResults, request.nextToken);
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::instanceStatusFilters(), filters, domain::TagFilters::allowed);
  const auto instances = listInstances(ctx, request.instanceIds, page.after);
  const auto tags = tagsOf(ctx, instances);

  DescribeInstanceStatusResponse answer;
  for (const auto& instance : instances) {
    // Only running ones unless all are asked for (waiters-paginators.md, InstanceStatusOk).
    const bool shown = request.includeAllInstances.value_or(false) ||
                       instance.state == domain::InstanceState::running;
    if (!shown || !domain::matches(domain::instanceStatusFilters(), filters, instance,
                                   tagsFor(tags, instance.id.str())))
      continue;
    if (page.limit && answer.instanceStatuses.size() == *page.limit) {
      answer.nextToken =
          domain::encodePageToken(answer.instanceStatuses.back().instanceId.value_or(""));
      break;
    }
    answer.instanceStatuses.push_back(statusOf(instance));
  }
  return answer;
}

}  // namespace amilocal::ec2
