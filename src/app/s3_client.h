#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/instant.h"
#include "app/http_client.h"
#include "app/option_sources.h"

namespace amilocal {

/// S3 has refused. The text has its code and its message.
class S3Error : public std::runtime_error {
 public:
  S3Error(const std::string& text, int status) : std::runtime_error(text), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

struct S3Access {
  ServerAddress server;
  std::string accessKey;
  std::string secretKey;
  std::string token;  ///< empty for none
  std::string region = "us-east-1";
};

/// A request of S3 before it is signed. Names of headers are in small letters.
struct S3Request {
  std::string method;
  std::string path;  ///< `/bucket/key`, not encoded
  NamedTexts query{};
  NamedTexts headers{};
  std::string_view body{};
  std::optional<wire::ByteSource> source{};  ///< in place of the body; read twice
};

/// The request with all headers that it needs at this time, `Authorization` among them (Amazon S3
/// API Reference, "Signature Calculations for the Authorization Header").
ClientRequest signedRequest(const S3Access& access, const std::string& host,
                            const S3Request& request, Instant now);

/// As much of S3 as we ask of others: requests with a signature (Signature Version 4), path-style.
/// Safe for all threads.
class S3Client {
 public:
  explicit S3Client(S3Access access, std::function<bool()> isStopped = nullptr)
      : access_(std::move(access)), isStopped_(std::move(isStopped)) {}

  /// The good answer to a request. Throws S3Error and ClientError.
  ClientAnswer require(const S3Request& request, decltype(Asking::take) take = nullptr) const;

  /// The Region of a bucket; empty when there is no such bucket.
  std::optional<std::string> findRegion(const std::string& bucket) const;
  void makeBucket(const std::string& bucket, const std::string& region,
                  NamedTexts headers = {}) const;
  void removeBucket(const std::string& bucket) const;

  /// Objects; all throw S3Error and ClientError.
  void put(const std::string& bucket, const std::string& key, std::string_view bytes,
           const std::string& acl) const;
  std::string get(const std::string& bucket, const std::string& key) const;
  void remove(const std::string& bucket, const std::string& key) const;
  std::vector<std::string> keysUnder(const std::string& bucket, const std::string& prefix) const;

 private:
  const S3Access access_;
  const std::function<bool()> isStopped_;
};

/// The text of an element right below the root of an answer. Throws S3Error for what is no XML, and
/// for an error that stands in a good answer.
std::string elementOf(const ClientAnswer& answer, std::string_view name);

}  // namespace amilocal
