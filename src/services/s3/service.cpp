#include "amilocal/services/s3.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/engine/remote_s3.h"
#include "services/s3/address.h"
#include "services/s3/operations.h"
#include "services/s3/request_json.h"

namespace amilocal::s3 {
namespace {

using wire::Access;

enum class Level { service, bucket, object };

/// What does an operation want of a body?
enum class Takes { nothing, document, bytes };

struct Route {
  wire::Operation operation;
  std::string_view method;
  Level level;
  std::string_view parameter;  ///< that must be there; empty: none
  Response (*run)(RequestContext&, const Request&);
  Takes takes = Takes::nothing;
  std::string_view header = {};  ///< that must be there; empty: none
};

constexpr wire::Operation reads(std::string_view name) { return {name, Access::read, nullptr}; }
constexpr wire::Operation writes(std::string_view name) { return {name, Access::write, nullptr}; }

constexpr auto kService = Level::service;
constexpr auto kBucket = Level::bucket;
constexpr auto kObject = Level::object;
constexpr auto kDocument = Takes::document;
constexpr auto kBytes = Takes::bytes;

// The first row that fits is taken, so those with a parameter come before those without.
constexpr Route kRoutes[] = {
    {reads("ListBuckets"), "GET", kService, "", &listBuckets},

    {reads("GetBucketLocation"), "GET", kBucket, "location", &getBucketLocation},
    {reads("GetBucketAcl"), "GET", kBucket, "acl", &getBucketAcl},
    {writes("PutBucketAcl"), "PUT", kBucket, "acl", &putBucketAcl, kDocument},
    {reads("GetBucketTagging"), "GET", kBucket, "tagging", &getBucketTagging},
    {writes("PutBucketTagging"), "PUT", kBucket, "tagging", &putBucketTagging, kDocument},
    {writes("DeleteBucketTagging"), "DELETE", kBucket, "tagging", &deleteBucketTagging},
    {reads("GetBucketOwnershipControls"), "GET", kBucket, "ownershipControls",
     &getBucketOwnershipControls},
    {writes("PutBucketOwnershipControls"), "PUT", kBucket, "ownershipControls",
     &putBucketOwnershipControls, kDocument},
    {writes("DeleteBucketOwnershipControls"), "DELETE", kBucket, "ownershipControls",
     &deleteBucketOwnershipControls},
    {reads("GetPublicAccessBlock"), "GET", kBucket, "publicAccessBlock", &getPublicAccessBlock},
    {writes("PutPublicAccessBlock"), "PUT", kBucket, "publicAccessBlock", &putPublicAccessBlock,
     kDocument},
    {writes("DeletePublicAccessBlock"), "DELETE", kBucket, "publicAccessBlock",
     &deletePublicAccessBlock},
    {reads("GetBucketAccelerateConfiguration"), "GET", kBucket, "accelerate",
     &getBucketConfiguration},
    {reads("GetBucketCors"), "GET", kBucket, "cors", &getBucketConfiguration},
    {reads("GetBucketEncryption"), "GET", kBucket, "encryption", &getBucketConfiguration},
    {reads("GetBucketLifecycleConfiguration"), "GET", kBucket, "lifecycle",
     &getBucketConfiguration},
    {reads("GetBucketLogging"), "GET", kBucket, "logging", &getBucketConfiguration},
    {reads("GetBucketNotificationConfiguration"), "GET", kBucket, "notification",
     &getBucketConfiguration},
    {reads("GetObjectLockConfiguration"), "GET", kBucket, "object-lock", &getBucketConfiguration},
    {reads("GetBucketPolicy"), "GET", kBucket, "policy", &getBucketConfiguration},
    {reads("GetBucketPolicyStatus"), "GET", kBucket, "policyStatus", &getBucketConfiguration},
    {reads("GetBucketReplication"), "GET", kBucket, "replication", &getBucketConfiguration},
    {reads("GetBucketRequestPayment"), "GET", kBucket, "requestPayment", &getBucketConfiguration},
    {reads("GetBucketVersioning"), "GET", kBucket, "versioning", &getBucketConfiguration},
    {reads("GetBucketWebsite"), "GET", kBucket, "website", &getBucketConfiguration},
    {writes("DeleteBucketCors"), "DELETE", kBucket, "cors", &deleteBucketConfiguration},
    {writes("DeleteBucketEncryption"), "DELETE", kBucket, "encryption", &deleteBucketConfiguration},
    {writes("DeleteBucketLifecycle"), "DELETE", kBucket, "lifecycle", &deleteBucketConfiguration},
    {writes("DeleteBucketPolicy"), "DELETE", kBucket, "policy", &deleteBucketConfiguration},
    {writes("DeleteBucketReplication"), "DELETE", kBucket, "replication",
     &deleteBucketConfiguration},
    {writes("DeleteBucketWebsite"), "DELETE", kBucket, "website", &deleteBucketConfiguration},
    {reads("ListObjectVersions"), "GET", kBucket, "versions", &listObjectVersions},
    {reads("ListMultipartUploads"), "GET", kBucket, "uploads", &listMultipartUploads},
    {writes("DeleteObjects"), "POST", kBucket, "delete", &deleteObjects, kDocument},
    {reads("ListObjectsV2"), "GET", kBucket, "list-type", &listObjectsV2},
    {reads("ListObjects"), "GET", kBucket, "", &listObjects},
    {reads("HeadBucket"), "HEAD", kBucket, "", &headBucket},
    {writes("CreateBucket"), "PUT", kBucket, "", &createBucket, kDocument},
    {writes("DeleteBucket"), "DELETE", kBucket, "", &deleteBucket},

    {reads("GetObjectAcl"), "GET", kObject, "acl", &getObjectAcl},
    {writes("PutObjectAcl"), "PUT", kObject, "acl", &putObjectAcl, kDocument},
    {reads("GetObjectTagging"), "GET", kObject, "tagging", &getObjectTagging},
    {writes("PutObjectTagging"), "PUT", kObject, "tagging", &putObjectTagging, kDocument},
    {writes("DeleteObjectTagging"), "DELETE", kObject, "tagging", &deleteObjectTagging},
    {reads("GetObjectAttributes"), "GET", kObject, "attributes", &getObjectAttributes},
    {reads("ListParts"), "GET", kObject, "uploadId", &listParts},
    {writes("CreateMultipartUpload"), "POST", kObject, "uploads", &createMultipartUpload},
    {writes("CompleteMultipartUpload"), "POST", kObject, "uploadId", &completeMultipartUpload,
     kDocument},
    {writes("AbortMultipartUpload"), "DELETE", kObject, "uploadId", &abortMultipartUpload},
    {writes("UploadPartCopy"), "PUT", kObject, "uploadId", &uploadPartCopy, Takes::nothing,
     "x-amz-copy-source"},
    {writes("UploadPart"), "PUT", kObject, "uploadId", &uploadPart, kBytes},
    {writes("CopyObject"), "PUT", kObject, "", &copyObject, Takes::nothing, "x-amz-copy-source"},
    {reads("GetObject"), "GET", kObject, "", &getObject},
    {reads("HeadObject"), "HEAD", kObject, "", &headObject},
    {writes("PutObject"), "PUT", kObject, "", &putObject, kBytes},
    {writes("DeleteObject"), "DELETE", kObject, "", &deleteObject},
};

/// Parameters of operations that are not here: a request with one must not be taken for that
/// without.
constexpr std::string_view kElsewhere[] = {
    "accelerate",     "analytics",    "cors",        "encryption", "intelligent-tiering",
    "inventory",      "legal-hold",   "lifecycle",   "logging",    "metadataConfiguration",
    "metrics",        "notification", "object-lock", "policy",     "replication",
    "requestPayment", "restore",      "retention",   "select",     "session",
    "torrent",        "versioning",   "website"};

bool fits(const Route& route, Level level, const Request& request) {
  return route.level == level && route.method == request.method &&
         (route.parameter.empty() || request.parameter(route.parameter)) &&
         (route.header.empty() || request.header(route.header));
}

const Route& requireRoute(const Request& request) {
  const auto level = request.bucket.empty() ? kService : request.key.empty() ? kBucket : kObject;
  const auto* route =
      std::ranges::find_if(kRoutes, [&](const Route& each) { return fits(each, level, request); });
  if (route != std::end(kRoutes) && !route->parameter.empty()) return *route;
  for (const auto name : kElsewhere)
    if (request.parameter(name)) throw errors::s3NotImplemented("?" + std::string(name));
  if (route == std::end(kRoutes)) throw errors::s3MethodNotAllowed();
  return *route;
}

class S3Call final : public wire::Call {
 public:
  S3Call(const Route& route, Request request, const wire::RestRequest& rest)
      : route_(route),
        request_(std::move(request)),
        content_(rest.content),
        signatures_(rest.chunks) {}

