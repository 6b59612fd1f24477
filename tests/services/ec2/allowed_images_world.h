#pragma once

#include <string>
#include <utility>
#include <vector>

#include "image_test.h"

namespace amilocal::test {

/// A world with a public image of the first account and one of the caller's, the second account,
/// which decides what it allows itself. The seed's images are there as well.
class AllowedImagesWorld : public ImageTest {
 protected:
  AllowedImagesWorld() {
    foreign_ = given("foreign", [](domain::Image& image) { makePublic(image); });
    own_ = given("own", [](domain::Image& image) { image.owner = kOther; });
    as(kOther);
  }

  void enable(const std::string& state = "enabled") {
    EXPECT_EQ(call(&ec2::enableAllowedImagesSettings, {.allowedImagesSettingsState = state})
                  .allowedImagesSettingsState,
              state);
  }
  void allow(std::vector<ec2::ImageCriterion> criteria) {
    EXPECT_EQ(call(&ec2::replaceImageCriteriaInAllowedImagesSettings,
                   {.imageCriteria = std::move(criteria)})
                  .return_,
              true);
  }
  void allowNamed(const std::string& name) { allow({{.imageNames = {name}}}); }

  ec2::GetAllowedImagesSettingsResponse settings() {
    return call(&ec2::getAllowedImagesSettings, {});
  }

  /// The names of the two images that a list shows.
  std::vector<std::string> listed(std::vector<ec2::Filter> filters = {}) {
    filters.push_back({"name", {"foreign", "own"}});
    std::vector<std::string> names;
    for (const auto& image : call(&ec2::describeImages, {.filters = filters}).images)
      names.push_back(*image->name);
    return names;
  }

  domain::Image foreign_, own_;
};

}  // namespace amilocal::test
