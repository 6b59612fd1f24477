#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/domain/bucket.h"
#include "amilocal/engine/request_context.h"
#include "services/s3/object_bytes.h"

namespace amilocal::ec2 {

/// An object in the making, and the blobs that were made for it.
struct NewObject {
  domain::StoredObject object;
  std::vector<domain::Piece> pieces;
  std::vector<std::shared_ptr<BlobStore::NewBlob>> blobs{};
  std::shared_ptr<BlobStore::Hold> hold{};  ///< of the other blobs that the pieces are of
};

/// How an object's bytes are made, on whichever thread: it touches no rows.
struct ObjectMaking {
  std::uint64_t bytes = 0;  ///< that are to be worked on, about
  std::function<NewObject(const std::stop_token&)> make{};
};

/// The bytes of an object for who reads them on another thread: they stay while this lives.
struct PinnedObject {
  std::vector<domain::Piece> pieces;
  std::shared_ptr<const void> kept;
};

/// Where an object's bytes are put besides.
struct ObjectCopy {
  domain::StoredObject from;
  std::string bucket;
  std::string key;
};

/// The buckets that EC2 reads and writes for a caller: those of our own S3 or, with
/// `--s3-endpoint`, those of another server, whose failures are thrown as ApiError. Handlers and
/// tasks that use them must not mind being run twice (Errands).
class Buckets {
 public:
  virtual ~Buckets() = default;

  /// A bucket or object that EC2 is not let at has no owner. A bucket of another server is in no
  /// Region, and that of every caller.
  virtual std::optional<domain::Bucket> find(const std::string& name) = 0;
  virtual std::vector<std::optional<domain::StoredObject>> findObjects(
      const std::string& bucket, const std::vector<std::string>& keys) = 0;
  std::optional<domain::StoredObject> findObject(const std::string& bucket,
                                                 const std::string& key) {
    return findObjects(bucket, {key}).front();
  }

  /// May EC2 read it for the caller?
  virtual bool mayRead(const domain::Bucket& bucket, const domain::StoredObject& object) const = 0;

  /// The bytes of an object, for as long as this lives; at least so many of them. Throws
  /// DataLimitReached.
  virtual s3::ObjectBytes open(const domain::StoredObject& object, std::uint64_t size) = 0;
  s3::ObjectBytes open(const domain::StoredObject& object) {
    return open(object, static_cast<std::uint64_t>(object.size));
  }
  /// At least so many bytes.
  virtual PinnedObject pin(const domain::StoredObject& object, std::uint64_t size) = 0;
  PinnedObject pin(const domain::StoredObject& object) {
    return pin(object, static_cast<std::uint64_t>(object.size));
  }
  /// In hexadecimal digits, in the order of the objects.
  virtual std::vector<std::string> sha1Of(const std::vector<domain::StoredObject>& objects) = 0;

  /// A new bucket of the caller's, in the Region of the request.
  virtual void make(const std::string& name) = 0;
  /// Puts the object that `plan` plans, which is not asked where that has been done already.
  virtual void put(const std::string& bucket, const std::string& key,
                   const std::function<ObjectMaking()>& plan) = 0;
  /// No byte moves through here.
  virtual void copy(const std::vector<ObjectCopy>& copies) = 0;
};

std::unique_ptr<Buckets> bucketsOf(RequestContext& ctx);
std::unique_ptr<Buckets> remoteBuckets(RequestContext& ctx);  ///< where there is another server

/// The object that `plan` plans for that place, made once.
std::shared_ptr<const NewObject> makeObject(RequestContext& ctx, const std::string& bucket,
                                            const std::string& key,
                                            const std::function<ObjectMaking()>& plan);

/// Another object than any that was there before or comes after, for the names of errands.
std::string nameOf(const domain::StoredObject& object);

/// Is the bucket where requests of that Region may use it?
inline bool isIn(const domain::Bucket& bucket, const std::string& region) {
  return bucket.region.empty() || bucket.region == region;
}

}  // namespace amilocal::ec2
