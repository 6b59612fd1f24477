#include <algorithm>
#include <iterator>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/wire/xml_reader.h"
#include "services/s3/access.h"
#include "services/s3/conditions.h"
#include "services/s3/copy_source.h"
#include "services/s3/object_bytes.h"
#include "services/s3/operations.h"
#include "services/s3/traits.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

// Amazon S3 User Guide, "Amazon S3 multipart upload limits".
constexpr std::int64_t kPartsMax = 10'000;
constexpr std::int64_t kPartBytesMin = 5LL << 20U;
constexpr std::int64_t kPageMax = 1000;

constexpr int kUploadIdSize = 60;
constexpr std::size_t kPartDigits = 5;

std::string partKey(std::int64_t number) {
  const auto digits = std::to_string(number);
  return std::string(kPartDigits - std::min(kPartDigits, digits.size()), '0') + digits;
}

domain::Upload requireUpload(RequestContext& ctx, const Request& request) {
  const auto id = request.parameter("uploadId").value_or("");
  auto upload = ctx.catalog.uploads().find(id);
  if (!upload || upload->bucket != request.bucket || upload->key != request.key)
    throw errors::noSuchUpload(id);
  return *std::move(upload);
}

/// What kind of checksum the whole will have: of the whole, or of the parts' checksums (User Guide,
/// "Checking object integrity").
std::optional<std::string> checksumTypeOf(const Request& request,
                                          const std::optional<std::string>& algorithm) {
  const auto type = request.header("x-amz-checksum-type");
  if (!algorithm) return type;
  const auto kind = *parseDigestKind(*algorithm);
  const bool only64 = kind == DigestKind::crc64nvme;
  const auto chosen = type.value_or(only64 ? "FULL_OBJECT" : "COMPOSITE");
  const bool fits = chosen == "FULL_OBJECT" ? isCrc(kind) : chosen == "COMPOSITE" && !only64;
  if (!fits)
    throw errors::invalidS3Request("The " + chosen + " checksum type cannot be used with the " +
                                   toLower(*algorithm) + " checksum algorithm.");
  return chosen;
}

domain::StoredObject newPart(RequestContext& ctx, const domain::Upload& upload,
                             std::int64_t number) {
  domain::StoredObject part;
  part.container = upload.id;
  part.key = partKey(number);
  part.owner = ctx.account();
  part.modifiedAt = ctx.now;
  return part;
}

/// A part as the client names it at the end.
struct NamedPart {
  std::int64_t number = 0;
  std::string etag;
};

std::vector<NamedPart> namedPartsOf(const Request& request) {
  const wire::XmlDocument body(request.body);
  if (body.root().name() != "CompleteMultipartUpload") throw errors::malformedXml();
  std::vector<NamedPart> parts;
  for (const auto& each : body.root().children("Part")) {
    const auto number = parseInteger(each.child("PartNumber").text());
    auto etag = each.child("ETag").text();
    if (!number || etag.empty()) throw errors::malformedXml();
    std::erase(etag, '"');
    if (!parts.empty() && *number <= parts.back().number) throw errors::invalidPartOrder();
    parts.push_back({*number, std::move(etag)});
  }
  if (parts.empty()) throw errors::malformedXml();
  return parts;
}

std::vector<domain::StoredObject> requireParts(RequestContext& ctx, const domain::Upload& upload,
                                               const std::vector<NamedPart>& named) {
  std::vector<domain::StoredObject> parts;
  for (const auto& [number, etag] : named) {
    auto part = ctx.catalog.objects().find(upload.id, partKey(number));
    if (!part || part->etag != etag) throw errors::invalidPart();
    parts.push_back(*std::move(part));
  }
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    if (parts[i].size < kPartBytesMin) throw errors::entityTooSmall();
  return parts;
}

/// `MD5 of the parts' MD5s`-N.
std::string etagOf(const std::vector<domain::StoredObject>& parts) {
  Digest md5(DigestKind::md5);
  for (const auto& part : parts) md5.update(decodeHex(part.etag).value_or(""));
  return encodeHex(md5.finish()) + "-" + std::to_string(parts.size());
}

