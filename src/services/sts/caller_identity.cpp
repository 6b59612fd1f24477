#include "amilocal/domain/caller.h"
#include "amilocal/engine/request_context.h"
#include "sts/handlers.gen.h"

namespace amilocal::sts {

// Whoever holds a key of an account is taken for its root user: there are no IAM users here. AWS
// gives the root user the account's number for an id (aws-facts/snapshots-volumes-instances.md
// section 7).
GetCallerIdentityResponse getCallerIdentity(RequestContext& ctx, const GetCallerIdentityRequest&) {
  return {.userId = ctx.account(), .account = ctx.account(), .arn = domain::rootArn(ctx.caller)};
}

}  // namespace amilocal::sts
