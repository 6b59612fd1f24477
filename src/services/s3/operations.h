#pragma once

#include "services/s3/request.h"

/// The operations of S3, by their names in its API Reference.
namespace amilocal::s3 {

// buckets.cpp
Response listBuckets(RequestContext& ctx, const Request& request);
Response createBucket(RequestContext& ctx, const Request& request);
Response headBucket(RequestContext& ctx, const Request& request);
Response deleteBucket(RequestContext& ctx, const Request& request);
Response getBucketLocation(RequestContext& ctx, const Request& request);

// bucket_settings.cpp
Response getBucketTagging(RequestContext& ctx, const Request& request);
Response putBucketTagging(RequestContext& ctx, const Request& request);
Response deleteBucketTagging(RequestContext& ctx, const Request& request);
Response getBucketOwnershipControls(RequestContext& ctx, const Request& request);
Response putBucketOwnershipControls(RequestContext& ctx, const Request& request);
Response deleteBucketOwnershipControls(RequestContext& ctx, const Request& request);
Response getPublicAccessBlock(RequestContext& ctx, const Request& request);
Response putPublicAccessBlock(RequestContext& ctx, const Request& request);
Response deletePublicAccessBlock(RequestContext& ctx, const Request& request);
Response getBucketConfiguration(RequestContext& ctx, const Request& request);
Response deleteBucketConfiguration(RequestContext& ctx, const Request& request);

// acls.cpp
Response getBucketAcl(RequestContext& ctx, const Request& request);
Response putBucketAcl(RequestContext& ctx, const Request& request);
Response getObjectAcl(RequestContext& ctx, const Request& request);
Response putObjectAcl(RequestContext& ctx, const Request& request);

// listing.cpp
Response listObjects(RequestContext& ctx, const Request& request);
Response listObjectsV2(RequestContext& ctx, const Request& request);
Response listObjectVersions(RequestContext& ctx, const Request& request);

// objects.cpp
Response getObject(RequestContext& ctx, const Request& request);
Response headObject(RequestContext& ctx, const Request& request);
Response getObjectAttributes(RequestContext& ctx, const Request& request);

// object_writing.cpp
Response putObject(RequestContext& ctx, const Request& request);
Response copyObject(RequestContext& ctx, const Request& request);
Response deleteObject(RequestContext& ctx, const Request& request);
Response deleteObjects(RequestContext& ctx, const Request& request);

// object_tagging.cpp
Response getObjectTagging(RequestContext& ctx, const Request& request);
Response putObjectTagging(RequestContext& ctx, const Request& request);
Response deleteObjectTagging(RequestContext& ctx, const Request& request);

// uploads.cpp
Response createMultipartUpload(RequestContext& ctx, const Request& request);
Response uploadPart(RequestContext& ctx, const Request& request);
Response uploadPartCopy(RequestContext& ctx, const Request& request);
Response completeMultipartUpload(RequestContext& ctx, const Request& request);
Response abortMultipartUpload(RequestContext& ctx, const Request& request);
Response listParts(RequestContext& ctx, const Request& request);
Response listMultipartUploads(RequestContext& ctx, const Request& request);

}  // namespace amilocal::s3
