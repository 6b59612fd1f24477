#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/signing.h"
#include "amilocal/wire/operation.h"

namespace amilocal::s3 {

/// The bytes that an upload brought, written to a blob while they were checked.
struct ReceivedBody {
  std::unique_ptr<BlobStore::NewBlob> blob;
  std::string md5;  ///< sixteen bytes
  DigestKind checksumKind = DigestKind::crc64nvme;
  std::string checksum;  ///< base64

  std::uint64_t size() const { return blob->size(); }
};

/// What the head of an upload says of its bytes.
using HeaderLookup = std::function<std::optional<std::string>(std::string_view name)>;

/// The bytes of an upload on their way.
struct Upload {
  const wire::ByteSource& content;
  HeaderLookup header;
  ChunkSignatures* signatures = nullptr;  ///< of its chunks; null where nobody asks
};

/// Takes the bytes of an upload: as they are, or, when the head says so, out of the chunks of
/// `aws-chunked` (Amazon S3 API Reference, "Transferring payload in multiple chunks"). `otherwise`
/// is the checksum that is computed when the head names none. Throws BadDigest, InvalidDigest,
/// XAmzContentSHA256Mismatch, SignatureDoesNotMatch, IncompleteBody, EntityTooLarge,
/// InvalidRequest, and DataLimitReached.
std::unique_ptr<ReceivedBody> receive(const Upload& upload, std::optional<DigestKind> otherwise,
                                      BlobStore& blobs);

/// Does the content encoding name `aws-chunked`, which is for the way only?
bool isAwsChunked(const HeaderLookup& header);

/// Is it the text of such a digest, and no word such as `UNSIGNED-PAYLOAD`?
bool isSha256(std::string_view text);

/// What is left of a content encoding that was given by the client.
std::string withoutAwsChunked(std::string_view encoding);

}  // namespace amilocal::s3
