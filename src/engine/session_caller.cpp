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

}  // namespace amilocal
