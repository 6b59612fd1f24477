#pragma once

#include <memory>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/image.h"
#include "amilocal/wire/shared.h"
#include "ec2/shapes.gen.h"

namespace amilocal::ec2 {

/// The public images of a Region at a time: as the domain has them, and as answers do. The shapes
/// are those that a stranger without tags sees, made once for all requests.
class SeedShapes {
 public:
  using Images = std::vector<domain::Image>;
  using Shapes = std::vector<wire::Shared<Image>>;

  SeedShapes(std::shared_ptr<const Images> images, std::shared_ptr<const Shapes> shapes)
      : images_(std::move(images)), shapes_(std::move(shapes)) {}

  const Images& images() const { return *images_; }

  /// Null for an image that is not listed, or is no more as the catalogue has it.
  const wire::Shared<Image>* shapeOf(const domain::Image& image) const;

 private:
  std::shared_ptr<const Images> images_;  // in the order of ids
  std::shared_ptr<const Shapes> shapes_;  // beside them
};

/// Safe for all threads.
SeedShapes seedShapes(const std::string& region, Instant now);

}  // namespace amilocal::ec2
