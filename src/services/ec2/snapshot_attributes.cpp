#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/snapshot_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/events.h"
#include "services/ec2/fast_restores.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

using Change = domain::PermissionChange;

constexpr std::string_view kPermission = "createVolumePermission", kProductCodes = "productCodes";

// Clients spell attributes with other capitals and blanks around them, and AWS takes them
// (clients/contract.md section 5).
bool isAttribute(std::string_view given, std::string_view name) {
  return equalsIgnoringCase(trim(given), name);
}

domain::Grantee granteeOf(const CreateVolumePermission& permission) {
  if (permission.userId && permission.group)
    throw errors::invalidCombination(
        "A create volume permission names a user or a group, but not both.");
  if (permission.group) return domain::snapshotGroup(*permission.group);
  return domain::snapshotUser(permission.userId.value_or(""));
}

Change changeOf(Change::Kind kind, const std::vector<CreateVolumePermission>& permissions) {
  Change change{kind, {}};
  for (const auto& permission : permissions) change.grantees.push_back(granteeOf(permission));
  return change;
}

/// The older spelling: OperationType with UserId.N and UserGroup.N.
Change flatChangeOf(const ModifySnapshotAttributeRequest& request) {
  if (request.userIds.empty() && request.groupNames.empty()) throw errors::noSnapshotAttribute();
  if (!request.operationType) throw errors::missingParameter("operationType");
  Change change{*request.operationType == "remove" ? Change::Kind::remove : Change::Kind::add, {}};
  for (const auto& user : request.userIds) change.grantees.push_back(domain::snapshotUser(user));
  for (const auto& group : request.groupNames)
    change.grantees.push_back(domain::snapshotGroup(group));
  return change;
}

/// Packer sends both spellings, the older one without its OperationType: then the structured one
/// counts (clients/contract.md 4.2, items 14 and 15).
Change permissionChangeOf(const ModifySnapshotAttributeRequest& request) {
  const auto& given = request.createVolumePermission;
  if (!given || (given->add.empty() && given->remove.empty())) return flatChangeOf(request);
  if (!given->add.empty() && !given->remove.empty()) throw errors::addAndRemoveTogether();
  return given->remove.empty() ? changeOf(Change::Kind::add, given->add)
                               : changeOf(Change::Kind::remove, given->remove);
}

/// Those with whom the snapshot was not shared before are told (snapshots-volumes-instances.md
/// section 11: the receiving account, and not for public sharing).
void tellReceivers(RequestContext& ctx, const domain::Snapshot& snapshot,
                   const domain::Grantees& before) {
  for (const auto& grantee : snapshot.createVolumePermissions) {
    const bool isNew = std::ranges::find(before, grantee) == before.end();
    if (isNew && grantee.kind == domain::GranteeKind::userId)
      emitSnapshotShared(ctx, snapshot, grantee.value);
  }
}

CreateVolumePermission toWire(const domain::Grantee& grantee) {
  if (grantee.kind == domain::GranteeKind::group) return {.userId = {}, .group = grantee.value};
  return {.userId = grantee.value, .group = {}};
}

}  // namespace

DescribeSnapshotAttributeResponse describeSnapshotAttribute(
    RequestContext& ctx, const DescribeSnapshotAttributeRequest& request) {
  const auto snapshot = requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId));
  DescribeSnapshotAttributeResponse response;
  response.snapshotId = snapshot.id.str();
  // Both lists are shown even when they are empty; no snapshot here has a product code.
  if (isAttribute(request.attribute, kPermission)) {
    auto& permissions = response.createVolumePermissions.emplace();
    for (const auto& grantee : snapshot.createVolumePermissions)
      permissions.push_back(toWire(grantee));
  } else if (isAttribute(request.attribute, kProductCodes)) {
    response.productCodes.emplace();
  } else {
    throw errors::unknownSnapshotAttribute(request.attribute);
  }
  return response;
}

ReturnResponse modifySnapshotAttribute(RequestContext& ctx,
                                       const ModifySnapshotAttributeRequest& request) {
  if (request.attribute && !isAttribute(*request.attribute, kPermission))
    throw errors::unknownSnapshotAttribute(*request.attribute);
  const auto change = permissionChangeOf(request);
  auto snapshot = requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId));
  const auto before = snapshot.createVolumePermissions;
  snapshot.createVolumePermissions =
      domain::changedPermissions(snapshot, change, snapshotPublicAccess(ctx));
  ctx.catalog.snapshots().update(snapshot);
  tellReceivers(ctx, snapshot, before);
  endLostFastRestores(ctx, snapshot);
  return {.return_ = true};
}

ReturnResponse resetSnapshotAttribute(RequestContext& ctx,
                                      const ResetSnapshotAttributeRequest& request) {
  if (!isAttribute(request.attribute, kPermission))
    throw errors::unknownSnapshotAttribute(request.attribute);
  auto snapshot = requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId));
  snapshot.createVolumePermissions.clear();
  ctx.catalog.snapshots().update(snapshot);
  endLostFastRestores(ctx, snapshot);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
