#include "services/ec2/bundles.h"

#include <memory>
#include <utility>

#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/bundle_errors.h"
#include "services/ec2/buckets.h"

namespace amilocal::ec2 {
namespace {

// The manifest of ten terabytes has less; a hostile one must not fill the memory.
constexpr std::int64_t kManifestMax = 64 << 20U;

domain::StoredObject requireManifest(RequestContext& ctx, Buckets& buckets,
                                     const domain::Bucket& bucket,
                                     const domain::BundleLocation& location) {
  auto object = buckets.findObject(location.bucket, location.key);
  // Who may not read a bucket is not told which keys it lacks.
  if (!object && bucket.owner != ctx.account()) throw errors::manifestForbidden(location.text());
  if (!object) throw errors::manifestMissing(location.text());
  if (!buckets.mayRead(bucket, *object)) throw errors::manifestForbidden(location.text());
  return *std::move(object);
}

wire::BundleManifest readManifest(Buckets& buckets, const Bundle& bundle) {
  const auto& object = bundle.manifestObject;
  const auto text = bundle.location.text();
  if (object.size > kManifestMax) throw errors::manifestInvalid(text, "it is too long");
  try {
    return wire::readBundleManifest(
        buckets.open(object).read(0, static_cast<std::size_t>(object.size)));
  } catch (const wire::BadManifest& error) {
    throw errors::manifestInvalid(text, error.what());
  }
}

std::vector<domain::StoredObject> requireParts(Buckets& buckets, const domain::Bucket& bucket,
                                               const Bundle& bundle) {
  std::vector<std::string> keys;
  for (const auto& part : bundle.manifest.parts)
    keys.push_back(bundle.location.keyOf(part.filename));
  auto found = buckets.findObjects(bucket.name, keys);
  std::vector<domain::StoredObject> parts;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i])
      throw errors::manifestInvalid(
          bundle.location.text(),
          "its part " + bundle.manifest.parts[i].filename + " does not exist");
    if (!buckets.mayRead(bucket, *found[i]))
      throw errors::manifestForbidden(bucket.name + "/" + keys[i]);
    bytes += static_cast<std::uint64_t>(found[i]->size);
    parts.push_back(*std::move(found[i]));
  }
  if (bytes != bundle.manifest.bundledSize)
    throw errors::manifestInvalid(bundle.location.text(),
                                  "its parts have " + std::to_string(bytes) +
                                      " bytes together, and it says " +
                                      std::to_string(bundle.manifest.bundledSize));
  return parts;
}

}  // namespace

std::int64_t Bundle::bytes() const {
  auto sum = manifestObject.size;
  for (const auto& part : parts) sum += part.size;
  return sum;
}

Bundle requireBundle(RequestContext& ctx, const domain::BundleLocation& location,
                     const std::string& region) {
  const auto buckets = bucketsOf(ctx);
  const auto bucket = buckets->find(location.bucket);
  if (!bucket) throw errors::manifestMissing(location.text());
  if (!isIn(*bucket, region)) throw errors::manifestElsewhere(location.text());
  Bundle bundle;
  bundle.location = location;
  bundle.manifestObject = requireManifest(ctx, *buckets, *bucket, location);
  bundle.manifest = readManifest(*buckets, bundle);
  bundle.parts = requireParts(*buckets, *bucket, bundle);
  return bundle;
}

void checkPartDigests(RequestContext& ctx, const Bundle& bundle) {
  const auto digests = bucketsOf(ctx)->sha1Of(bundle.parts);
  for (std::size_t i = 0; i < digests.size(); ++i) {
    const auto& part = bundle.manifest.parts[i];
    if (digests[i] != part.sha1)
      throw errors::manifestInvalid(
          bundle.location.text(),
          "the bytes of its part " + part.filename + " have another digest than it says");
  }
}

domain::BundleMachine machineOf(const wire::BundleManifest& manifest) {
  domain::BundleMachine machine{.architecture = manifest.architecture,
                                .platform = manifest.platform,
                                .mappings = {},
                                .kernelId = manifest.kernelId,
                                .ramdiskId = manifest.ramdiskId,
                                .productCodes = manifest.productCodes};
  for (const auto& each : manifest.mappings)
    machine.mappings.emplace_back(each.virtualName, each.device);
  return machine;
}

void ensureBucket(RequestContext& ctx, const std::string& name) {
  const auto buckets = bucketsOf(ctx);
  const auto bucket = buckets->find(name);
  if (!bucket) return buckets->make(name);
  if (bucket->owner != ctx.account()) throw errors::bundleBucketForbidden(name);
}

void copyBundle(RequestContext& ctx, const Bundle& bundle, const domain::BundleLocation& to) {
  std::vector<ObjectCopy> copies;
  for (std::size_t i = 0; i < bundle.parts.size(); ++i)
    copies.push_back({bundle.parts[i], to.bucket, to.keyOf(bundle.manifest.parts[i].filename)});
  copies.push_back({bundle.manifestObject, to.bucket, to.key});
  bucketsOf(ctx)->copy(copies);
}

void putText(RequestContext& ctx, const std::string& bucket, const std::string& key,
             std::string_view text) {
  bucketsOf(ctx)->put(bucket, key, [&] {
    const auto make = [text = std::string(text), &blobs = ctx.blobs](const std::stop_token&) {
      const std::shared_ptr<BlobStore::NewBlob> blob = blobs.begin();
      blob->append(text);
      blob->finish();
      NewObject made;
      made.object.size = static_cast<std::int64_t>(text.size());
      made.object.etag = encodeHex(digestOf(DigestKind::md5, text));
      made.pieces = {{blob->name(), 0, made.object.size, 0}};
      made.blobs = {blob};
      return made;
    };
    return ObjectMaking{.bytes = text.size(), .make = make};
  });
}

}  // namespace amilocal::ec2
