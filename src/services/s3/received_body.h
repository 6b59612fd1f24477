#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/core/digest.h"
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

/// Takes the bytes of an upload: as they are, or, when the head says so, out of the chunks of
/// `aws-chunked`, whose signatures are not verified (Amazon S3 API Reference, "Transferring payload
/// in multiple chunks"). `otherwise` is the checksum that is computed when the head names none.
/// Throws BadDigest, InvalidDigest, XAmzContentSHA256Mismatch, IncompleteBody, EntityTooLarge,
/// InvalidRequest, and DataLimitReached.
std::unique_ptr<ReceivedBody> receive(const wire::ByteSource& content, const HeaderLookup& header,
                                      std::optional<DigestKind> otherwise, BlobStore& blobs);

/// Does the content encoding name `aws-chunked`, which is for the way only?
bool isAwsChunked(const HeaderLookup& header);

/// What is left of a content encoding that was given by the client.
std::string withoutAwsChunked(std::string_view encoding);

}  // namespace amilocal::s3