/// The checksum of the whole. None when the parts' are of different kinds.
void addChecksum(domain::StoredObject& object, const std::vector<domain::StoredObject>& parts) {
  const auto& algorithm = parts.front().traits.checksumAlgorithm;
  const bool same = std::ranges::all_of(parts, [&](const domain::StoredObject& part) {
    return part.traits.checksumAlgorithm == algorithm && part.checksum;
  });
  auto& traits = object.traits;
  traits.checksumAlgorithm = same ? algorithm : std::nullopt;
  if (!traits.checksumAlgorithm) return;
  const auto kind = *parseDigestKind(*algorithm);
  traits.checksumType = traits.checksumType.value_or(isCrc(kind) ? "FULL_OBJECT" : "COMPOSITE");
  if (*traits.checksumType == "FULL_OBJECT") {
    auto crc = digestOf(kind, "");
    for (const auto& part : parts)
      crc = joinCrc(kind, crc, decodeBase64(*part.checksum).value_or(""),
                    static_cast<std::uint64_t>(part.size));
    object.checksum = encodeBase64(crc);
    return;
  }
  Digest digest(kind);
  for (const auto& part : parts) digest.update(decodeBase64(*part.checksum).value_or(""));
  object.checksum = encodeBase64(digest.finish()) + "-" + std::to_string(parts.size());
}

void checkWholeChecksum(const Request& request, const domain::StoredObject& object) {
  if (!object.traits.checksumAlgorithm) return;
  const auto& algorithm = *object.traits.checksumAlgorithm;
  const auto given = request.header(checksumHeader(algorithm));
  if (given && *given != object.checksum) throw errors::badChecksum(algorithm);
  const auto size = request.header("x-amz-mp-object-size");
  if (size && parseInteger(*size) != object.size)
    throw errors::invalidS3Request(
        "The provided 'x-amz-mp-object-size' header does not match what "
        "was computed.");
}

void writePart(Xml& xml, const domain::StoredObject& part) {
  xml.open("Part").add("PartNumber", parseInteger(part.key).value_or(0));
  xml.add("LastModified", wholeSeconds(part.modifiedAt)).add("ETag", "\"" + part.etag + "\"");
  xml.add("Size", part.size);
  if (part.checksum && part.traits.checksumAlgorithm)
    xml.add("Checksum" + *part.traits.checksumAlgorithm, *part.checksum);
  xml.close("Part");
}

void writeOwners(Xml& xml, const std::string& account) {
  const auto id = canonicalId(account);
  xml.open("Initiator").add("ID", id).close("Initiator");
  xml.open("Owner").add("ID", id).close("Owner");
}

void checkAlgorithm(const domain::Upload& upload, DigestKind kind) {
  if (!upload.traits.checksumAlgorithm || *upload.traits.checksumAlgorithm == toString(kind))
    return;
  throw errors::invalidS3Request("Checksum Type mismatch occurred, expected checksum Type: " +
                                 toLower(*upload.traits.checksumAlgorithm) +
                                 ", actual checksum Type: " + toLower(toString(kind)));
}

}  // namespace

Response createMultipartUpload(RequestContext& ctx, const Request& request) {
  domain::checkObjectKey(request.key);
  const auto bucket = requireBucket(ctx, request, Permission::write);
  domain::Upload upload;
  upload.traits = traitsOf(request, bucket);
  if (const auto algorithm = request.header("x-amz-checksum-algorithm")) {
    const auto kind = parseDigestKind(*algorithm);
    if (!kind || *kind == DigestKind::md5)
      throw errors::invalidS3Request("Checksum algorithm provided is unsupported.");
    upload.traits.checksumAlgorithm = toString(*kind);
  }
  upload.traits.checksumType = checksumTypeOf(request, upload.traits.checksumAlgorithm);
  // The capital letter keeps it from being a bucket's name.
  upload.id = "U" + ctx.ids.nextToken(kUploadIdSize);
  upload.bucket = bucket.name;
  upload.key = request.key;
  upload.owner = ctx.account();
  upload.initiatedAt = ctx.now;
  ctx.catalog.uploads().insert(upload);
  Xml xml("InitiateMultipartUploadResult");
  xml.add("Bucket", upload.bucket).add("Key", upload.key).add("UploadId", upload.id);
  auto response = document(std::move(xml).finish());
  addHeader(response, "x-amz-server-side-encryption", "AES256");
  if (upload.traits.checksumAlgorithm) {
    addHeader(response, "x-amz-checksum-algorithm", *upload.traits.checksumAlgorithm);
    addHeader(response, "x-amz-checksum-type", *upload.traits.checksumType);
  }
  return response;
}

