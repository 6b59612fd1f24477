#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/database.h"

namespace amilocal {

/// Shows the names of the blobs that rows of a catalog refer to, each once and in order.
void visitUsedBlobs(Database& catalog, const std::function<void(std::string_view)>& take);

/// Removes the blobs that nothing names any more, and answers how many bytes came free. What keeps
/// a blob: a row that this connection sees, a row of the catalog in the data directory as it was
/// last committed, and a row of a checkpoint. So nothing is lost when the present transaction is
/// undone, or a checkpoint is brought back. A checkpoint that cannot be read keeps everything.
/// Deleting never sweeps: this is done at start, and when there is no room.
std::uint64_t sweepData(Database& database, BlobStore& blobs);

}  // namespace amilocal
