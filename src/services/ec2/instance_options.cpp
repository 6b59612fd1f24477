#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/instance_type.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/lookup.h"

// What can be changed in an instance by operations of its own: credits, metadata, maintenance,
// monitoring.
namespace amilocal::ec2 {
namespace {

// Empty for an instance whose type has no credits.
std::optional<std::string> creditsOf(const domain::Instance& instance) {
  const auto type = domain::findInstanceType(instance.instanceType);
  if (!type || !type->isBurstable) return std::nullopt;
  return instance.cpuCredits ? instance.cpuCredits : domain::defaultCredits(*type);
}

constexpr domain::FilterRow<domain::Instance> kCreditFilters[] = {
    {"instance-id", [](const domain::Instance& i) { return domain::textsOf(i.id.str()); }},
};

bool isEnding(const domain::Instance& instance) {
  return instance.state == domain::InstanceState::terminated ||
         instance.state == domain::InstanceState::shutting_down;
}

domain::Instance requireLive(RequestContext& ctx, const std::string& text) {
  auto instance = requireOwnInstance(ctx, parseInstanceId(text));
  if (isEnding(instance)) throw errors::instanceNotInStateTo(instance.id, "modified");
  return instance;
}

// The credits of one instance; each item succeeds or fails by itself.
void changeCredits(RequestContext& ctx, const InstanceCreditSpecificationRequest& wanted) {
  auto instance = requireLive(ctx, wanted.instanceId);
  if (!creditsOf(instance)) throw errors::creditsNotSupported(instance.id);
  const auto credits = wanted.cpuCredits.value_or("");
  if (credits != "standard" && credits != "unlimited")
    throw errors::invalidParameterValue(credits, "cpuCredits",
                                        "Valid values: standard | unlimited");
  instance.cpuCredits = credits;
  ctx.catalog.instances().update(instance);
}

InstanceMonitoring monitor(RequestContext& ctx, domain::Instance instance, bool on) {
  instance.monitoring = on;
  ctx.catalog.instances().update(instance);
  InstanceMonitoring out;
  out.instanceId = instance.id.str();
  out.monitoring = Monitoring{.state = on ? "pending" : "disabling"};
  return out;
}

}  // namespace

// Without ids, those that run unlimited (EC2 API Reference, DescribeInstanceCreditSpecifications).
DescribeInstanceCreditSpecificationsResponse describeInstanceCreditSpecifications(
    RequestContext& ctx, const DescribeInstanceCreditSpecificationsRequest& request) {
  checkInstancePaging(!request.instanceIds.empty(), request.maxResults, request.nextToken);
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  const std::span<const domain::FilterRow<domain::Instance>> table(kCreditFilters);
  domain::checkFilters(table, filters, domain::TagFilters::unknown);
  DescribeInstanceCreditSpecificationsResponse answer;
  auto& list = answer.instanceCreditSpecifications;
  for (const auto& instance : listInstances(ctx, request.instanceIds, page.after)) {
    const auto credits = creditsOf(instance);
    if (!request.instanceIds.empty() && !credits) throw errors::creditsNotSupported(instance.id);
    const bool isShown = !request.instanceIds.empty() || credits == "unlimited";
    if (!isShown || isEnding(instance) || !domain::matches(table, filters, instance, {})) continue;
    if (page.limit && list.size() == *page.limit) {
      answer.nextToken = domain::encodePageToken(*list.back().instanceId);
      break;
    }
    list.push_back({.instanceId = instance.id.str(), .cpuCredits = credits});
  }
  return answer;
}

ModifyInstanceCreditSpecificationResponse modifyInstanceCreditSpecification(
    RequestContext& ctx, const ModifyInstanceCreditSpecificationRequest& request) {
  ModifyInstanceCreditSpecificationResponse answer;
  for (const auto& wanted : request.instanceCreditSpecifications) {
    try {
      changeCredits(ctx, wanted);
      answer.successfulInstanceCreditSpecifications.push_back({.instanceId = wanted.instanceId});
    } catch (const ApiError& error) {
      UnsuccessfulInstanceCreditSpecificationItem item;
      item.instanceId = wanted.instanceId;
      item.error = UnsuccessfulInstanceCreditSpecificationItemError{.code = error.code(),
                                                                    .message = error.message()};
      answer.unsuccessfulInstanceCreditSpecifications.push_back(std::move(item));
    }
  }
  return answer;
}

ModifyInstanceMetadataOptionsResponse modifyInstanceMetadataOptions(
    RequestContext& ctx, const ModifyInstanceMetadataOptionsRequest& request) {
  auto instance = requireLive(ctx, request.instanceId);
  applyMetadataOptions({.httpTokens = request.httpTokens,
                        .httpPutResponseHopLimit = request.httpPutResponseHopLimit,
                        .httpEndpoint = request.httpEndpoint,
                        .httpProtocolIpv6 = request.httpProtocolIpv6,
                        .instanceMetadataTags = request.instanceMetadataTags},
                       instance.metadataOptions);
  ctx.catalog.instances().update(instance);
  return {.instanceId = instance.id.str(),
          .instanceMetadataOptions = metadataToWire(instance.metadataOptions, "pending")};
}

ModifyInstanceMaintenanceOptionsResponse modifyInstanceMaintenanceOptions(
    RequestContext& ctx, const ModifyInstanceMaintenanceOptionsRequest& request) {
  auto instance = requireLive(ctx, request.instanceId);
  if (request.autoRecovery) instance.autoRecovery = *request.autoRecovery;
  if (request.rebootMigration) instance.rebootMigration = *request.rebootMigration;
  ctx.catalog.instances().update(instance);
  return {.instanceId = instance.id.str(),
          .autoRecovery = instance.autoRecovery,
          .rebootMigration = instance.rebootMigration};
}

MonitorInstancesResponse monitorInstances(RequestContext& ctx,
                                          const MonitorInstancesRequest& request) {
  MonitorInstancesResponse answer;
  for (const auto& instance : requireInstances(ctx, request.instanceIds))
    answer.instanceMonitorings.push_back(monitor(ctx, instance, true));
  return answer;
}

UnmonitorInstancesResponse unmonitorInstances(RequestContext& ctx,
                                              const UnmonitorInstancesRequest& request) {
  UnmonitorInstancesResponse answer;
  for (const auto& instance : requireInstances(ctx, request.instanceIds))
    answer.instanceMonitorings.push_back(monitor(ctx, instance, false));
  return answer;
}

}  // namespace amilocal::ec2