Response uploadPart(RequestContext& ctx, const Request& request) {
  requireBucket(ctx, request, Permission::write);
  const auto upload = requireUpload(ctx, request);
  const auto number = numberOf(request, "partNumber", 0, 1, kPartsMax);
  auto& body = *request.received;
  checkAlgorithm(upload, body.checksumKind);
  auto part = newPart(ctx, upload, number);
  part.size = static_cast<std::int64_t>(body.size());
  part.etag = encodeHex(body.md5);
  part.traits.checksumAlgorithm = toString(body.checksumKind);
  part.checksum = body.checksum;
  ctx.catalog.objects().put(part, {{body.blob->name(), 0, part.size, number}});
  body.blob->keep();
  Response response;
  addHeader(response, "etag", "\"" + part.etag + "\"");
  addHeader(response, "x-amz-server-side-encryption", "AES256");
  addHeader(response, checksumHeader(*part.traits.checksumAlgorithm), *part.checksum);
  return response;
}

// The bytes are read once more for their digests, and shared.
Response uploadPartCopy(RequestContext& ctx, const Request& request) {
  requireBucket(ctx, request, Permission::write);
  const auto upload = requireUpload(ctx, request);
  const auto number = numberOf(request, "partNumber", 0, 1, kPartsMax);
  const auto source = requireCopySource(ctx, request);
  domain::ByteRange range{0, static_cast<std::uint64_t>(source.size)};
  if (const auto header = request.header("x-amz-copy-source-range")) {
    const auto given = domain::byteRange(*header, range.size);
    if (!given)
      throw errors::invalidArgument(
          "The x-amz-copy-source-range value must be of the form "
          "bytes=first-last",
          "x-amz-copy-source-range", *header);
    range = *given;
  }
  auto pieces = piecesOfRange(ctx.catalog.objects().pieces(source.id), range.first, range.size);
  for (auto& piece : pieces) piece.part = number;
  const auto algorithm = upload.traits.checksumAlgorithm.value_or("CRC64NVME");
  Digest md5(DigestKind::md5);
  Digest checksum(*parseDigestKind(algorithm));
  ObjectBytes bytes(ctx.blobs, pieces);
  std::string buffer(kBlockBytes, '\0');
  for (std::uint64_t offset = 0; offset < bytes.size();) {
    const auto got = bytes.readAt(offset, buffer.data(), buffer.size());
    md5.update({buffer.data(), got});
    checksum.update({buffer.data(), got});
    offset += got;
  }
  auto part = newPart(ctx, upload, number);
  part.size = static_cast<std::int64_t>(bytes.size());
  part.etag = encodeHex(md5.finish());
  part.traits.checksumAlgorithm = algorithm;
  part.checksum = encodeBase64(checksum.finish());
  ctx.catalog.objects().put(part, pieces);
  Xml xml("CopyPartResult");
  xml.add("LastModified", wholeSeconds(ctx.now)).add("ETag", "\"" + part.etag + "\"");
  xml.add("Checksum" + algorithm, *part.checksum);
  return document(std::move(xml).finish());
}

Response completeMultipartUpload(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::write);
  const auto upload = requireUpload(ctx, request);
  const auto parts = requireParts(ctx, upload, namedPartsOf(request));
  checkWrite(request, ctx.catalog.objects().find(bucket.name, request.key));
  domain::StoredObject object;
  object.container = bucket.name;
  object.key = request.key;
  object.owner = upload.owner;
  object.modifiedAt = ctx.now;
  object.traits = upload.traits;
  object.etag = etagOf(parts);
  object.partCount = static_cast<std::int64_t>(parts.size());
  addChecksum(object, parts);
  std::vector<domain::Piece> pieces;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    object.size += parts[i].size;
    for (auto& piece : ctx.catalog.objects().pieces(parts[i].id)) {
      piece.part = static_cast<std::int64_t>(i) + 1;
      pieces.push_back(std::move(piece));
    }
  }
  checkWholeChecksum(request, object);
  ctx.catalog.objects().put(object, pieces);
  ctx.catalog.objects().removeAll(upload.id);
  ctx.catalog.uploads().remove(upload.id);
  Xml xml("CompleteMultipartUploadResult");
  xml.add("Location", "/" + bucket.name + "/" + object.key).add("Bucket", bucket.name);
  xml.add("Key", object.key).add("ETag", "\"" + object.etag + "\"");
  if (object.checksum && object.traits.checksumAlgorithm) {
    xml.add("Checksum" + *object.traits.checksumAlgorithm, *object.checksum);
    xml.add("ChecksumType", object.traits.checksumType.value_or("FULL_OBJECT"));
  }
  return document(std::move(xml).finish());
}

