#include <algorithm>
#include <iterator>

#include "amilocal/domain/region.h"
#include "services/authorization/question.h"

namespace amilocal::services {
namespace {

struct ActionName {
  std::string_view operation, action;
};
// What is not here has one name for both (Service Authorization Reference, "Actions, resources, and
// condition keys for Amazon S3").
constexpr ActionName kActions[] = {
    {"CompleteMultipartUpload", "PutObject"},
    {"CopyObject", "PutObject"},
    {"CreateMultipartUpload", "PutObject"},
    {"DeleteBucketCors", "PutBucketCORS"},
    {"DeleteBucketEncryption", "PutEncryptionConfiguration"},
    {"DeleteBucketLifecycle", "PutLifecycleConfiguration"},
    {"DeleteBucketOwnershipControls", "PutBucketOwnershipControls"},
    {"DeleteBucketReplication", "PutReplicationConfiguration"},
    {"DeleteBucketTagging", "PutBucketTagging"},
    {"DeleteObjects", "DeleteObject"},
    {"DeletePublicAccessBlock", "PutBucketPublicAccessBlock"},
    {"GetBucketAccelerateConfiguration", "GetAccelerateConfiguration"},
    {"GetBucketCors", "GetBucketCORS"},
    {"GetBucketEncryption", "GetEncryptionConfiguration"},
    {"GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"},
    {"GetBucketNotificationConfiguration", "GetBucketNotification"},
    {"GetBucketReplication", "GetReplicationConfiguration"},
    {"GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"},
    {"GetPublicAccessBlock", "GetBucketPublicAccessBlock"},
    {"HeadBucket", "ListBucket"},
    {"HeadObject", "GetObject"},
    {"ListBuckets", "ListAllMyBuckets"},
    {"ListMultipartUploads", "ListBucketMultipartUploads"},
    {"ListObjectVersions", "ListBucketVersions"},
    {"ListObjects", "ListBucket"},
    {"ListObjectsV2", "ListBucket"},
    {"ListParts", "ListMultipartUploadParts"},
    {"PutPublicAccessBlock", "PutBucketPublicAccessBlock"},
    {"UploadPart", "PutObject"},
    {"UploadPartCopy", "PutObject"},
};
static_assert(std::ranges::is_sorted(kActions, {}, &ActionName::operation));

std::string actionOf(std::string_view operation) {
  const auto* row = std::ranges::find(kActions, operation, &ActionName::operation);
  return "s3:" + std::string(row == std::end(kActions) ? operation : row->action);
}

}  // namespace

Questions storageQuestions(RequestContext& ctx, const wire::Call& call) {
  const auto subjects = call.subjects();
  const auto arnOf = [&](const std::string& name) {
    return "arn:" + std::string(domain::partitionOf(ctx.region())) + ":s3:::" + name;
  };
  const auto operation = call.operation().name;
  const auto facts = globalFacts(ctx);
  if (subjects.empty()) return {{actionOf(operation), "*", facts}};
  // Its keys stand in the body; each of them is refused with all.
  const auto subject = operation == "DeleteObjects" ? subjects.front() + "/*" : subjects.front();
  Questions questions{{actionOf(operation), arnOf(subject), facts}};
  for (std::size_t i = 1; i < subjects.size(); ++i)
    questions.push_back({"s3:GetObject", arnOf(subjects[i]), facts});
  return questions;
}

}  // namespace amilocal::services
