#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/network_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// EC2 User Guide, "Placement groups": up to seven partitions, and two unless told otherwise.
constexpr std::int64_t kPartitionsMax = 7, kPartitionsUsual = 2;

PlacementGroup shown(const domain::PlacementGroup& group, const domain::Tags& tags) {
  PlacementGroup out;
  out.groupName = group.name;
  out.groupId = group.id.str();
  out.groupArn = domain::ec2Arn(group.region, group.owner, "placement-group", group.name);
  out.state = "available";
  out.strategy = group.strategy;
  out.partitionCount = group.partitionCount;
  out.spreadLevel = group.spreadLevel;
  out.tags = toWire(tags);
  return out;
}

void refuseUnsupported(const CreatePlacementGroupRequest& request) {
  const auto refuseIf = [](bool given, std::string_view name) {
    if (given) throw errors::unsupportedParameter(name);
  };
  refuseIf(request.linkedGroupId.has_value(), "LinkedGroupId");
  refuseIf(request.parentGroupId.has_value(), "ParentGroupId");
  refuseIf(request.operator_.has_value(), "Operator");
  refuseIf(request.strategy == "precision-time", "Strategy=precision-time");
  refuseIf(request.spreadLevel == "host", "SpreadLevel=host");
}

std::vector<domain::PlacementGroup> groupsOf(RequestContext& ctx) {
  return ctx.catalog.placementGroups().list(ctx.account(), ctx.region());
}

}  // namespace

CreatePlacementGroupResponse createPlacementGroup(RequestContext& ctx,
                                                  const CreatePlacementGroupRequest& request) {
  refuseUnsupported(request);
  if (!request.groupName) throw errors::missingParameter("groupName");
  domain::checkAsciiName(*request.groupName, "groupName");
  const auto tags =
      specifiedTags(request.tagSpecifications, "placement-group", {"placement-group"});
  domain::PlacementGroup group;
  group.name = *request.groupName;
  group.strategy = request.strategy.value_or("cluster");
  if (request.partitionCount && group.strategy != "partition")
    throw errors::partitionsWithoutStrategy();
  if (request.spreadLevel && group.strategy != "spread") throw errors::spreadLevelWithoutStrategy();
  if (group.strategy == "partition")
    group.partitionCount = request.partitionCount.value_or(kPartitionsUsual);
  if (group.strategy == "spread") group.spreadLevel = request.spreadLevel.value_or("rack");
  if (group.partitionCount && (*group.partitionCount < 1 || *group.partitionCount > kPartitionsMax))
    throw errors::invalidPartitionCount(*group.partitionCount);
  for (const auto& present : groupsOf(ctx))
    if (present.name == group.name) throw errors::placementGroupDuplicate(group.name);
  group.id = ctx.ids.next<PlacementGroupKind>();
  group.region = ctx.region();
  group.owner = ctx.account();
  ctx.catalog.placementGroups().put(group);
  putTags(ctx, "placement-group", group.id.str(), tags);
  ctx.record(group.id.str(), "", "available");
  return {.placementGroup = shown(group, tags)};
}

DescribePlacementGroupsResponse describePlacementGroups(
    RequestContext& ctx, const DescribePlacementGroupsRequest& request) {
  auto rows = namedById(groupsOf(ctx), request.groupIds, &errors::placementGroupUnknown);
  rows = named(
      std::move(rows), request.groupNames,
      [](const domain::PlacementGroup& group) { return group.name; },
      &errors::placementGroupUnknown);
  DescribePlacementGroupsResponse response;
  for (const auto& row :
       chosen(ctx, std::move(rows), request, domain::placementGroupFilters()).rows)
    response.placementGroups.push_back(shown(row.value, row.tags));
  return response;
}

ReturnResponse deletePlacementGroup(RequestContext& ctx,
                                    const DeletePlacementGroupRequest& request) {
  const auto group = requirePlacementGroup(ctx, request.groupName);
  if (std::ranges::any_of(liveInstances(ctx), [&](const domain::Instance& instance) {
        return instance.placementGroupId == group.id.str();
      }))
    throw errors::placementGroupInUse(group.name);
  ctx.catalog.tags().removeAll(group.id.str());
  ctx.catalog.placementGroups().remove(group.id);
  ctx.record(group.id.str(), "available", "");
  return {.return_ = true};
}

}  // namespace amilocal::ec2
