#pragma once

#include <functional>
#include <string>
#include <vector>

#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/bucket.h"
#include "amilocal/wire/bundle_manifest.h"
#include "store_test.h"

namespace amilocal::test {

/// A world with a bundle in the bucket `images`: a manifest and two parts under `web/`.
class BundleTest : public StoreTest {
 protected:
  static constexpr const char* kLocation = "images/web/image.manifest.xml";

  void put(const std::string& bucket, const std::string& key, std::string_view bytes,
           const std::string& grants = {}) {
    const auto blob = blobs().begin();
    blob->append(bytes);
    blob->finish();
    blob->keep();
    const auto size = static_cast<std::int64_t>(bytes.size());
    domain::StoredObject object;
    object.container = bucket;
    object.key = key;
    object.owner = catalog().buckets().find(bucket)->owner;
    object.size = size;
    object.traits.grants = grants;
    catalog().objects().put(object, {{blob->name(), 0, size, 0}});
  }

  std::string bytesAt(const std::string& bucket, const std::string& key) {
    const auto object = catalog().objects().find(bucket, key);
    if (!object) return "nothing";
    s3::ObjectBytes bytes(blobs(), catalog().objects().pieces(object->id));
    return bytes.read(0, bytes.size());
  }

  static std::string sha1(std::string_view bytes) {
    return encodeHex(digestOf(DigestKind::sha1, bytes));
  }

  static wire::BundleManifest manifest() {
    wire::BundleManifest manifest;
    manifest.bundler = {"amilocal", "1", "1"};
    manifest.architecture = "arm64";
    manifest.mappings = {{"ami", "sda1"}, {"ephemeral0", "sdb"}};
    manifest.kernelId = "aki-919dcaf8";
    manifest.name = "image";
    manifest.user = std::string(kOwner);
    manifest.sha1 = sha1("tar");
    manifest.size = 4096;
    manifest.bundledSize = 9;
    manifest.forEc2 = manifest.forUser = {"0a", "0b"};
    manifest.parts = {{"image.part.0", sha1("first")}, {"image.part.1", sha1("last")}};
    manifest.signature = "0c";
    return manifest;
  }

  void givenBundle(const wire::BundleManifest& manifest, const std::string& grants = {}) {
    put("images", "web/image.manifest.xml", wire::bundleManifestXml(manifest), grants);
    put("images", "web/image.part.0", "first", grants);
    put("images", "web/image.part.1", "last", grants);
  }

  std::string registerBundle(const std::string& name = "web") {
    return call(&ec2::registerImage, {.imageLocation = kLocation, .name = name}).imageId.value();
  }
};

}  // namespace amilocal::test
