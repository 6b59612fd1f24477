#include "amilocal/catalog/catalog.h"
#include "iam/handlers.gen.h"
#include "services/iam/entities.h"

// There are no users but the root user of each account (docs/compatibility.md).
namespace amilocal::iam {

GetUserResponse getUser(RequestContext& ctx, const GetUserRequest& request) {
  if (request.userName) throw errors::userNotFound(*request.userName);
  const auto root = "arn:" + partitionOf(ctx) + ":iam::" + ctx.account() + ":root";
  const auto session = ctx.catalog.sessions().find(ctx.caller.accessKeyId);
  if (session && session->arn != root)
    throw errors::validationText("Must specify userName when calling with non-User credentials");
  User user;
  user.userId = ctx.account();
  user.arn = root;
  user.path = "/";
  user.createDate = Instant{};
  return {.user = std::move(user)};
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
