#include "services/ec2/bundles.h"

#include <array>
#include <utility>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/catalog.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/bundle_errors.h"
#include "services/s3/access.h"
#include "services/s3/object_bytes.h"

namespace amilocal::ec2 {
namespace {

// The manifest of ten terabytes has less; a hostile one must not fill the memory.
constexpr std::int64_t kManifestMax = 64 << 20U;

s3::ObjectBytes bytesOf(RequestContext& ctx, const domain::StoredObject& object) {
  return {ctx.blobs, ctx.catalog.objects().pieces(object.id)};
}

domain::StoredObject requireManifest(RequestContext& ctx, const domain::Bucket& bucket,
                                     const domain::BundleLocation& location) {
  auto object = ctx.catalog.objects().find(location.bucket, location.key);
  // Who may not read a bucket is not told which keys it lacks.
  if (!object && bucket.owner != ctx.account()) throw errors::manifestForbidden(location.text());
  if (!object) throw errors::manifestMissing(location.text());
  if (!s3::mayEc2Read(ctx, bucket, *object)) throw errors::manifestForbidden(location.text());
  return *std::move(object);
}

wire::BundleManifest readManifest(RequestContext& ctx, const Bundle& bundle) {
  const auto& object = bundle.manifestObject;
  const auto text = bundle.location.text();
  if (object.size > kManifestMax) throw errors::manifestInvalid(text, "it is too long");
  try {
    return wire::readBundleManifest(
        bytesOf(ctx, object).read(0, static_cast<std::size_t>(object.size)));
  } catch (const wire::BadManifest& error) {
    throw errors::manifestInvalid(text, error.what());
  }
}

std::vector<domain::StoredObject> requireParts(RequestContext& ctx, const domain::Bucket& bucket,
                                               const Bundle& bundle) {
  std::vector<domain::StoredObject> parts;
  std::uint64_t bytes = 0;
  for (const auto& part : bundle.manifest.parts) {
    auto object = ctx.catalog.objects().find(bucket.name, bundle.location.keyOf(part.filename));
    if (!object)
      throw errors::manifestInvalid(bundle.location.text(),
                                    "its part " + part.filename + " does not exist");
    if (!s3::mayEc2Read(ctx, bucket, *object))
      throw errors::manifestForbidden(bucket.name + "/" + object->key);
    bytes += static_cast<std::uint64_t>(object->size);
    parts.push_back(*std::move(object));
  }
  if (bytes != bundle.manifest.bundledSize)
    throw errors::manifestInvalid(bundle.location.text(),
                                  "its parts have " + std::to_string(bytes) +
                                      " bytes together, and it says " +
                                      std::to_string(bundle.manifest.bundledSize));
  return parts;
}

std::string sha1Of(s3::ObjectBytes bytes) {
  Digest digest(DigestKind::sha1);
  std::array<char, 65536> buffer;
  for (std::uint64_t at = 0; at < bytes.size();) {
    const auto count = bytes.readAt(at, buffer.data(), buffer.size());
    digest.update({buffer.data(), count});
    at += count;
  }
  return encodeHex(digest.finish());
}

void put(RequestContext& ctx, domain::StoredObject object, const std::string& bucket,
         const std::string& key, const std::vector<domain::Piece>& pieces) {
  object.id = 0;
  object.container = bucket;
  object.key = key;
  object.owner = ctx.account();
  object.modifiedAt = ctx.now;
  object.traits.grants.clear();
  ctx.catalog.objects().put(object, pieces);
}

}  // namespace

std::int64_t Bundle::bytes() const {
  auto sum = manifestObject.size;
  for (const auto& part : parts) sum += part.size;
  return sum;
}

Bundle requireBundle(RequestContext& ctx, const domain::BundleLocation& location,
                     const std::string& region) {
  const auto bucket = ctx.catalog.buckets().find(location.bucket);
  if (!bucket) throw errors::manifestMissing(location.text());
  if (bucket->region != region) throw errors::manifestElsewhere(location.text());
  Bundle bundle;
  bundle.location = location;
  bundle.manifestObject = requireManifest(ctx, *bucket, location);
  bundle.manifest = readManifest(ctx, bundle);
  bundle.parts = requireParts(ctx, *bucket, bundle);
  return bundle;
}

void checkPartDigests(RequestContext& ctx, const Bundle& bundle) {
  for (std::size_t i = 0; i < bundle.parts.size(); ++i) {
    const auto& part = bundle.manifest.parts[i];
    if (sha1Of(bytesOf(ctx, bundle.parts[i])) != part.sha1)
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
  if (const auto bucket = ctx.catalog.buckets().find(name)) {
    if (bucket->owner != ctx.account()) throw errors::bundleBucketForbidden(name);
    return;
  }
  domain::Bucket bucket;
  bucket.name = name;
  bucket.owner = ctx.account();
  bucket.region = ctx.region();
  bucket.createdAt = ctx.now;
  bucket.ownership = std::string(s3::kOwnerEnforced);
  bucket.publicAccessBlock = std::string(s3::kBlockAll);
  ctx.catalog.buckets().insert(bucket);
}

void copyObject(RequestContext& ctx, const domain::StoredObject& object, const std::string& bucket,
                const std::string& key) {
  put(ctx, object, bucket, key, ctx.catalog.objects().pieces(object.id));
}

void copyBundle(RequestContext& ctx, const Bundle& bundle, const domain::BundleLocation& to) {
  for (std::size_t i = 0; i < bundle.parts.size(); ++i)
    copyObject(ctx, bundle.parts[i], to.bucket, to.keyOf(bundle.manifest.parts[i].filename));
  copyObject(ctx, bundle.manifestObject, to.bucket, to.key);
}

void putText(RequestContext& ctx, const std::string& bucket, const std::string& key,
             std::string_view text) {
  const auto blob = ctx.blobs.begin();
  blob->append(text);
  blob->finish();
  blob->keep();
  domain::StoredObject object;
  object.size = static_cast<std::int64_t>(text.size());
  object.etag = encodeHex(digestOf(DigestKind::md5, text));
  put(ctx, object, bucket, key, {{blob->name(), 0, object.size, 0}});
}

}  // namespace amilocal::ec2
