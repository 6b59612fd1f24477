#include <algorithm>
#include <memory>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "services/s3/access.h"
#include "services/s3/conditions.h"
#include "services/s3/object_bytes.h"
#include "services/s3/operations.h"
#include "services/s3/traits.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

constexpr int kPartialContent = 206, kNotModified = 304;
constexpr std::int64_t kPartMax = 10'000;

/// The bytes of one part of an object that came in parts.
domain::ByteRange partRange(const std::vector<domain::Piece>& pieces,
                            const domain::StoredObject& object, std::int64_t number) {
  domain::ByteRange range;
  if (object.partCount == 0) {
    if (number != 1) throw errors::invalidPartNumber();
    return {0, static_cast<std::uint64_t>(object.size)};
  }
  // Parts have numbers of the client's own; here they count from 1 without gaps.
  if (number > object.partCount) throw errors::invalidPartNumber();
  for (const auto& piece : pieces) {
    if (piece.part < number) range.first += static_cast<std::uint64_t>(piece.size);
    if (piece.part == number) range.size += static_cast<std::uint64_t>(piece.size);
  }
  return range;
}

/// The head of an answer, and which bytes it is about.
struct Read {
  Response response;
  domain::ByteRange range;
  std::vector<domain::Piece> pieces;
};

std::optional<domain::ByteRange> rangeOf(const Request& request, const domain::StoredObject& object,
                                         const std::vector<domain::Piece>& pieces) {
  const auto part = request.parameter("partNumber");
  const auto header = request.header("range");
  if (part && header)
    throw errors::invalidS3Request(
        "Cannot specify both Range header and partNumber query "
        "parameter");
  if (part) return partRange(pieces, object, numberOf(request, "partNumber", 1, 1, kPartMax));
  if (!header) return std::nullopt;
  // A range of another version than the one at hand is none (RFC 9110, 13.1.5).
  const auto condition = request.header("if-range");
  if (condition && *condition != "\"" + object.etag + "\"" &&
      *condition != httpDate(object.modifiedAt))
    return std::nullopt;
  return domain::byteRange(*header, static_cast<std::uint64_t>(object.size));
}

Read readObject(RequestContext& ctx, const Request& request) {
  checkVersion(request);
  const auto bucket = namedBucket(ctx, request);
  const auto object = requireObject(ctx, bucket, request.key, Permission::read);
  Read read;
  describe(read.response, request, object);
  if (checkRead(request, object) == ReadOutcome::notModified) {
    read.response.status = kNotModified;
    return read;
  }
  read.pieces = ctx.catalog.objects().pieces(object.id);
  const auto size = static_cast<std::uint64_t>(object.size);
  const auto range = rangeOf(request, object, read.pieces);
  read.range = range.value_or(domain::ByteRange{0, size});
  if (request.parameter("partNumber") && object.partCount > 0)
    addHeader(read.response, "x-amz-mp-parts-count", std::to_string(object.partCount));
  if (range) {
    read.response.status = kPartialContent;
    const auto last = read.range.first + std::max<std::uint64_t>(read.range.size, 1) - 1;
    addHeader(read.response, "content-range",
              "bytes " + std::to_string(read.range.first) + "-" + std::to_string(last) + "/" +
                  std::to_string(size));
  }
  return read;
}

void writeParts(Xml& xml, const domain::StoredObject& object,
                const std::vector<domain::Piece>& pieces) {
  if (object.partCount == 0) return;
  xml.open("ObjectParts").add("TotalPartsCount", object.partCount);
  xml.add("PartNumberMarker", std::int64_t{0}).add("MaxParts", std::int64_t{1000});
  xml.flag("IsTruncated", false);
  for (std::int64_t number = 1; number <= object.partCount; ++number) {
    std::int64_t size = 0;
    for (const auto& piece : pieces) size += piece.part == number ? piece.size : 0;
    xml.open("Part").add("PartNumber", number).add("Size", size).close("Part");
  }
  xml.close("ObjectParts");
}

}  // namespace

Response getObject(RequestContext& ctx, const Request& request) {
  auto read = readObject(ctx, request);
  if (read.response.status == kNotModified) return std::move(read.response);
  const auto bytes = std::make_shared<ObjectBytes>(ctx.blobs, std::move(read.pieces));
  const auto first = read.range.first;
  read.response.isPayload = true;
  read.response.source = wire::ByteSource{
      read.range.size, [bytes, first](std::uint64_t offset, char* into, std::size_t room) {
        return bytes->readAt(first + offset, into, room);
      }};
  return std::move(read.response);
}

Response headObject(RequestContext& ctx, const Request& request) {
  auto read = readObject(ctx, request);
  if (read.response.status == kNotModified) return std::move(read.response);
  read.response.isPayload = true;
  addHeader(read.response, "content-length", std::to_string(read.range.size));
  return std::move(read.response);
}

Response getObjectAttributes(RequestContext& ctx, const Request& request) {
  checkVersion(request);
  const auto bucket = namedBucket(ctx, request);
  const auto object = requireObject(ctx, bucket, request.key, Permission::read);
  const auto wanted = request.header("x-amz-object-attributes");
  if (!wanted)
    throw errors::invalidArgument("The x-amz-object-attributes header is required",
                                  "x-amz-object-attributes", "");
  Xml xml("GetObjectAttributesResponse");
  for (const auto part : split(*wanted, ',')) {
    const auto name = trim(part);
    if (name == "ETag") {
      xml.add("ETag", object.etag);
    } else if (name == "ObjectSize") {
      xml.add("ObjectSize", object.size);
    } else if (name == "StorageClass") {
      xml.add("StorageClass", object.traits.storageClass);
    } else if (name == "ObjectParts") {
      writeParts(xml, object, ctx.catalog.objects().pieces(object.id));
    } else if (name != "Checksum") {
      throw errors::invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes",
                                    std::string(name));
    } else if (object.checksum && object.traits.checksumAlgorithm) {
      xml.open("Checksum").add("Checksum" + *object.traits.checksumAlgorithm, *object.checksum);
      xml.add("ChecksumType", object.traits.checksumType.value_or("FULL_OBJECT"));
      xml.close("Checksum");
    }
  }
  auto response = document(std::move(xml).finish());
  addHeader(response, "last-modified", httpDate(object.modifiedAt));
  return response;
}

}  // namespace amilocal::s3
