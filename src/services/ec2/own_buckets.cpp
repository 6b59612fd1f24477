#include <array>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "services/ec2/buckets.h"
#include "services/s3/access.h"

namespace amilocal::ec2 {
namespace {

std::string digestOfBytes(s3::ObjectBytes bytes) {
  Digest digest(DigestKind::sha1);
  std::array<char, 65536> buffer;
  for (std::uint64_t at = 0; at < bytes.size();) {
    const auto count = bytes.readAt(at, buffer.data(), buffer.size());
    digest.update({buffer.data(), count});
    at += count;
  }
  return encodeHex(digest.finish());
}

/// Those of the S3 on our own port: rows and blobs, at hand at once.
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

  std::vector<std::string> sha1Of(const std::vector<domain::StoredObject>& objects) override {
    std::vector<std::string> digests;
    for (const auto& object : objects) digests.push_back(digestOfBytes(Buckets::open(object)));
    return digests;
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
           const std::function<NewObject()>& make) override {
    auto made = make();
    for (const auto& blob : made.blobs) blob->keep();
    putPieces(std::move(made.object), bucket, key, made.pieces);
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

std::unique_ptr<Buckets> bucketsOf(RequestContext& ctx) {
  if (ctx.settings.remoteS3) return remoteBuckets(ctx);
  return std::make_unique<OwnBuckets>(ctx);
}

}  // namespace amilocal::ec2
