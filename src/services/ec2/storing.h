#pragma once

#include "amilocal/domain/image.h"
#include "amilocal/domain/store_task.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// Writes an image's object into the bucket of the task. Throws BadStoredImage, whose text is the
/// reason of the failure, BlobMissing and DataLimitReached.
void storeObject(RequestContext& ctx, const domain::StoreImageTask& task);

}  // namespace amilocal::ec2
