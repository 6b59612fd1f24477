#pragma once

#include <string>
#include <string_view>

#include "amilocal/domain/bucket.h"
#include "services/s3/request.h"

/// Who may do what. The owner of a bucket may do everything; others what a grant says, as long as
/// the bucket has ACLs at all and its public access block leaves them their force. There are no
/// policies.
namespace amilocal::s3 {

enum class Permission { read, write, read_acp, write_acp };

/// The request's bucket, whatever the caller may do there. Throws NoSuchBucket, and AccessDenied
/// for a signature that has expired or a bucket of another owner than expected.
domain::Bucket namedBucket(RequestContext& ctx, const Request& request);

/// The request's bucket, where the caller has the permission. Throws NoSuchBucket, AccessDenied.
domain::Bucket requireBucket(RequestContext& ctx, const Request& request, Permission permission);

/// The same, for its owner only.
domain::Bucket requireOwnBucket(RequestContext& ctx, const Request& request);

/// The request's object, where the caller has the permission. Throws NoSuchKey, AccessDenied.
domain::StoredObject requireObject(RequestContext& ctx, const domain::Bucket& bucket,
                                   const std::string& key, Permission permission);

/// May EC2 read an object for the caller: the caller's own, or granted to EC2 (`aws-exec-read`), to
/// the caller or to the public?
bool mayEc2Read(const RequestContext& ctx, const domain::Bucket& bucket,
                const domain::StoredObject& object);

/// There is one version of each object, `null`. Throws for any other.
void checkVersion(const Request& request);

/// The grants that the headers of a request ask for, as pairs of permission and grantee; those of
/// its owner alone when they say nothing. Throws AccessControlListNotSupported, AccessDenied and
/// InvalidArgument.
std::string grantsOf(const Request& request, const domain::Bucket& bucket);

/// Is anything said of grants?
bool hasGrantHeaders(const Request& request);

/// Throws AccessDenied when the bucket's public access block refuses grants to the public.
void checkPublicGrants(const domain::Bucket& bucket, std::string_view grants);

/// What a setting of the bucket's public access block says: `BlockPublicAcls` and so on.
bool isBlocked(const domain::Bucket& bucket, std::string_view setting);

/// New buckets block public access (Amazon S3 User Guide, "Default settings for new S3 buckets").
inline constexpr std::string_view kBlockAll =
    "BlockPublicAcls=true&IgnorePublicAcls=true&BlockPublicPolicy=true&RestrictPublicBuckets=true";

inline constexpr std::string_view kOwnerEnforced = "BucketOwnerEnforced";
inline constexpr std::string_view kAllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
inline constexpr std::string_view kAuthenticatedUsers =
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

}  // namespace amilocal::s3
