#include "services/s3/access.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"

namespace amilocal::s3 {
namespace {

// The canonical id of EC2, which `aws-exec-read` lets read (Amazon S3 User Guide, "Access control
// list overview").
constexpr std::string_view kEc2 =
    "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";
constexpr std::string_view kLogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";

constexpr std::string_view nameOf(Permission permission) {
  switch (permission) {
    case Permission::read:
      return "READ";
    case Permission::write:
      return "WRITE";
    case Permission::read_acp:
      return "READ_ACP";
    case Permission::write_acp:
      break;
  }
  return "WRITE_ACP";
}

bool isAnonymous(const RequestContext& ctx) { return ctx.caller.accessKeyId.empty(); }

bool isOwner(const RequestContext& ctx, const std::string& owner) {
  return !isAnonymous(ctx) && owner == ctx.account();
}

bool namesCaller(const RequestContext& ctx, const domain::Bucket& bucket,
                 std::string_view grantee) {
  const bool usesPublic = !isBlocked(bucket, "IgnorePublicAcls");
  if (grantee == "uri=" + std::string(kAllUsers)) return usesPublic;
  if (isAnonymous(ctx)) return false;
  if (grantee == "uri=" + std::string(kAuthenticatedUsers)) return usesPublic;
  return grantee == "id=" + canonicalId(ctx.account()) || grantee == "id=" + ctx.account();
}

bool isGranted(const RequestContext& ctx, const domain::Bucket& bucket, std::string_view grants,
               Permission permission) {
  if (bucket.ownership == kOwnerEnforced) return false;
  const auto pairs = domain::pairsOf(grants);
  return std::ranges::any_of(pairs, [&](const domain::Tag& grant) {
    return (grant.key == nameOf(permission) || grant.key == "FULL_CONTROL") &&
           namesCaller(ctx, bucket, grant.value);
  });
}

/// A URL that was signed for later says until when (Amazon S3 API Reference, "Authenticating
/// requests: using query parameters").
void checkNotExpired(RequestContext& ctx, const Request& request) {
  const auto date = request.parameter("X-Amz-Date");
  const auto life = parseInteger(request.parameter("X-Amz-Expires").value_or(""));
  constexpr std::size_t kDateSize = 16;  // 20261121T120000Z
  if (!date || date->size() != kDateSize || !life) return;
  const auto& d = *date;
  const auto at =
      parseInstant(d.substr(0, 4) + "-" + d.substr(4, 2) + "-" + d.substr(6, 2) + "T" +
                   d.substr(9, 2) + ":" + d.substr(11, 2) + ":" + d.substr(13, 2) + "Z");
  if (at && *at + std::chrono::seconds(*life) < ctx.now)
    throw ApiError("AccessDenied", "Request has expired", 403);
}

/// The canned ACLs (Amazon S3 User Guide, "Access control list overview").
domain::Tags cannedGrants(std::string_view name, const std::string& bucketOwner) {
  const auto everyone = "uri=" + std::string(kAllUsers);
  if (name == "private") return {};
  if (name == "public-read") return {{"READ", everyone}};
  if (name == "public-read-write") return {{"READ", everyone}, {"WRITE", everyone}};
  if (name == "aws-exec-read") return {{"READ", "id=" + std::string(kEc2)}};
  if (name == "authenticated-read") return {{"READ", "uri=" + std::string(kAuthenticatedUsers)}};
  const auto owner = "id=" + canonicalId(bucketOwner);
  if (name == "bucket-owner-read") return {{"READ", owner}};
  if (name == "bucket-owner-full-control") return {{"FULL_CONTROL", owner}};
  const auto logs = "uri=" + std::string(kLogDelivery);
  if (name == "log-delivery-write") return {{"WRITE", logs}, {"READ_ACP", logs}};
  throw errors::invalidArgument("", "x-amz-acl", std::string(name));
}

struct GrantHeader {
  std::string_view header;
  std::string_view permission;
};
constexpr GrantHeader kGrantHeaders[] = {
    {"x-amz-grant-full-control", "FULL_CONTROL"}, {"x-amz-grant-read", "READ"},
    {"x-amz-grant-read-acp", "READ_ACP"},         {"x-amz-grant-write", "WRITE"},
    {"x-amz-grant-write-acp", "WRITE_ACP"},
};

/// `id="…", uri="…"`
void addGrants(domain::Tags& grants, std::string_view permission, const std::string& header,
               std::string_view value) {
  for (const auto part : split(value, ',')) {
    const auto grantee = trim(part);
    const auto equals = grantee.find('=');
    const auto kind = grantee.substr(0, equals);
    if (equals == std::string_view::npos || (kind != "id" && kind != "uri"))
      throw errors::invalidArgument("Argument format not recognized", header, std::string(value));
    auto name = trim(grantee.substr(equals + 1));
    if (name.size() >= 2 && name.front() == '"') name = name.substr(1, name.size() - 2);
    grants.push_back({std::string(permission), std::string(kind) + "=" + std::string(name)});
  }
}

}  // namespace

domain::Bucket namedBucket(RequestContext& ctx, const Request& request) {
  checkNotExpired(ctx, request);
  auto bucket = ctx.catalog.buckets().find(request.bucket);
  if (!bucket) throw errors::noSuchBucket(request.bucket);
  if (const auto owner = request.header("x-amz-expected-bucket-owner"))
    if (*owner != bucket->owner) throw errors::accessDenied();
  return *std::move(bucket);
}

domain::Bucket requireBucket(RequestContext& ctx, const Request& request, Permission permission) {
  auto bucket = namedBucket(ctx, request);
  if (!isOwner(ctx, bucket.owner) && !isGranted(ctx, bucket, bucket.grants, permission))
    throw errors::accessDenied();
  return bucket;
}

domain::Bucket requireOwnBucket(RequestContext& ctx, const Request& request) {
  auto bucket = namedBucket(ctx, request);
  if (!isOwner(ctx, bucket.owner)) throw errors::accessDenied();
  return bucket;
}

domain::StoredObject requireObject(RequestContext& ctx, const domain::Bucket& bucket,
                                   const std::string& key, Permission permission) {
  auto object = ctx.catalog.objects().find(bucket.name, key);
  const bool isBucketOwner = isOwner(ctx, bucket.owner);
  // Who may not list a bucket is not told which keys it lacks.
  if (!object && !isBucketOwner && !isGranted(ctx, bucket, bucket.grants, Permission::read))
    throw errors::accessDenied();
  if (!object) throw errors::noSuchKey(key);
  if (!isBucketOwner && !isOwner(ctx, object->owner) &&
      !isGranted(ctx, bucket, object->traits.grants, permission))
    throw errors::accessDenied();
  return *std::move(object);
}

// EC2 is never anonymous, so a task without a caller reads like the caller that began it.
bool mayEc2Read(const RequestContext& ctx, const domain::Bucket& bucket,
                const domain::StoredObject& object) {
  const auto& account = ctx.account();
  if (bucket.owner == account || object.owner == account) return true;
  if (bucket.ownership == kOwnerEnforced) return false;
  const bool usesPublic = !isBlocked(bucket, "IgnorePublicAcls");
  return std::ranges::any_of(domain::pairsOf(object.traits.grants), [&](const domain::Tag& grant) {
    if (grant.key != "READ" && grant.key != "FULL_CONTROL") return false;
    const auto& grantee = grant.value;
    if (grantee == "uri=" + std::string(kAllUsers)) return usesPublic;
    if (grantee == "uri=" + std::string(kAuthenticatedUsers)) return usesPublic;
    return grantee == "id=" + std::string(kEc2) || grantee == "id=" + canonicalId(account) ||
           grantee == "id=" + account;
  });
}

void checkVersion(const Request& request) {
  const auto version = request.parameter("versionId");
  if (!version || *version == "null") return;
  if (version->empty())
    throw errors::invalidArgument("Version id cannot be the empty string", "versionId", "");
  throw errors::noSuchObjectVersion(request.key);
}

bool hasGrantHeaders(const Request& request) {
  return request.header("x-amz-acl") ||
         std::ranges::any_of(kGrantHeaders, [&](const GrantHeader& each) {
           return request.header(each.header).has_value();
         });
}

std::string grantsOf(const Request& request, const domain::Bucket& bucket) {
  domain::Tags grants;
  const auto canned = request.header("x-amz-acl");
  for (const auto& [header, permission] : kGrantHeaders)
    if (const auto value = request.header(header))
      addGrants(grants, permission, std::string(header), *value);
  if (canned && !grants.empty())
    throw errors::invalidS3Request("Specifying both Canned ACLs and Header Grants is not allowed");
  if (canned) grants = cannedGrants(*canned, bucket.owner);
  const bool isPlain = grants.empty() || canned == "bucket-owner-full-control";
  if (bucket.ownership == kOwnerEnforced && !isPlain) throw errors::aclsNotSupported();
  const auto text = domain::pairsText(grants);
  checkPublicGrants(bucket, text);
  return text;
}

void checkPublicGrants(const domain::Bucket& bucket, std::string_view grants) {
  if (!isBlocked(bucket, "BlockPublicAcls")) return;
  for (const auto& grant : domain::pairsOf(grants))
    if (grant.value == "uri=" + std::string(kAllUsers) ||
        grant.value == "uri=" + std::string(kAuthenticatedUsers))
      throw errors::accessDenied();
}

bool isBlocked(const domain::Bucket& bucket, std::string_view setting) {
  if (!bucket.publicAccessBlock) return false;
  const auto settings = domain::pairsOf(*bucket.publicAccessBlock);
  const auto found = std::ranges::find(settings, setting, &domain::Tag::key);
  return found != settings.end() && found->value == "true";
}

}  // namespace amilocal::s3
