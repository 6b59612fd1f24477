#include <algorithm>
#include <iterator>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/wire/xml_reader.h"
#include "services/s3/access.h"
#include "services/s3/operations.h"
#include "services/s3/tag_set.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

constexpr std::string_view kOwnerships[] = {"BucketOwnerEnforced", "BucketOwnerPreferred",
                                            "ObjectWriter"};
constexpr std::string_view kBlocks[] = {"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy",
                                        "RestrictPublicBuckets"};

/// What a bucket answers that has a configuration of this kind neither here nor by default: an
/// error, or a document that says so (Amazon S3 API Reference).
struct Absent {
  std::string_view parameter;
  std::string_view code;  ///< empty: the document
  std::string_view text;
};
constexpr Absent kAbsent[] = {
    {"accelerate", "", "<AccelerateConfiguration/>"},
    {"cors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"},
    {"encryption", "",
     "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>"
     "AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false"
     "</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>"},
    {"lifecycle", "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"},
    {"logging", "", "<BucketLoggingStatus/>"},
    {"notification", "", "<NotificationConfiguration/>"},
    {"object-lock", "ObjectLockConfigurationNotFoundError",
     "Object Lock configuration does not exist for this bucket"},
    {"policy", "NoSuchBucketPolicy", "The bucket policy does not exist"},
    {"policyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"},
    {"replication", "ReplicationConfigurationNotFoundError",
     "The replication configuration was not found"},
    {"requestPayment", "",
     "<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>"},
    {"versioning", "", "<VersioningConfiguration/>"},
    {"website", "NoSuchWebsiteConfiguration",
     "The specified bucket does not have a website configuration"},
};

/// The document, with S3's namespace in its root.
std::string withNamespace(std::string_view document) {
  const auto end = document.find_first_of("/>", 1);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::string(document.substr(0, end)) +
         " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"" + std::string(document.substr(end));
}

template <class Change>
Response changed(RequestContext& ctx, const Request& request, const Change& change) {
  auto bucket = requireOwnBucket(ctx, request);
  change(bucket);
  ctx.catalog.buckets().update(bucket);
  return {};
}

template <class Change>
Response removed(RequestContext& ctx, const Request& request, const Change& change) {
  changed(ctx, request, change);
  return nothing();
}

std::string readBlocks(const Request& request) {
  const wire::XmlDocument body(request.body);
  if (body.root().name() != "PublicAccessBlockConfiguration") throw errors::malformedXml();
  domain::Tags blocks;
  for (const auto name : kBlocks) {
    const auto node = body.root().child(name);
    const auto value = node.isThere() ? node.text() : "false";
    if (value != "true" && value != "false") throw errors::malformedXml();
    blocks.push_back({std::string(name), value});
  }
  return domain::pairsText(blocks);
}

}  // namespace

Response getBucketTagging(RequestContext& ctx, const Request& request) {
  const auto bucket = requireOwnBucket(ctx, request);
  if (bucket.tags.empty()) throw errors::noSuchTagSet();
  return document(writeTagSet(domain::pairsOf(bucket.tags)));
}

Response putBucketTagging(RequestContext& ctx, const Request& request) {
  const auto tags = readTagSet(request.body);
  domain::checkS3Tags(tags, domain::TagHolder::bucket);
  return removed(ctx, request,
                 [&](domain::Bucket& bucket) { bucket.tags = domain::pairsText(tags); });
}

Response deleteBucketTagging(RequestContext& ctx, const Request& request) {
  return removed(ctx, request, [](domain::Bucket& bucket) { bucket.tags.clear(); });
}

Response getBucketOwnershipControls(RequestContext& ctx, const Request& request) {
  const auto bucket = requireOwnBucket(ctx, request);
  if (!bucket.ownership) throw errors::noOwnershipControls();
  Xml xml("OwnershipControls");
  xml.open("Rule").add("ObjectOwnership", *bucket.ownership).close("Rule");
  return document(std::move(xml).finish());
}

Response putBucketOwnershipControls(RequestContext& ctx, const Request& request) {
  const wire::XmlDocument body(request.body);
  const auto rule = body.root().child("Rule");
  const auto ownership = rule.isThere() ? rule.child("ObjectOwnership").text() : std::string();
  if (std::ranges::find(kOwnerships, ownership) == std::end(kOwnerships))
    throw errors::malformedXml();
  return changed(ctx, request, [&](domain::Bucket& bucket) { bucket.ownership = ownership; });
}

Response deleteBucketOwnershipControls(RequestContext& ctx, const Request& request) {
  return removed(ctx, request, [](domain::Bucket& bucket) { bucket.ownership.reset(); });
}

Response getPublicAccessBlock(RequestContext& ctx, const Request& request) {
  const auto bucket = requireOwnBucket(ctx, request);
  if (!bucket.publicAccessBlock) throw errors::noPublicAccessBlock();
  Xml xml("PublicAccessBlockConfiguration");
  for (const auto name : kBlocks) xml.flag(name, isBlocked(bucket, name));
  return document(std::move(xml).finish());
}

Response putPublicAccessBlock(RequestContext& ctx, const Request& request) {
  const auto blocks = readBlocks(request);
  return changed(ctx, request, [&](domain::Bucket& bucket) { bucket.publicAccessBlock = blocks; });
}

Response deletePublicAccessBlock(RequestContext& ctx, const Request& request) {
  return removed(ctx, request, [](domain::Bucket& bucket) { bucket.publicAccessBlock.reset(); });
}

Response getBucketConfiguration(RequestContext& ctx, const Request& request) {
  requireOwnBucket(ctx, request);
  for (const auto& absent : kAbsent) {
    if (!request.parameter(absent.parameter)) continue;
    if (absent.code.empty()) return document(withNamespace(absent.text));
    throw errors::noBucketConfiguration(std::string(absent.code), std::string(absent.text));
  }
  throw errors::s3NotImplemented("this configuration of a bucket");
}

// What was never there is deleted without a word, as S3 does.
Response deleteBucketConfiguration(RequestContext& ctx, const Request& request) {
  requireOwnBucket(ctx, request);
  return nothing();
}

}  // namespace amilocal::s3
