#include <string>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/events.h"

// Block public access for images and for snapshots. A change takes effect at once; on AWS that of
// images may take ten minutes (EC2 API Reference, EnableImageBlockPublicAccess).
namespace amilocal::ec2 {
namespace {

using domain::PublicAccess;

// The other manager would be a policy of an AWS organization, and nobody here belongs to one.
constexpr const char* kManagedByAccount = "account";

std::string put(RequestContext& ctx, const char* name, std::string state) {
  ctx.catalog.settings().put({ctx.account(), ctx.region(), name, state});
  return state;
}

std::string unblock(RequestContext& ctx, const char* name) {
  return put(ctx, name, std::string(domain::toString(PublicAccess::unblocked)));
}

}  // namespace

GetImageBlockPublicAccessStateResponse getImageBlockPublicAccessState(
    RequestContext& ctx, const GetImageBlockPublicAccessStateRequest&) {
  return {.imageBlockPublicAccessState = std::string(domain::toString(imagePublicAccess(ctx))),
          .managedBy = kManagedByAccount};
}

EnableImageBlockPublicAccessResponse enableImageBlockPublicAccess(
    RequestContext& ctx, const EnableImageBlockPublicAccessRequest& request) {
  return {.imageBlockPublicAccessState =
              put(ctx, domain::kImagePublicAccess, request.imageBlockPublicAccessState)};
}

DisableImageBlockPublicAccessResponse disableImageBlockPublicAccess(
    RequestContext& ctx, const DisableImageBlockPublicAccessRequest&) {
  return {.imageBlockPublicAccessState = unblock(ctx, domain::kImagePublicAccess)};
}

GetSnapshotBlockPublicAccessStateResponse getSnapshotBlockPublicAccessState(
    RequestContext& ctx, const GetSnapshotBlockPublicAccessStateRequest&) {
  return {.state = std::string(domain::toString(snapshotPublicAccess(ctx))),
          .managedBy = kManagedByAccount};
}

EnableSnapshotBlockPublicAccessResponse enableSnapshotBlockPublicAccess(
    RequestContext& ctx, const EnableSnapshotBlockPublicAccessRequest& request) {
  auto state = put(ctx, domain::kSnapshotPublicAccess, request.state);
  emitSnapshotPublicAccess(ctx, state);
  return {.state = std::move(state)};
}

DisableSnapshotBlockPublicAccessResponse disableSnapshotBlockPublicAccess(
    RequestContext& ctx, const DisableSnapshotBlockPublicAccessRequest&) {
  auto state = unblock(ctx, domain::kSnapshotPublicAccess);
  emitSnapshotPublicAccess(ctx, state);
  return {.state = std::move(state)};
}

}  // namespace amilocal::ec2
