#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

// aws-facts/images.md section 7, Watermarks; EC2 API Reference, DetachImageWatermark.
namespace amilocal::ec2 {
namespace {

class DetachImageWatermark : public test::ImageTest {
 protected:
  DetachImageWatermark() {
    image_ = given("base", [](domain::Image& image) {
      image.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
    });
    for (const auto* name : {"hardened", "scanned"})
      call(&attachImageWatermark, {.imageId = image_.id.str(), .watermarkName = name});
  }

  DetachImageWatermarkRequest wish(const std::string& key) {
    return {.imageId = image_.id.str(), .watermarkKey = key};
  }

  domain::Image image_;
};

TEST_F(DetachImageWatermark, TakesOneOff) {
  EXPECT_EQ(call(&detachImageWatermark, wish("111111111111:hardened")).return_, true);
  ASSERT_EQ(stored(image_.id).watermarks.size(), 1U);
  EXPECT_EQ(stored(image_.id).watermarks[0].key, "111111111111:scanned");
}

// "naturally idempotent" (snapshots-volumes-instances.md).
TEST_F(DetachImageWatermark, CanBeRepeated) {
  call(&detachImageWatermark, wish("111111111111:hardened"));
  EXPECT_EQ(call(&detachImageWatermark, wish("111111111111:hardened")).return_, true);
}

TEST_F(DetachImageWatermark, LeavesTheImagesMadeBefore) {
  const auto derived =
      given("derived", [&](domain::Image& i) { i.watermarks = stored(image_.id).watermarks; });
  call(&detachImageWatermark, wish("111111111111:hardened"));
  EXPECT_EQ(stored(derived.id).watermarks.size(), 2U);
}

TEST_F(DetachImageWatermark, IsForTheOwnerAlone) {
  as(kOther);
  test::expectError(errorOf(&detachImageWatermark, wish("111111111111:hardened")), "AuthFailure",
                    errors::notAuthorizedForImage(image_.id).message());
}

}  // namespace
}  // namespace amilocal::ec2
