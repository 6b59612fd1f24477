#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/image_permissions.h"
#include "amilocal/domain/image_rules.h"
#include "amilocal/domain/protection_rules.h"
#include "amilocal/domain/visibility.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

using domain::Grantee;
using domain::GranteeKind;
using domain::Grantees;
using domain::LaunchPermissionChange;

/// Attributes are told apart without regard to case and blanks around them, as AWS does: Ansible
/// sends `LaunchPermission` and `Description ` with a blank (clients/contract.md section 5).
bool isAttribute(std::string_view given, std::string_view name) {
  return equalsIgnoringCase(trim(given), name);
}

// ---- DescribeImageAttribute

/// An attribute that is not set is an empty element: a value object without a value.
AttributeValue valueOf(const std::optional<std::string>& text) {
  if (!text || text->empty()) return {};
  return {text};
}

std::vector<LaunchPermission> toWire(const Grantees& grantees) {
  std::vector<LaunchPermission> wire;
  for (const auto& grantee : grantees) {
    auto& item = wire.emplace_back();
    switch (grantee.kind) {
      case GranteeKind::group:
        item.group = grantee.value;
        break;
      case GranteeKind::userId:
        item.userId = grantee.value;
        break;
      case GranteeKind::organizationArn:
        item.organizationArn = grantee.value;
        break;
      case GranteeKind::organizationalUnitArn:
        item.organizationalUnitArn = grantee.value;
        break;
    }
  }
  return wire;
}

std::vector<ProductCode> toWire(const std::vector<domain::ProductCode>& codes) {
  std::vector<ProductCode> wire;
  for (const auto& code : codes) wire.push_back(ProductCode{code.id, code.type});
  return wire;
}

std::optional<std::string> lastLaunch(RequestContext& ctx, const domain::Image& image) {
  const std::vector<std::string> ids{image.id.str()};
  const auto found = ctx.catalog.launches().lastUpTo(domain::launchesKnownUpTo(ctx.now), ids);
  return found.empty() ? std::nullopt : std::optional(formatInstantSeconds(found.begin()->second));
}

struct AttributeRow {
  std::string_view name;
  void (*fill)(ImageAttribute&, const domain::Image&, RequestContext& ctx);
};

// EC2 API Reference, DescribeImageAttribute, Attribute.
using Wire = ImageAttribute;
constexpr AttributeRow kAttributes[] = {
    {"blockDeviceMapping", [](Wire&, const domain::Image&,
                              RequestContext&) { throw errors::restrictedImageAttribute(); }},
    {"bootMode",
     [](Wire& w, const domain::Image& i, RequestContext&) { w.bootMode = valueOf(i.bootMode); }},
    {"deregistrationProtection",
     [](Wire& w, const domain::Image& i, RequestContext& ctx) {
       w.deregistrationProtection = valueOf(domain::shownProtection(i, ctx.now));
     }},
    {"description", [](Wire& w, const domain::Image& i,
                       RequestContext&) { w.description = valueOf(i.description); }},
    {"imdsSupport", [](Wire& w, const domain::Image& i,
                       RequestContext&) { w.imdsSupport = valueOf(i.imdsSupport); }},
    {"kernel",
     [](Wire& w, const domain::Image& i, RequestContext&) { w.kernelId = valueOf(i.kernelId); }},
    {"lastLaunchedTime",
     [](Wire& w, const domain::Image& i, RequestContext& ctx) {
       w.lastLaunchedTime = valueOf(lastLaunch(ctx, i));
     }},
    {"launchPermission",
     [](Wire& w, const domain::Image& i, RequestContext&) {
       w.launchPermissions = toWire(i.launchPermissions);
     }},
    {"productCodes", [](Wire& w, const domain::Image& i,
                        RequestContext&) { w.productCodes = toWire(i.productCodes); }},
    {"ramdisk",
     [](Wire& w, const domain::Image& i, RequestContext&) { w.ramdiskId = valueOf(i.ramdiskId); }},
    {"sriovNetSupport", [](Wire& w, const domain::Image& i,
                           RequestContext&) { w.sriovNetSupport = valueOf(i.sriovNetSupport); }},
    {"tpmSupport", [](Wire& w, const domain::Image& i,
                      RequestContext&) { w.tpmSupport = valueOf(i.tpmSupport); }},
    {"uefiData",
     [](Wire& w, const domain::Image& i, RequestContext&) { w.uefiData = valueOf(i.uefiData); }},
};

