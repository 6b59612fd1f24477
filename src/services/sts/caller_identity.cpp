#include "amilocal/engine/request_context.h"
#include "sts/handlers.gen.h"

namespace amilocal::sts {

// Whoever holds a key that nobody knows is taken for the root user of its account. AWS gives the
// root user the account's number for an id (aws-facts/snapshots-volumes-instances.md section 7).
GetCallerIdentityResponse getCallerIdentity(RequestContext& ctx, const GetCallerIdentityRequest&) {
  return {.userId = ctx.caller.userId, .account = ctx.account(), .arn = ctx.caller.arn};
}

}  // namespace amilocal::sts
