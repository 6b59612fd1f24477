#pragma once

#include <string>

#include "catalog_fixture.h"

namespace amilocal {

/// An available image of the account 111111111111 in us-east-1.
inline domain::Image imageNamed(const std::string& id, const std::string& name = "name") {
  domain::Image image;
  image.id = ImageId::trusted(id);
  image.region = "us-east-1";
  image.owner = "111111111111";
  image.name = name;
  image.state = domain::ImageState::available;
  return image;
}

class ImageTableTest : public CatalogTest {
 protected:
  void givenImage(const domain::Image& image) { images_.insert(image); }

  ImageTable& images_ = catalog_.images();
};

}  // namespace amilocal
