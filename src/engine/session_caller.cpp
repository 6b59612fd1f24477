#include "engine/session_caller.h"

#include "amilocal/core/request_errors.h"

namespace amilocal {

domain::Caller identified(const Catalog& catalog, domain::Caller caller, Instant now) {
  if (!domain::isSessionKey(caller.accessKeyId)) return caller;
  const auto session = catalog.sessions().find(caller.accessKeyId);
  if (!session) return caller;
  if (session->expiresAt <= now) throw errors::expiredCredentials(caller.service);
  caller.account = session->account;
  return caller;
}

std::string accountBehind(const Catalog& catalog, const domain::Caller& caller) {
  if (!domain::isSessionKey(caller.accessKeyId)) return caller.account;
  const auto session = catalog.sessions().find(caller.accessKeyId);
  return session ? session->account : caller.account;
}

}  // namespace amilocal