const AttributeRow& requireAttribute(std::string_view given) {
  for (const auto& row : kAttributes)
    if (isAttribute(given, row.name)) return row;
  throw errors::unknownImageAttribute(given);
}

// ---- ModifyImageAttribute

constexpr std::string_view kDescription = "description", kImdsSupport = "imdsSupport",
                           kLaunchPermission = "launchPermission", kProductCodes = "productCodes";

/// What a request changes: exactly one of the three.
struct AttributeChange {
  std::optional<std::string> description;
  std::optional<std::string> imdsSupport;
  LaunchPermissionChange permissions;
};

/// The attribute that Attribute names, as we spell it; empty when it names none.
std::string_view namedAttribute(const ModifyImageAttributeRequest& request) {
  if (!request.attribute) return {};
  for (const auto name : {kDescription, kImdsSupport, kLaunchPermission, kProductCodes})
    if (isAttribute(*request.attribute, name)) return name;
  throw errors::unknownImageAttribute(*request.attribute);
}

void append(Grantees& grantees, GranteeKind kind, const std::optional<std::string>& value) {
  if (value) grantees.push_back({kind, *value});
}

Grantees granteesOf(const std::vector<LaunchPermission>& items) {
  Grantees grantees;
  for (const auto& item : items) {
    const auto before = grantees.size();
    append(grantees, GranteeKind::group, item.group);
    append(grantees, GranteeKind::userId, item.userId);
    append(grantees, GranteeKind::organizationArn, item.organizationArn);
    append(grantees, GranteeKind::organizationalUnitArn, item.organizationalUnitArn);
    if (grantees.size() == before) throw errors::invalidImageAttributeItem("", "userId");
  }
  return grantees;
}

/// UserId.N, UserGroup.N and so on, which mean something only with an OperationType.
Grantees flatGrantees(const ModifyImageAttributeRequest& request) {
  Grantees grantees;
  for (const auto& id : request.userIds) append(grantees, GranteeKind::userId, id);
  for (const auto& group : request.userGroups) append(grantees, GranteeKind::group, group);
  for (const auto& arn : request.organizationArns)
    append(grantees, GranteeKind::organizationArn, arn);
  for (const auto& arn : request.organizationalUnitArns)
    append(grantees, GranteeKind::organizationalUnitArn, arn);
  return grantees;
}

LaunchPermissionChange permissionsOf(const ModifyImageAttributeRequest& request) {
  LaunchPermissionChange change;
  if (request.launchPermission) {
    change.add = granteesOf(request.launchPermission->add);
    change.remove = granteesOf(request.launchPermission->remove);
  }
  const auto flat = flatGrantees(request);
  if (request.operationType) {
    auto& list = *request.operationType == "remove" ? change.remove : change.add;
    list.insert(list.end(), flat.begin(), flat.end());
  } else if (change.isEmpty() && !flat.empty()) {
    // With the structured form beside it the flat list is Packer's echo of it, and is left alone
    // (clients/contract.md 4.2, item 14).
    throw errors::missingParameter("operationType");
  }
  return change;
}

/// The value of a scalar in its own structure, or in Value beside Attribute.
std::optional<std::string> scalarOf(const ModifyImageAttributeRequest& request,
                                    const std::optional<AttributeValue>& structured,
                                    std::string_view name, std::string_view named) {
  if (structured && request.value) throw errors::cannotBeUsedWith("value", name);
  if (structured) return structured->value.value_or("");
  return named == name ? request.value : std::nullopt;
}

void checkOneAttribute(const AttributeChange& change, std::string_view named) {
  std::vector<std::string> names;
  if (change.description) names.emplace_back(kDescription);
  if (change.imdsSupport) names.emplace_back(kImdsSupport);
  if (!change.permissions.isEmpty()) names.emplace_back(kLaunchPermission);
  if (names.empty()) throw errors::noImageAttributes();
  if (!named.empty() && std::find(names.begin(), names.end(), named) == names.end())
    names.emplace_back(named);
  if (names.size() > 1) throw errors::severalImageAttributes(join(names, ", "));
}

