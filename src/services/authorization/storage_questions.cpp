#include <algorithm>
#include <iterator>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/bucket.h"
#include "amilocal/domain/region.h"
#include "services/authorization/question.h"

namespace amilocal::services {
namespace {

using domain::RequestFacts;

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

// Actions on objects of which a version is named have names of their own.
constexpr ActionName kOfVersions[] = {
    {"DeleteObject", "DeleteObjectVersion"},
    {"DeleteObjectTagging", "DeleteObjectVersionTagging"},
    {"GetObject", "GetObjectVersion"},
    {"GetObjectAcl", "GetObjectVersionAcl"},
    {"GetObjectAttributes", "GetObjectVersionAttributes"},
    {"GetObjectTagging", "GetObjectVersionTagging"},
    {"PutObjectAcl", "PutObjectVersionAcl"},
    {"PutObjectTagging", "PutObjectVersionTagging"},
};

struct KeyName {
  std::string_view path, key;
};
constexpr KeyName kKeys[] = {
    {"Headers.x-amz-acl", "s3:x-amz-acl"},
    {"Headers.x-amz-content-sha256", "s3:x-amz-content-sha256"},
    {"Headers.x-amz-copy-source", "s3:x-amz-copy-source"},
    {"Headers.x-amz-grant-full-control", "s3:x-amz-grant-full-control"},
    {"Headers.x-amz-grant-read", "s3:x-amz-grant-read"},
    {"Headers.x-amz-grant-read-acp", "s3:x-amz-grant-read-acp"},
    {"Headers.x-amz-grant-write", "s3:x-amz-grant-write"},
    {"Headers.x-amz-grant-write-acp", "s3:x-amz-grant-write-acp"},
    {"Headers.x-amz-metadata-directive", "s3:x-amz-metadata-directive"},
    {"Headers.x-amz-object-ownership", "s3:x-amz-object-ownership"},
    {"Headers.x-amz-server-side-encryption", "s3:x-amz-server-side-encryption"},
    {"Headers.x-amz-storage-class", "s3:x-amz-storage-class"},
    {"Headers.if-match", "s3:if-match"},
    {"Headers.if-none-match", "s3:if-none-match"},
    {"Parameters.delimiter", "s3:delimiter"},
    {"Parameters.max-keys", "s3:max-keys"},
    {"Parameters.prefix", "s3:prefix"},
    {"VersionId", "s3:VersionId"},
};

std::string_view nameIn(std::span<const ActionName> names, std::string_view operation) {
  const auto row = std::ranges::find(names, operation, &ActionName::operation);
  return row == names.end() ? operation : row->action;
}

class StorageQuestions {
 public:
  StorageQuestions(RequestContext& ctx, const wire::Call& call)
      : ctx_(ctx), operation_(call.operation().name), members_(call), facts_(factsOfRequest()) {}

  Questions all() {
    const auto bucket = members_.text("Bucket"), key = members_.text("Key");
    if (bucket.empty()) {
      ask(operation_, "*", {}, "");
    } else if (operation_ == "DeleteObjects") {
      for (const auto& item : itemsIn(members_.root(), "Deleted"))
        ask(operation_, bucket, textIn(item, "Key"), textIn(item, "VersionId"));
    } else {
      ask(operation_, bucket, key, members_.text("VersionId"));
      askBesides(bucket, key);
    }
    return std::move(questions_);
  }

 private:
  bool is(std::string_view operation) const { return operation_ == operation; }

  // What an operation does besides what it is named for: to read a source, and to set tags and
  // grants.
  void askBesides(const std::string& bucket, const std::string& key) {
    if (is("GetObjectAttributes")) ask("GetObject", bucket, key, members_.text("VersionId"));
    const auto source = textIn(members_.root(), "CopySource.Bucket");
    const auto sourceKey = members_.text("CopySource.Key");
    if (!source.empty()) ask("GetObject", source, sourceKey, members_.text("CopySource.VersionId"));
    const bool makesObject = is("PutObject") || is("CopyObject") || is("CreateMultipartUpload");
    if (makesObject && !members_.tags("Tags").empty()) ask("PutObjectTagging", bucket, key, "");
    if (is("CopyObject") && copiesTags(source, sourceKey)) {
      ask("GetObjectTagging", source, sourceKey, members_.text("CopySource.VersionId"));
      ask("PutObjectTagging", bucket, key, "");
    }
    if (makesObject && hasGrants()) ask("PutObjectAcl", bucket, key, "");
    if (is("CreateBucket") && hasGrants()) ask("PutBucketAcl", bucket, "", "");
    if (is("CreateBucket") && !members_.text("Headers.x-amz-object-ownership").empty())
      ask("PutBucketOwnershipControls", bucket, "", "");
  }

  bool hasGrants() const {
    return std::ranges::any_of(kKeys, [&](const KeyName& each) {
      const bool isGrant = each.key == "s3:x-amz-acl" || each.key.starts_with("s3:x-amz-grant-");
      return isGrant && !members_.text(each.path).empty();
    });
  }

  bool copiesTags(const std::string& bucket, const std::string& key) {
    if (members_.text("Headers.x-amz-tagging-directive") == "REPLACE") return false;
    const auto object = ctx_.catalog.objects().find(bucket, key);
    return object && !object->traits.tags.empty();
  }

  void ask(std::string_view operation, const std::string& bucket, const std::string& key,
           std::string_view version) {
    const auto action = nameIn(kActions, operation);
    auto resource = bucket;
    if (bucket != "*")
      resource = "arn:" + std::string(domain::partitionOf(ctx_.region())) + ":s3:::" + bucket +
                 (key.empty() ? "" : "/" + key);
    questions_.push_back(
        {{"s3:" + std::string(version.empty() ? action : nameIn(kOfVersions, action)),
          std::move(resource), factsOf(bucket, key)}});
  }

  RequestFacts factsOfRequest() const {
    auto facts = globalFacts(ctx_);
    for (const auto& [path, name] : kKeys)
      if (auto text = members_.text(path); !text.empty()) facts.put(name, std::move(text));
    const bool isPresigned = !members_.text("Parameters.X-Amz-Signature").empty();
    facts.put("s3:authType", isPresigned ? "REST-QUERY-STRING" : "REST-HEADER");
    facts.put("s3:signatureversion", "AWS4-HMAC-SHA256");
    for (const auto& tag : members_.tags("Tags")) {
      facts.put("s3:RequestObjectTag/" + tag.key, tag.value);
      facts.add("s3:RequestObjectTagKeys", tag.key);
    }
    return facts;
  }

  RequestFacts factsOf(const std::string& bucket, const std::string& key) const {
    auto facts = facts_;
    const auto found = ctx_.catalog.buckets().find(bucket);
    if (found) {
      facts.put("s3:ResourceAccount", found->owner);
      facts.put("aws:ResourceAccount", found->owner);
    }
    const auto object = found ? ctx_.catalog.objects().find(bucket, key) : std::nullopt;
    if (!object) return facts;
    for (const auto& tag : domain::pairsOf(object->traits.tags))
      facts.put("s3:ExistingObjectTag/" + tag.key, tag.value);
    return facts;
  }

  RequestContext& ctx_;
  const std::string_view operation_;
  const RequestMembers members_;
  const RequestFacts facts_;
  Questions questions_;
};

}  // namespace

Questions storageQuestions(RequestContext& ctx, const wire::Call& call) {
  return StorageQuestions(ctx, call).all();
}

}  // namespace amilocal::services
