#include <array>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/engine/errands.h"
#include "services/ec2/buckets.h"
#include "services/s3/access.h"

namespace amilocal::ec2 {
namespace {

std::string sha1OfBytes(s3::ObjectBytes bytes, const std::stop_token& stop) {
  Digest digest(DigestKind::sha1);
  std::array<char, 65536> buffer;
  for (std::uint64_t at = 0; at < bytes.size();) {
    checkGoesOn(stop);
    const auto count = bytes.readAt(at, buffer.data(), buffer.size());
    digest.update({buffer.data(), count});
    at += count;
  }
  return encodeHex(digest.finish());
}

/// Those of the S3 on our own port: rows and blobs, at hand at once, but for work on many bytes.
class OwnBuckets final : public Buckets {
 public:
  explicit OwnBuckets(RequestContext& ctx) : ctx_(ctx) {}

  std::optional<domain::Bucket> find(const std::string& name) override {
    return ctx_.catalog.buckets().find(name);
  }

  std::vector<std::optional<domain::StoredObject>> findObjects(
      const std::string& bucket, const std::vector<std::string>& keys) override {
    std::vector<std::optional<domain::StoredObject>> found;
    for (const auto& key : keys) found.push_back(ctx_.catalog.objects().find(bucket, key));
    return found;
  }

  bool mayRead(const domain::Bucket& bucket, const domain::StoredObject& object) const override {
    return s3::mayEc2Read(ctx_, bucket, object);
  }

  s3::ObjectBytes open(const domain::StoredObject& object, std::uint64_t) override {
    return {ctx_.blobs, ctx_.catalog.objects().pieces(object.id)};
  }

  using Buckets::pin;
  PinnedObject pin(const domain::StoredObject& object, std::uint64_t) override {
    auto hold = std::make_shared<BlobStore::Hold>(ctx_.blobs);
    PinnedObject pinned{ctx_.catalog.objects().pieces(object.id), hold};
    for (const auto& piece : pinned.pieces) hold->add(piece.blob);
    return pinned;
  }

  std::vector<std::string> sha1Of(const std::vector<domain::StoredObject>& objects) override {
    std::string name = "digest";
    std::uint64_t bytes = 0;
    for (const auto& object : objects) {
      name += " " + nameOf(object);
      bytes += static_cast<std::uint64_t>(object.size);
    }
    std::vector<PinnedObject> pinned;
    if (ctx_.errands == nullptr || !ctx_.errands->has(name))
      for (const auto& object : objects) pinned.push_back(pin(object));
    return awaitBytes<std::vector<std::string>>(
        ctx_.errands, name, bytes, [pinned, &blobs = ctx_.blobs](const std::stop_token& stop) {
          std::vector<std::string> digests;
          for (const auto& each : pinned)
            digests.push_back(sha1OfBytes({blobs, each.pieces}, stop));
          return digests;
        });
  }

  void make(const std::string& name) override {
    domain::Bucket bucket;
    bucket.name = name;
    bucket.owner = ctx_.account();
    bucket.region = ctx_.region();
    bucket.createdAt = ctx_.now;
    bucket.ownership = std::string(s3::kOwnerEnforced);
    bucket.publicAccessBlock = std::string(s3::kBlockAll);
    ctx_.catalog.buckets().insert(bucket);
  }

  void put(const std::string& bucket, const std::string& key,
           const std::function<ObjectMaking()>& plan) override {
    const auto made = makeObject(ctx_, bucket, key, plan);
    for (const auto& blob : made->blobs) blob->keep();
    putPieces(made->object, bucket, key, made->pieces);
  }

  void copy(const std::vector<ObjectCopy>& copies) override {
    for (const auto& each : copies) {
      auto object = each.from;
      object.traits.grants.clear();
      putPieces(std::move(object), each.bucket, each.key,
                ctx_.catalog.objects().pieces(each.from.id));
    }
  }

 private:
  void putPieces(domain::StoredObject object, const std::string& bucket, const std::string& key,
                 const std::vector<domain::Piece>& pieces) {
    object.id = 0;
    object.container = bucket;
    object.key = key;
    object.owner = ctx_.account();
    object.modifiedAt = ctx_.now;
    ctx_.catalog.objects().put(object, pieces);
  }

  RequestContext& ctx_;
};

}  // namespace

std::shared_ptr<const NewObject> makeObject(RequestContext& ctx, const std::string& bucket,
                                            const std::string& key,
                                            const std::function<ObjectMaking()>& plan) {
  using Made = std::shared_ptr<const NewObject>;
  const auto name = "make " + bucket + "/" + key;
  const bool isDone = ctx.errands != nullptr && ctx.errands->has(name);
  const auto making = isDone ? ObjectMaking{} : plan();
  return awaitBytes<Made>(ctx.errands, name, making.bytes,
                          [make = making.make](const std::stop_token& stop) -> Made {
                            return std::make_shared<NewObject>(make(stop));
                          });
}

std::string nameOf(const domain::StoredObject& object) {
  return object.container + "/" + object.key + " " + std::to_string(object.id) + " " +
         std::to_string(object.size) + " " + object.etag;
}

std::unique_ptr<Buckets> bucketsOf(RequestContext& ctx) {
  if (ctx.settings.remoteS3) return remoteBuckets(ctx);
  return std::make_unique<OwnBuckets>(ctx);
}

}  // namespace amilocal::ec2
