#include "engine/session_caller.h"

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/region.h"

namespace amilocal {

domain::Caller identified(const Catalog& catalog, const ServerSettings& settings,
                          domain::Caller caller, Instant now) {
  if (domain::isSessionKey(caller.accessKeyId)) {
    if (const auto session = catalog.sessions().find(caller.accessKeyId)) {
      if (session->expiresAt <= now) throw errors::expiredCredentials(caller.service);
      caller.account = session->account;
      caller.arn = session->arn;
      caller.userId = session->userId;
      return caller;
    }
  }
  if (const auto* user = settings.users.ofKey(caller.accessKeyId)) {
    caller.account = user->account;
    caller.arn = user->arn(domain::partitionOf(caller.region));
    caller.userId = user->id();
    return caller;
  }
  caller.arn = domain::rootArn(caller);
  caller.userId = caller.account;
  return caller;
}

std::string accountBehind(const Catalog& catalog, const domain::Caller& caller) {
  if (!domain::isSessionKey(caller.accessKeyId)) return caller.account;
  const auto session = catalog.sessions().find(caller.accessKeyId);
  return session ? session->account : caller.account;
}

}  // namespace amilocal