Response abortMultipartUpload(RequestContext& ctx, const Request& request) {
  requireBucket(ctx, request, Permission::write);
  const auto upload = requireUpload(ctx, request);
  ctx.catalog.objects().removeAll(upload.id);
  ctx.catalog.uploads().remove(upload.id);
  return nothing();
}

Response listParts(RequestContext& ctx, const Request& request) {
  requireBucket(ctx, request, Permission::read);
  const auto upload = requireUpload(ctx, request);
  const auto marker = numberOf(request, "part-number-marker", 0, 0, INT32_MAX);
  const auto most = std::min(kPageMax, numberOf(request, "max-parts", kPageMax, 0, INT32_MAX));
  KeyRange range{.after = marker > 0 ? partKey(marker) : "", .limit = most + 1};
  auto parts = ctx.catalog.objects().list(upload.id, range);
  const bool isTruncated = static_cast<std::int64_t>(parts.size()) > most;
  if (isTruncated) parts.pop_back();
  Xml xml("ListPartsResult");
  xml.add("Bucket", upload.bucket).add("Key", upload.key).add("UploadId", upload.id);
  writeOwners(xml, upload.owner);
  xml.add("StorageClass", upload.traits.storageClass).add("PartNumberMarker", marker);
  if (isTruncated && !parts.empty())
    xml.add("NextPartNumberMarker", parseInteger(parts.back().key).value_or(0));
  xml.add("MaxParts", most).flag("IsTruncated", isTruncated);
  for (const auto& part : parts) writePart(xml, part);
  return document(std::move(xml).finish());
}

Response listMultipartUploads(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::read);
  const auto prefix = request.parameter("prefix").value_or("");
  const auto keyMarker = request.parameter("key-marker").value_or("");
  const auto idMarker = request.parameter("upload-id-marker").value_or("");
  const auto most = std::min(kPageMax, numberOf(request, "max-uploads", kPageMax, 0, INT32_MAX));
  if (!request.parameter("delimiter").value_or("").empty())
    throw errors::s3NotImplemented("a delimiter in a list of uploads");
  auto uploads = ctx.catalog.uploads().list(bucket.name);
  std::erase_if(uploads, [&](const domain::Upload& upload) {
    const bool before = upload.key < keyMarker ||
                        (upload.key == keyMarker && (idMarker.empty() || upload.id <= idMarker));
    return !upload.key.starts_with(prefix) || (!keyMarker.empty() && before);
  });
  const bool isTruncated = static_cast<std::int64_t>(uploads.size()) > most;
  if (isTruncated) uploads.resize(static_cast<std::size_t>(most));
  Xml xml("ListMultipartUploadsResult");
  xml.add("Bucket", bucket.name).add("KeyMarker", keyMarker).add("UploadIdMarker", idMarker);
  if (isTruncated && !uploads.empty()) {
    xml.add("NextKeyMarker", uploads.back().key);
    xml.add("NextUploadIdMarker", uploads.back().id);
  }
  if (!prefix.empty()) xml.add("Prefix", prefix);
  xml.add("MaxUploads", most).flag("IsTruncated", isTruncated);
  for (const auto& upload : uploads) {
    xml.open("Upload").add("Key", upload.key).add("UploadId", upload.id);
    writeOwners(xml, upload.owner);
    xml.add("StorageClass", upload.traits.storageClass).add("Initiated", upload.initiatedAt);
    xml.close("Upload");
  }
  return document(std::move(xml).finish());
}

}  // namespace amilocal::s3
