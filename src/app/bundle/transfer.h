#pragma once

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string>

#include "app/s3_client.h"

/// Moving bundles to buckets and back, as ec2-upload-bundle, ec2-download-bundle and
/// ec2-delete-bundle do (EC2 User Guide, "Amazon EC2 AMI tools"). They throw std::runtime_error, or
/// UsageError where an option says what cannot be followed.
namespace amilocal::bundle {

/// What the three have in common.
struct TransferWish {
  std::string bucket;  ///< `bucket` or `bucket/path`
  std::string url;
  std::string accessKey;
  std::string secretKey;
  std::string token;
  std::string region = "us-east-1";
  bool retries = false;
  std::chrono::milliseconds pause{5000};  ///< between two tries
};

struct UploadWish : TransferWish {
  std::string manifest;
  std::string directory;  ///< empty: the manifest's
  std::string acl = "aws-exec-read";
  std::string location;              ///< where a new bucket is made; empty: the Region
  std::optional<std::int64_t> part;  ///< the first to be uploaded
  bool skipsManifest = false;
};
void uploadBundle(const UploadWish& wish, std::ostream& out);

struct DownloadWish : TransferWish {
  std::string manifest;  ///< its name; empty: `PREFIX.manifest.xml`
  std::string prefix;    ///< empty: `image`
  std::string privateKey;
  std::string directory = ".";
};
void downloadBundle(const DownloadWish& wish, std::ostream& out);

struct DeleteWish : TransferWish {
  std::string manifest;  ///< a file; or
  std::string prefix;    ///< what the names of the bundle's files begin with
  bool clears = false;   ///< the bucket too
  bool isSure = false;   ///< does not ask
};
void deleteBundle(const DeleteWish& wish, std::istream& in, std::ostream& out);

}  // namespace amilocal::bundle
