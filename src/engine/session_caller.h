#pragma once

#include <string>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/caller.h"
#include "amilocal/engine/server_settings.h"

namespace amilocal {

/// The caller as its key says: a key that STS handed out is its session, one of the credentials
/// file its user, and any other the root user of its account. Throws RequestExpired or ExpiredToken
/// when a session is over.
domain::Caller identified(const Catalog& catalog, const ServerSettings& settings,
                          domain::Caller caller, Instant now);

/// The account that the caller's key belongs to, be its session over or not.
std::string accountBehind(const Catalog& catalog, const domain::Caller& caller);

}  // namespace amilocal
