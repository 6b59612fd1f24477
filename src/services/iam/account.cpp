#include "amilocal/catalog/catalog.h"
#include "iam/handlers.gen.h"
#include "services/iam/entities.h"

// Users are those of the credentials file; without one there is but the root user of each account
// (docs/compatibility.md).
namespace amilocal::iam {
namespace {

User toWire(const RequestContext& ctx, const domain::User& user) {
  User out;
  out.userId = user.id();
  out.userName = user.name;
  out.arn = user.arn(partitionOf(ctx));
  out.path = user.path;
  out.createDate = Instant{};
  out.tags = iam::toWire(user.tags);
  if (user.isRoot()) out.userName.reset();
  if (user.permissionsBoundary)
    out.permissionsBoundary = AttachedPermissionsBoundary{
        .permissionsBoundaryType = "Policy", .permissionsBoundaryArn = user.permissionsBoundary};
  return out;
}

// The one whose key it is. A session of GetSessionToken is its user.
domain::User callingUser(const RequestContext& ctx) {
  const auto& users = ctx.settings.users.users;
  const auto found = std::ranges::find_if(users, [&](const domain::User& user) {
    return user.arn(partitionOf(ctx)) == ctx.caller.arn;
  });
  if (found != users.end()) return *found;
  if (ctx.caller.userId != ctx.account())
    throw errors::validationText("Must specify userName when calling with non-User credentials");
  return {.account = ctx.account()};
}

}  // namespace

GetUserResponse getUser(RequestContext& ctx, const GetUserRequest& request) {
  if (!request.userName) return {.user = toWire(ctx, callingUser(ctx))};
  const auto* user = ctx.settings.users.find(ctx.account(), *request.userName);
  if (user == nullptr || user->isRoot()) throw errors::userNotFound(*request.userName);
  return {.user = toWire(ctx, *user)};
}

// No account has given itself a name.
ListAccountAliasesResponse listAccountAliases(RequestContext&,
                                              const ListAccountAliasesRequest& request) {
  const ItemPage page(std::vector<std::string>(), request.marker, request.maxItems,
                      [](const std::string& alias) { return alias; });
  ListAccountAliasesResponse answer;
  answer.isTruncated = false;
  return answer;
}

}  // namespace amilocal::iam
