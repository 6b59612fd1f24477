#pragma once

#include <string>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/caller.h"

namespace amilocal {

/// The caller as its key says: a key that STS handed out belongs to its session's account. Throws
/// RequestExpired or ExpiredToken when that session is over.
domain::Caller identified(const Catalog& catalog, domain::Caller caller, Instant now);

/// The account that the caller's key belongs to, be its session over or not.
std::string accountBehind(const Catalog& catalog, const domain::Caller& caller);

}  // namespace amilocal
