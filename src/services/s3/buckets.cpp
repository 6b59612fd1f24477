#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/wire/xml_reader.h"
#include "services/s3/access.h"
#include "services/s3/operations.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

constexpr std::int64_t kBucketsMax = 10'000;

constexpr std::string_view kOwnerships[] = {"BucketOwnerEnforced", "BucketOwnerPreferred",
                                            "ObjectWriter"};

struct Configuration {
  std::optional<std::string> location;
  domain::Tags tags;
};

Configuration configurationOf(const Request& request) {
  Configuration configuration;
  if (request.body.empty()) return configuration;
  const wire::XmlDocument document(request.body);
  const auto root = document.root();
  if (root.name() != "CreateBucketConfiguration") throw errors::malformedXml();
  if (const auto location = root.child("LocationConstraint"); location.isThere())
    configuration.location = location.text();
  for (const auto& tag : root.child("Tags").isThere() ? root.child("Tags").children("Tag")
                                                      : std::vector<wire::XmlDocument::Node>())
    configuration.tags.push_back({tag.child("Key").text(), tag.child("Value").text()});
  return configuration;
}

std::string ownershipOf(const Request& request) {
  const auto ownership = request.header("x-amz-object-ownership");
  if (!ownership) return std::string(kOwnerEnforced);
  if (std::ranges::find(kOwnerships, *ownership) == std::end(kOwnerships))
    throw errors::invalidArgument("Invalid x-amz-object-ownership header", "x-amz-object-ownership",
                                  *ownership);
  return *ownership;
}

// Making a bucket again is no error for its owner in us-east-1, and one elsewhere (API Reference,
// CreateBucket, BucketAlreadyOwnedByYou).
Response again(const RequestContext& ctx, const domain::Bucket& bucket) {
  if (bucket.owner != ctx.account()) throw errors::bucketAlreadyExists(bucket.name);
  if (bucket.region != "us-east-1" || ctx.region() != "us-east-1")
    throw errors::bucketAlreadyOwnedByYou(bucket.name);
  Response response;
  addHeader(response, "location", "/" + bucket.name);
  return response;
}

void requireSigned(const RequestContext& ctx) {
  if (ctx.caller.accessKeyId.empty()) throw errors::accessDenied();
}

}  // namespace

Response listBuckets(RequestContext& ctx, const Request& request) {
  requireSigned(ctx);
  const auto prefix = request.parameter("prefix").value_or("");
  const auto region = request.parameter("bucket-region");
  const auto after = request.parameter("continuation-token").value_or("");
  const auto most = numberOf(request, "max-buckets", kBucketsMax, 1, kBucketsMax);
  auto buckets = ctx.catalog.buckets().list(ctx.account());
  std::erase_if(buckets, [&](const domain::Bucket& bucket) {
    return !bucket.name.starts_with(prefix) || bucket.name <= after ||
           (region && bucket.region != *region);
  });
  Xml xml("ListAllMyBucketsResult");
  xml.open("Owner").add("ID", canonicalId(ctx.account())).close("Owner").open("Buckets");
  const auto count = std::min(buckets.size(), static_cast<std::size_t>(most));
  for (std::size_t i = 0; i < count; ++i) {
    xml.open("Bucket").add("Name", buckets[i].name).add("CreationDate", buckets[i].createdAt);
    xml.add("BucketRegion", buckets[i].region).close("Bucket");
  }
  xml.close("Buckets");
  if (count < buckets.size()) xml.add("ContinuationToken", buckets[count - 1].name);
  if (!prefix.empty()) xml.add("Prefix", prefix);
  return document(std::move(xml).finish());
}

Response createBucket(RequestContext& ctx, const Request& request) {
  requireSigned(ctx);
  domain::checkBucketName(request.bucket);
  const auto configuration = configurationOf(request);
  domain::Bucket bucket;
  bucket.region = domain::bucketRegion(configuration.location, ctx.region());
  if (const auto known = ctx.catalog.buckets().find(request.bucket)) return again(ctx, *known);
  if (request.header("x-amz-bucket-object-lock-enabled").value_or("false") == "true")
    throw errors::s3NotImplemented("object locks");
  domain::checkS3Tags(configuration.tags, domain::TagHolder::bucket);
  bucket.name = request.bucket;
  bucket.owner = ctx.account();
  bucket.createdAt = wholeSeconds(ctx.now);
  bucket.ownership = ownershipOf(request);
  bucket.publicAccessBlock = kBlockAll;
  bucket.grants = grantsOf(request, bucket);
  bucket.tags = domain::pairsText(configuration.tags);
  ctx.catalog.buckets().insert(bucket);
  Response response;
  addHeader(response, "location", "/" + bucket.name);
  return response;
}

Response headBucket(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::read);
  Response response;
  addHeader(response, "x-amz-bucket-region", bucket.region);
  addHeader(response, "x-amz-access-point-alias", "false");
  return response;
}

Response deleteBucket(RequestContext& ctx, const Request& request) {
  const auto bucket = requireOwnBucket(ctx, request);
  if (!ctx.catalog.objects().isEmpty(bucket.name)) throw errors::bucketNotEmpty(bucket.name);
  // Uploads under way do not keep a bucket; they go with it.
  for (const auto& upload : ctx.catalog.uploads().list(bucket.name)) {
    ctx.catalog.objects().removeAll(upload.id);
    ctx.catalog.uploads().remove(upload.id);
  }
  ctx.catalog.buckets().remove(bucket.name);
  return nothing();
}

Response getBucketLocation(RequestContext& ctx, const Request& request) {
  const auto bucket = requireOwnBucket(ctx, request);
  // The first Region has no name here (API Reference, GetBucketLocation).
  Xml xml("LocationConstraint");
  auto text = std::move(xml).finish();
  if (bucket.region == "us-east-1") return document(std::move(text));
  return document(text.insert(text.rfind("</"), bucket.region));
}

}  // namespace amilocal::s3
