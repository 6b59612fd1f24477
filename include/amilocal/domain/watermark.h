#pragma once

#include <string>
#include <vector>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// A mark that an owner puts on an image, and that images made of it keep (EC2 API Reference,
/// ImageWatermark).
struct Watermark {
  std::string key;  ///< `ACCOUNT:NAME`, the account being the one that attached it
  std::string sourceImageId;
  std::string sourceImageRegion;
  Instant sourceImageCreatedAt{};
  Instant createdAt{};
  friend bool operator==(const Watermark&, const Watermark&) = default;
};

using Watermarks = std::vector<Watermark>;

}  // namespace amilocal::domain
