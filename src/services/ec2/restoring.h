#pragma once

#include <string>

#include "amilocal/domain/image.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// Reads a stored image's object and gives its bytes to the snapshots of the pending image that is
/// made of it. Throws BadStoredImage, BlobMissing and DataLimitReached.
void restoreDisks(RequestContext& ctx, const domain::Image& image, const std::string& bucket,
                  const std::string& key);

}  // namespace amilocal::ec2
