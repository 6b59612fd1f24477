#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/domain/tag.h"

namespace amilocal::domain {

/// Names and values as one text, in the form of a query string: how tags come in x-amz-tagging, and
/// how lists of them are kept.
std::string pairsText(const Tags& pairs);
Tags pairsOf(std::string_view text);

/// A bucket of S3. Its name is its own in the whole world, as on AWS; its Region is where the
/// images live that may be stored in it.
struct Bucket {
  std::string name;
  std::string owner;  ///< account
  std::string region;
  Instant createdAt{};
  std::optional<std::string> ownership;          ///< `BucketOwnerEnforced` …; absent: deleted
  std::optional<std::string> publicAccessBlock;  ///< pairs; absent: deleted
  std::string grants;                            ///< pairs: permission and grantee
  std::string tags;                              ///< pairs
  friend bool operator==(const Bucket&, const Bucket&) = default;
};

/// What the maker of an object says of it, besides its bytes.
struct ObjectTraits {
  std::string storageClass = "STANDARD";
  std::optional<std::string> checksumAlgorithm;  ///< `CRC32` …
  std::optional<std::string> checksumType;       ///< `FULL_OBJECT`, `COMPOSITE`
  std::string headers;                           ///< pairs: Content-Type and its like
  std::string metadata;                          ///< pairs, without `x-amz-meta-`
  std::string grants;                            ///< pairs: permission and grantee
  std::string tags;                              ///< pairs
  friend bool operator==(const ObjectTraits&, const ObjectTraits&) = default;
};

/// An object of a bucket, or a part of an upload: then the container is the upload's id and the key
/// the part's number in five digits.
struct StoredObject {
  std::int64_t id = 0;  ///< given by the catalog
  std::string container;
  std::string key;
  std::string owner;  ///< account
  std::int64_t size = 0;
  std::string etag;  ///< without its quotes
  Instant modifiedAt{};
  ObjectTraits traits;
  std::optional<std::string> checksum;  ///< base64, with `-N` for one of N parts' checksums
  std::int64_t partCount = 0;           ///< 0 for an object that was put at once
  friend bool operator==(const StoredObject&, const StoredObject&) = default;
};

/// A run of bytes of a blob that an object has.
struct Piece {
  std::string blob;
  std::int64_t first = 0;
  std::int64_t size = 0;
  std::int64_t part = 0;  ///< the part it came with
  friend bool operator==(const Piece&, const Piece&) = default;
};

/// A multipart upload that is neither completed nor aborted.
struct Upload {
  std::string id;
  std::string bucket;
  std::string key;
  std::string owner;
  Instant initiatedAt{};
  ObjectTraits traits;
  friend bool operator==(const Upload&, const Upload&) = default;
};

}  // namespace amilocal::domain
