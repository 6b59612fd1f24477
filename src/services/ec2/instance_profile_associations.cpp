#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/lookup.h"

// The profile of an instance: at most one, there at once (docs/compatibility.md).
namespace amilocal::ec2 {
namespace {

bool isEnding(const domain::Instance& instance) {
  return instance.state == domain::InstanceState::terminated ||
         instance.state == domain::InstanceState::shutting_down;
}

IamInstanceProfileAssociation toWire(const domain::Instance& instance, std::string_view state) {
  IamInstanceProfileAssociation out;
  out.associationId = instance.iamAssociationId;
  out.instanceId = instance.id.str();
  out.iamInstanceProfile = IamInstanceProfile{};
  out.iamInstanceProfile->arn = instance.iamInstanceProfileArn;
  out.iamInstanceProfile->id = instance.iamInstanceProfileId;
  out.state = std::string(state);
  out.timestamp = instance.iamAssociatedAt;
  return out;
}

std::vector<domain::Instance> associatedInstances(RequestContext& ctx) {
  auto instances = listInstances(ctx, {}, {});
  std::erase_if(instances, [](const domain::Instance& instance) {
    return !instance.iamAssociationId || isEnding(instance);
  });
  std::ranges::sort(instances, {}, &domain::Instance::iamAssociationId);
  return instances;
}

domain::Instance requireAssociated(RequestContext& ctx, const std::string& associationId) {
  for (auto& instance : associatedInstances(ctx))
    if (instance.iamAssociationId == associationId) return instance;
  throw errors::profileAssociationNotFound(associationId);
}

constexpr domain::FilterRow<domain::Instance> kFilters[] = {
    {"instance-id", [](const domain::Instance& i) { return domain::textsOf(i.id.str()); }},
    {"state", [](const domain::Instance&) { return std::vector<std::string>{"associated"}; }},
};

}  // namespace

domain::InstanceProfile requireProfile(RequestContext& ctx,
                                       const IamInstanceProfileSpecification& named) {
  if (named.arn && named.name) throw errors::profileNamedTwice();
  if (!named.arn && !named.name) throw errors::missingParameter("iamInstanceProfile");
  const auto profile = named.arn
                           ? ctx.catalog.instanceProfiles().find(*named.arn)
                           : ctx.catalog.instanceProfiles().findNamed(ctx.account(), *named.name);
  if (!profile || profile->account != ctx.account())
    throw errors::unknownInstanceProfile(named.arn ? *named.arn : *named.name,
                                         named.arn ? "arn" : "name");
  if (!profile->roleArn) throw errors::instanceProfileWithoutRole(profile->arn);
  return *profile;
}

void associate(RequestContext& ctx, domain::Instance& instance,
               const domain::InstanceProfile& profile) {
  instance.iamInstanceProfileArn = profile.arn;
  instance.iamInstanceProfileId = profile.id;
  instance.iamAssociationId = ctx.ids.nextText("iip-assoc");
  instance.iamAssociatedAt = ctx.now;
}

DescribeIamInstanceProfileAssociationsResponse describeIamInstanceProfileAssociations(
    RequestContext& ctx, const DescribeIamInstanceProfileAssociationsRequest& request) {
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  const std::span<const domain::FilterRow<domain::Instance>> table(kFilters);
  domain::checkFilters(table, filters, domain::TagFilters::unknown);
  for (const auto& id : request.associationIds) requireAssociated(ctx, id);
  DescribeIamInstanceProfileAssociationsResponse answer;
  auto& list = answer.iamInstanceProfileAssociations;
  for (const auto& instance : associatedInstances(ctx)) {
    const auto& id = *instance.iamAssociationId;
    const auto& named = request.associationIds;
    const bool isNamed = named.empty() || std::ranges::find(named, id) != named.end();
    if (id <= page.after || !isNamed || !domain::matches(table, filters, instance, {})) continue;
    if (page.limit && list.size() == *page.limit) {
      answer.nextToken = domain::encodePageToken(*list.back().associationId);
      break;
    }
    list.push_back(toWire(instance, "associated"));
  }
  return answer;
}

AssociateIamInstanceProfileResponse associateIamInstanceProfile(
    RequestContext& ctx, const AssociateIamInstanceProfileRequest& request) {
  auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  const auto profile = requireProfile(ctx, request.iamInstanceProfile);
  if (isEnding(instance)) throw errors::instanceNotInStateTo(instance.id, "modified");
  if (instance.iamAssociationId) throw errors::profileAlreadyAssociated(instance.id);
  associate(ctx, instance, profile);
  ctx.catalog.instances().update(instance);
  return {.iamInstanceProfileAssociation = toWire(instance, "associating")};
}

DisassociateIamInstanceProfileResponse disassociateIamInstanceProfile(
    RequestContext& ctx, const DisassociateIamInstanceProfileRequest& request) {
  auto instance = requireAssociated(ctx, request.associationId);
  const auto shown = toWire(instance, "disassociating");
  instance.iamInstanceProfileArn.reset();
  instance.iamInstanceProfileId.reset();
  instance.iamAssociationId.reset();
  instance.iamAssociatedAt.reset();
  ctx.catalog.instances().update(instance);
  return {.iamInstanceProfileAssociation = shown};
}

// The new profile comes with a new association.
ReplaceIamInstanceProfileAssociationResponse replaceIamInstanceProfileAssociation(
    RequestContext& ctx, const ReplaceIamInstanceProfileAssociationRequest& request) {
  auto instance = requireAssociated(ctx, request.associationId);
  associate(ctx, instance, requireProfile(ctx, request.iamInstanceProfile));
  ctx.catalog.instances().update(instance);
  return {.iamInstanceProfileAssociation = toWire(instance, "associating")};
}

}  // namespace amilocal::ec2
