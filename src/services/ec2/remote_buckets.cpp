#include <utility>

#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/store_errors.h"
#include "amilocal/engine/errands.h"
#include "amilocal/engine/remote_s3.h"
#include "services/ec2/buckets.h"

namespace amilocal::ec2 {
namespace {

constexpr int kForbidden = 403;

using Blob = std::shared_ptr<BlobStore::NewBlob>;

/// Those of another server: each question is an errand.
class RemoteBuckets final : public Buckets {
 public:
  explicit RemoteBuckets(RequestContext& ctx) : ctx_(ctx) {}

  std::optional<domain::Bucket> find(const std::string& name) override;
  std::vector<std::optional<domain::StoredObject>> findObjects(
      const std::string& bucket, const std::vector<std::string>& keys) override;
  bool mayRead(const domain::Bucket&, const domain::StoredObject& object) const override {
    return object.owner == ctx_.account();
  }
  using Buckets::open;
  s3::ObjectBytes open(const domain::StoredObject& object, std::uint64_t size) override;
  using Buckets::pin;
  PinnedObject pin(const domain::StoredObject& object, std::uint64_t size) override;
  std::vector<std::string> sha1Of(const std::vector<domain::StoredObject>& objects) override;
  void make(const std::string& name) override;
  void put(const std::string& bucket, const std::string& key,
           const std::function<ObjectMaking()>& plan) override;
  void copy(const std::vector<ObjectCopy>& copies) override;

 private:
  template <class Value>
  Value ask(const std::string& name, const std::function<Value(RemoteS3&)>& work) {
    try {
      return await<Value>(ctx_.errands, name,
                          [remote = ctx_.settings.remoteS3, work] { return work(*remote); });
    } catch (const RemoteS3Error& error) {
      throw errors::remoteS3Failed(error.what(), error.status());
    }
  }

  Blob readThere(const domain::StoredObject& object, std::uint64_t size);

  RequestContext& ctx_;
  std::vector<std::shared_ptr<const void>> read_;
};

// A bucket that is not ours to see is there all the same.
std::optional<domain::Bucket> RemoteBuckets::find(const std::string& name) {
  const auto account = ctx_.account();
  const auto owner = ask<std::optional<std::string>>(
      "find " + name, [name, account](RemoteS3& remote) -> std::optional<std::string> {
        try {
          return remote.hasBucket(name) ? std::optional(account) : std::nullopt;
        } catch (const RemoteS3Error& error) {
          if (error.status() == kForbidden) return "";
          throw;
        }
      });
  if (!owner) return std::nullopt;
  domain::Bucket bucket;
  bucket.name = name;
  bucket.owner = *owner;
  return bucket;
}

domain::StoredObject objectOf(const std::string& bucket, const std::string& key) {
  domain::StoredObject object;
  object.container = bucket;
  object.key = key;
  return object;
}

std::vector<std::optional<domain::StoredObject>> RemoteBuckets::findObjects(
    const std::string& bucket, const std::vector<std::string>& keys) {
  using Found = std::vector<std::optional<domain::StoredObject>>;
  const auto account = ctx_.account();
  return ask<Found>("find " + bucket + "/" + join(keys, "|"), [=](RemoteS3& remote) {
    Found found;
    for (const auto& key : keys) {
      auto object = objectOf(bucket, key);
      try {
        const auto there = remote.find(bucket, key);
        if (there) {
          object.owner = account;
          object.size = static_cast<std::int64_t>(there->size);
          object.etag = there->etag;
        }
        found.push_back(there ? std::optional(std::move(object)) : std::nullopt);
      } catch (const RemoteS3Error& error) {
        if (error.status() != kForbidden) throw;
        found.emplace_back(std::move(object));
      }
    }
    return found;
  });
}

Blob RemoteBuckets::readThere(const domain::StoredObject& object, std::uint64_t size) {
  return ask<Blob>("read " + object.container + "/" + object.key + " " + std::to_string(size),
                   [=, &blobs = ctx_.blobs](RemoteS3& remote) {
                     const Blob read = blobs.begin();
                     remote.read({object.container, object.key, object.etag, size},
                                 [&](std::string_view bytes) { read->append(bytes); });
                     read->finish();
                     return read;
                   });
}

s3::ObjectBytes RemoteBuckets::open(const domain::StoredObject& object, std::uint64_t size) {
  auto pinned = pin(object, size);
  read_.push_back(std::move(pinned.kept));
  return {ctx_.blobs, std::move(pinned.pieces)};
}

PinnedObject RemoteBuckets::pin(const domain::StoredObject& object, std::uint64_t size) {
  const auto whole = static_cast<std::uint64_t>(object.size);
  const auto wanted = std::min(size, whole);
  const auto blob = readThere(object, wanted);
  PinnedObject pinned{{{blob->name(), 0, static_cast<std::int64_t>(wanted), 0}}, blob};
  const auto rest = static_cast<std::int64_t>(whole - wanted);
  if (rest > 0) pinned.pieces.push_back({"not-read", 0, rest, 0});
  return pinned;
}

std::vector<std::string> RemoteBuckets::sha1Of(const std::vector<domain::StoredObject>& objects) {
  if (objects.empty()) return {};
  const auto name = "digest " + objects.front().container + "/" + objects.front().key;
  return ask<std::vector<std::string>>(name, [objects](RemoteS3& remote) {
    std::vector<std::string> digests;
    for (const auto& object : objects) {
      Digest digest(DigestKind::sha1);
      remote.read(
          {object.container, object.key, object.etag, static_cast<std::uint64_t>(object.size)},
          [&](std::string_view bytes) { digest.update(bytes); });
      digests.push_back(encodeHex(digest.finish()));
    }
    return digests;
  });
}

void RemoteBuckets::make(const std::string& name) {
  ask<bool>("make " + name, [name](RemoteS3& remote) {
    remote.makeBucket(name);
    return true;
  });
}

std::function<bool(RemoteS3&)> writingOf(BlobStore& blobs, const std::string& bucket,
                                         const std::string& key,
                                         const std::shared_ptr<const NewObject>& made) {
  return [=, &blobs](RemoteS3& remote) {
    s3::ObjectBytes bytes(blobs, made->pieces);
    RemoteS3::NewObject object{.bucket = bucket,
                               .key = key,
                               .bytes = {.size = bytes.size()},
                               .metadata = domain::pairsOf(made->object.traits.metadata),
                               .tags = made->object.traits.tags};
    object.bytes.readAt = [&](std::uint64_t offset, char* into, std::size_t room) {
      return bytes.readAt(offset, into, room);
    };
    remote.write(object);
    return true;
  };
}

void RemoteBuckets::put(const std::string& bucket, const std::string& key,
                        const std::function<ObjectMaking()>& plan) {
  const auto name = "write " + bucket + "/" + key;
  const bool isDone = ctx_.errands != nullptr && ctx_.errands->has(name);
  ask<bool>(name, isDone ? nullptr
                         : writingOf(ctx_.blobs, bucket, key, makeObject(ctx_, bucket, key, plan)));
}

void RemoteBuckets::copy(const std::vector<ObjectCopy>& copies) {
  if (copies.empty()) return;
  ask<bool>("copy " + copies.front().bucket + "/" + copies.front().key, [copies](RemoteS3& remote) {
    for (const auto& each : copies)
      remote.copy(each.from.container + "/" + each.from.key, each.bucket + "/" + each.key);
    return true;
  });
}

}  // namespace

std::unique_ptr<Buckets> remoteBuckets(RequestContext& ctx) {
  return std::make_unique<RemoteBuckets>(ctx);
}

}  // namespace amilocal::ec2
