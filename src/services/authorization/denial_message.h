#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/domain/permissions.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::services {

/// What an UnauthorizedOperation carries along: the whole story, for those who may read it (STS API
/// Reference, DecodeAuthorizationMessage). AWS encrypts it; here it is only coded, and ends with a
/// digest of its own.
std::string encodeDenial(const RequestContext& ctx, const domain::AccessQuestion& question,
                         const domain::Denial& denial);

/// The JSON inside; empty when the text is not such a message.
std::optional<std::string> decodeDenial(std::string_view encoded);

}  // namespace amilocal::services
