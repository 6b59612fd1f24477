#pragma once

#include <string>
#include <utility>

#include "amilocal/domain/image.h"
#include "support/service_test.h"

namespace amilocal::test {

/// A world with images in it, put there without the operations that make them.
class ImageTest : public ServiceTest {
 protected:
  /// An available, private image of the first account; `change` makes it another one.
  template <class Change>
  domain::Image given(const std::string& name, Change change) {
    domain::Image image;
    image.id = ids_.next<ImageKind>();
    image.region = "us-east-1";
    image.owner = kOwner;
    image.name = name;
    image.state = domain::ImageState::available;
    image.createdAt = now();
    image.location = image.owner + "/" + name;
    image.architecture = "x86_64";
    image.virtualizationType = "hvm";
    image.rootDeviceName = "/dev/xvda";
    change(image);
    catalog().images().insert(image);
    return image;
  }
  domain::Image given(const std::string& name) {
    return given(name, [](domain::Image&) {});
  }

  domain::Image stored(const ImageId& id) { return catalog().images().find(id).value(); }

  static void makePublic(domain::Image& image) {
    image.launchPermissions = {{domain::GranteeKind::group, "all"}};
  }

  /// A device of this snapshot as the image's root.
  static domain::BlockDevice rootOf(const SnapshotId& snapshot) {
    domain::BlockDevice root;
    root.deviceName = "/dev/xvda";
    root.ebs.emplace();
    root.ebs->snapshotId = snapshot;
    return root;
  }

 private:
  IdSource ids_{7};
};

}  // namespace amilocal::test
