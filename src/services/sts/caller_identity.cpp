#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/caller.h"
#include "amilocal/engine/request_context.h"
#include "sts/handlers.gen.h"

namespace amilocal::sts {

// Whoever holds a key of an account is taken for its root user: there are no IAM users here. AWS
// gives the root user the account's number for an id (aws-facts/snapshots-volumes-instances.md
// section 7). A key that STS handed out is its session.
GetCallerIdentityResponse getCallerIdentity(RequestContext& ctx, const GetCallerIdentityRequest&) {
  if (const auto session = ctx.catalog.sessions().find(ctx.caller.accessKeyId))
    return {.userId = session->userId, .account = session->account, .arn = session->arn};
  return {.userId = ctx.account(), .account = ctx.account(), .arn = domain::rootArn(ctx.caller)};
}

}  // namespace amilocal::sts
