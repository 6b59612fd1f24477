#include <algorithm>
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
#include "services/s3/deletions.h"
#include "services/s3/operations.h"
#include "services/s3/traits.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

// Amazon S3 API Reference, CopyObject.
constexpr std::int64_t kCopyMax = 5LL << 30U;

domain::StoredObject newObject(RequestContext& ctx, const Request& request) {
  domain::StoredObject object;
  object.container = request.bucket;
  object.key = request.key;
  object.owner = ctx.account();
  object.modifiedAt = ctx.now;
  return object;
}

void writeResult(Response& response, const domain::StoredObject& object) {
  addHeader(response, "etag", "\"" + object.etag + "\"");
  addHeader(response, "x-amz-server-side-encryption", "AES256");
  describeChecksum(response, object.traits, object.checksum);
}

/// What a copy takes of its source, and what of the request.
domain::ObjectTraits copiedTraits(const Request& request, const domain::Bucket& bucket,
                                  const domain::StoredObject& source) {
  auto traits = traitsOf(request, bucket);
  const auto metadata = request.header("x-amz-metadata-directive").value_or("COPY");
  const auto tagging = request.header("x-amz-tagging-directive").value_or("COPY");
  for (const auto& directive : {metadata, tagging})
    if (directive != "COPY" && directive != "REPLACE")
      throw errors::invalidArgument("Unknown metadata directive.", "x-amz-metadata-directive",
                                    directive);
  if (metadata == "COPY") {
    traits.headers = source.traits.headers;
    traits.metadata = source.traits.metadata;
  }
  if (tagging == "COPY") traits.tags = source.traits.tags;
  traits.checksumAlgorithm = source.traits.checksumAlgorithm;
  traits.checksumType = source.traits.checksumType;
  return traits;
}

void checkNotItself(const Request& request, const domain::StoredObject& source) {
  if (source.container != request.bucket || source.key != request.key) return;
  const bool changes = request.header("x-amz-metadata-directive") == "REPLACE" ||
                       request.header("x-amz-tagging-directive") == "REPLACE" ||
                       request.header("x-amz-storage-class") ||
                       request.header("x-amz-website-redirect-location") ||
                       request.header("x-amz-server-side-encryption");
  if (!changes)
    throw errors::invalidS3Request(
        "This copy request is illegal because it is trying to copy an object to itself without "
        "changing the object's metadata, storage class, website redirect location or encryption "
        "attributes.");
}

}  // namespace

Response putObject(RequestContext& ctx, const Request& request) {
  domain::checkObjectKey(request.key);
  const auto bucket = requireBucket(ctx, request, Permission::write);
  checkWrite(request, ctx.catalog.objects().find(bucket.name, request.key));
  auto& body = *request.received;
  auto object = newObject(ctx, request);
  object.traits = traitsOf(request, bucket);
  object.traits.checksumAlgorithm = toString(body.checksumKind);
  object.traits.checksumType = "FULL_OBJECT";
  object.checksum = body.checksum;
  object.size = static_cast<std::int64_t>(body.size());
  object.etag = encodeHex(body.md5);
  ctx.catalog.objects().put(object, {{body.blob->name(), 0, object.size, 0}});
  body.blob->keep();
  Response response;
  writeResult(response, object);
  return response;
}

// A copy shares the bytes of its source. An object that came in parts keeps its entity tag, where
// AWS computes that of the whole (docs/compatibility.md).
Response copyObject(RequestContext& ctx, const Request& request) {
  domain::checkObjectKey(request.key);
  const auto bucket = requireBucket(ctx, request, Permission::write);
  const auto source = requireCopySource(ctx, request);
  if (source.size > kCopyMax)
    throw errors::invalidS3Request(
        "The specified copy source is larger than the maximum allowable "
        "size for a copy source: 5368709120");
  checkNotItself(request, source);
  checkWrite(request, ctx.catalog.objects().find(bucket.name, request.key));
  auto object = newObject(ctx, request);
  object.traits = copiedTraits(request, bucket, source);
  object.size = source.size;
  object.etag = source.etag;
  object.checksum = source.checksum;
  object.partCount = source.partCount;
  ctx.catalog.objects().put(object, ctx.catalog.objects().pieces(source.id));
  Xml xml("CopyObjectResult");
  xml.add("LastModified", wholeSeconds(object.modifiedAt)).add("ETag", "\"" + object.etag + "\"");
  if (object.checksum && object.traits.checksumAlgorithm)
    xml.add("Checksum" + *object.traits.checksumAlgorithm, *object.checksum);
  return document(std::move(xml).finish());
}

// What is not there is deleted, too.
Response deleteObject(RequestContext& ctx, const Request& request) {
  checkVersion(request);
  const auto bucket = requireBucket(ctx, request, Permission::write);
  const auto present = ctx.catalog.objects().find(bucket.name, request.key);
  if (request.header("if-match")) checkWrite(request, present);
  ctx.catalog.objects().remove(bucket.name, request.key);
  return nothing();
}

Response deleteObjects(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::write);
  const wire::XmlDocument body(request.body);
  const bool quiet =
      body.root().child("Quiet").isThere() && body.root().child("Quiet").text() == "true";
  Xml xml("DeleteResult");
  for (const auto& [key, version] : deletionsOf(request)) {
    if (version && *version != "null" && !version->empty()) {
      xml.open("Error").add("Key", key).add("VersionId", *version).add("Code", "NoSuchVersion");
      xml.add("Message", "The specified version does not exist.").close("Error");
      continue;
    }
    ctx.catalog.objects().remove(bucket.name, key);
    if (!quiet) xml.open("Deleted").add("Key", key).close("Deleted");
  }
  return document(std::move(xml).finish());
}

}  // namespace amilocal::s3
