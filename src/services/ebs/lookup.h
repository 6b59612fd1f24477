#pragma once

#include <string>
#include <string_view>

#include "amilocal/domain/snapshot.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ebs {

/// A snapshot that the caller may read: completed, and its own, public or shared with it. Throws
/// ValidationException and ResourceNotFoundException; `parameter` is what the id came in.
domain::Snapshot requireReadable(RequestContext& ctx, std::string_view id,
                                 std::string_view parameter);

/// A snapshot of the caller's that StartSnapshot began and nothing has ended. Throws the same.
domain::Snapshot requireWritable(RequestContext& ctx, std::string_view id);

/// How many blocks a disk of this size has.
std::int64_t blocksOf(std::int64_t volumeSizeGib);

}  // namespace amilocal::ebs