  const wire::Operation& operation() const override { return route_.operation; }
  bool isDryRun() const override { return false; }
  std::string_view clientToken() const override { return {}; }
  std::string digest() const override { return {}; }

  std::string requestJson() const override {
    return s3::requestJson(request_, route_.operation.name);
  }

  void prepare(BlobStore& blobs) override {
    if (route_.takes == Takes::bytes)
      request_.received =
          receive({content_, [this](std::string_view name) { return request_.header(name); },
                   signatures_.get()},
                  {}, blobs);
    content_ = {};
  }

  void execute(RequestContext& context) override {
    if (const auto& remote = context.settings.remoteS3) throw errors::s3Elsewhere(remote->url());
    response_ = route_.run(context, request_);
  }
  void encode(wire::Answer& answer) const override { answer = response_; }
  std::string saveAnswer() const override { return {}; }
  void restoreAnswer(std::string_view) override {}

 private:
  const Route& route_;
  Request request_;
  wire::ByteSource content_;
  std::shared_ptr<ChunkSignatures> signatures_;
  Response response_;
};

// The longest document is the list of the parts of an upload.
constexpr std::uint64_t kDocumentMax = 8ULL << 20U;

std::string readDocument(const wire::RestRequest& rest, const Request& request) {
  if (rest.content.size > kDocumentMax) throw errors::malformedXml();
  std::string text(rest.content.size, '\0');
  if (!text.empty()) text.resize(rest.content.readAt(0, text.data(), text.size()));
  const auto md5 = request.header("content-md5");
  if (md5 && decodeBase64(*md5) != digestOf(DigestKind::md5, text)) throw errors::badContentMd5();
  const auto sha256 = request.header("x-amz-content-sha256");
  if (sha256 && isSha256(*sha256) && toLower(*sha256) != sha256Hex(text))
    throw errors::badContentSha256();
  return text;
}

std::unique_ptr<wire::Call> open(const wire::RestRequest& rest) {
  auto request = requestOf(rest);
  const auto& route = requireRoute(request);
  if (route.takes == Takes::document) request.body = readDocument(rest, request);
  return std::make_unique<S3Call>(route, std::move(request), rest);
}

std::vector<wire::Operation> sortedOperations() {
  std::vector<wire::Operation> operations;
  for (const auto& route : kRoutes) operations.push_back(route.operation);
  std::ranges::sort(operations, {}, &wire::Operation::name);
  return operations;
}

}  // namespace

const wire::ServiceTable& serviceTable() {
  static const auto kOperations = sortedOperations();
  static const wire::ServiceTable kTable{.name = "s3",
                                         .protocol = "rest-xml",
                                         .version = "2006-03-01",
                                         .xmlNamespace = "http://s3.amazonaws.com/doc/2006-03-01/",
                                         .operations = kOperations,
                                         .notEmulated = {},
                                         .target = {},
                                         .open = &open};
  return kTable;
}

}  // namespace amilocal::s3