/// The spellings (a) to (d) of aws-facts/images.md section 7, ModifyImageAttribute.
AttributeChange changeOf(const ModifyImageAttributeRequest& request) {
  const auto named = namedAttribute(request);
  if (!request.productCodes.empty() || named == kProductCodes)
    throw errors::productCodesNotModifiable();
  AttributeChange change;
  change.description = scalarOf(request, request.description, kDescription, named);
  change.imdsSupport = scalarOf(request, request.imdsSupport, kImdsSupport, named);
  change.permissions = permissionsOf(request);
  checkOneAttribute(change, named);
  if (request.value && named != kDescription && named != kImdsSupport)
    throw errors::cannotBeUsedWith("value", kLaunchPermission);

  domain::checkImageDescription(change.description);
  // It can be turned on and never off again (EC2 API Reference, ModifyImageAttribute).
  if (change.imdsSupport && *change.imdsSupport != "v2.0")
    throw errors::invalidParameterValue(*change.imdsSupport, kImdsSupport, "Valid values: v2.0");
  domain::checkLaunchPermissions(change.permissions);
  return change;
}

std::vector<domain::Snapshot> snapshotsOf(RequestContext& ctx, const domain::Image& image) {
  std::vector<domain::Snapshot> snapshots;
  for (const auto& device : image.blockDevices)
    if (device.ebs && device.ebs->snapshotId)
      if (auto snapshot = findSnapshot(ctx, *device.ebs->snapshotId))
        snapshots.push_back(*std::move(snapshot));
  return snapshots;
}

/// How many public images the caller has in the Region, counted no further than the quota.
std::int64_t countPublicImages(RequestContext& ctx, std::int64_t quota) {
  ImageScope scope;
  scope.region = ctx.region();
  scope.owners = {ctx.account()};
  scope.visibleTo = "";  // nobody sees what is public, and no more
  scope.statesLeftOut = {domain::ImageState::deregistered, domain::ImageState::recoverable};
  scope.limit = quota;
  return static_cast<std::int64_t>(ctx.catalog.images().list(scope).size());
}

domain::Image withPermissions(RequestContext& ctx, const domain::Image& image,
                              const LaunchPermissionChange& change) {
  std::vector<domain::Snapshot> snapshots;
  if (!change.add.empty()) snapshots = snapshotsOf(ctx, image);
  const auto quota = ctx.limit(domain::Limit::public_images);
  return domain::planLaunchPermissions(
      image, change,
      {.snapshots = snapshots,
       .publicImages = domain::makesPublic(image, change) ? countPublicImages(ctx, quota) : 0,
       .publicImagesMax = quota,
       .sharingMax = ctx.limit(domain::Limit::image_sharing),
       .publicAccess = imagePublicAccess(ctx)});
}

}  // namespace

ImageAttribute describeImageAttribute(RequestContext& ctx,
                                      const DescribeImageAttributeRequest& request) {
  const auto id = parseImageId(request.imageId);
  const auto& attribute = requireAttribute(request.attribute);
  const auto image = requireOwnImage(ctx, id);
  ImageAttribute answer;
  answer.imageId = id.str();
  attribute.fill(answer, image, ctx);
  return answer;
}

ReturnResponse modifyImageAttribute(RequestContext& ctx,
                                    const ModifyImageAttributeRequest& request) {
  const auto id = parseImageId(request.imageId);
  const auto change = changeOf(request);
  const auto image = requireOwnImage(ctx, id);
  auto changed = withPermissions(ctx, image, change.permissions);
  if (change.description) changed.description = change.description;
  if (change.imdsSupport) changed.imdsSupport = change.imdsSupport;
  if (changed != image) saveImage(ctx, changed);
  return {.return_ = true};
}

ReturnResponse resetImageAttribute(RequestContext& ctx, const ResetImageAttributeRequest& request) {
  const auto id = parseImageId(request.imageId);
  if (!isAttribute(request.attribute, kLaunchPermission))
    throw errors::unknownImageAttribute(request.attribute);
  auto image = requireOwnImage(ctx, id);
  if (!image.launchPermissions.empty()) {
    image.launchPermissions.clear();
    saveImage(ctx, image);
  }
  return {.return_ = true};
}

ReturnResponse cancelImageLaunchPermission(RequestContext& ctx,
                                           const CancelImageLaunchPermissionRequest& request) {
  const auto image = requireVisibleImage(ctx, parseImageId(request.imageId));
  saveImage(ctx, domain::planWithoutReceiver(image, ctx.member()));
  return {.return_ = true};
}

}  // namespace amilocal::ec2
