#include "app/s3_endpoint.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "amilocal/core/text.h"
#include "amilocal/wire/xml_writer.h"
#include "app/s3_client.h"

namespace amilocal {
namespace {

using std::chrono::milliseconds;

constexpr int kNotFound = 404, kConflict = 409, kPartial = 206, kTooMany = 429, kServerError = 500;

/// The pauses before another try.
constexpr std::array<milliseconds, 3> kPauses{milliseconds{100}, milliseconds{500},
                                              milliseconds{2000}};

/// Larger objects are sent in parts: at most 10,000 (Amazon S3 User Guide, "Amazon S3 multipart
/// upload limits").
constexpr std::uint64_t kPartBytes = 64ULL << 20U;
constexpr std::uint64_t kPartsMax = 10'000;

/// What headers cannot carry is written as S3 does (Amazon S3 User Guide, "Working with object
/// metadata": RFC 2047).
std::string headerText(const std::string& value) {
  const bool isPlain = std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
  return isPlain ? value : "=?UTF-8?B?" + encodeBase64(value) + "?=";
}

wire::ByteSource partOf(const wire::ByteSource& whole, std::uint64_t first, std::uint64_t size) {
  return {.size = size,
          .readAt = [&whole, first](std::uint64_t offset, char* into, std::size_t room) {
            return whole.readAt(first + offset, into, room);
          }};
}

S3Access accessOf(const S3Options& options) {
  auto server = ServerAddress::parseUrl(options.url);
  server.trustedFile = options.trustedFile;
  return {.server = std::move(server),
          .accessKey = options.accessKey,
          .secretKey = options.secretKey,
          .token = options.sessionToken,
          .region = options.region};
}

class S3Endpoint final : public RemoteS3 {
 public:
  explicit S3Endpoint(const S3Options& options)
      : access_(accessOf(options)), client_(access_, [this] { return isStopped_.load(); }) {}

  const std::string& url() const override { return access_.server.url; }

  bool hasBucket(const std::string& name) override {
    return findHead({.method = "HEAD", .path = "/" + name}).has_value();
  }

  void makeBucket(const std::string& name) override {
    try {
      trying([&] { client_.makeBucket(name, access_.region); });
    } catch (const RemoteS3Error& error) {
      // A try whose answer was lost has made it.
      if (error.status() != kConflict || !hasBucket(name)) throw;
    }
  }

  std::optional<Object> find(const std::string& bucket, const std::string& key) override {
    const auto head = findHead({.method = "HEAD", .path = "/" + bucket + "/" + key});
    if (!head) return std::nullopt;
    const auto size = parseInteger(head->header("content-length"));
    if (!size || *size < 0) throw RemoteS3Error(said("tells no size of " + bucket + "/" + key), 0);
    return Object{static_cast<std::uint64_t>(*size), head->header("etag")};
  }

  void read(const Range& range, const std::function<void(std::string_view)>& take) override;
  void write(const NewObject& object) override;
  void copy(const std::string& from, const std::string& to) override;

  void stop() override {
    {
      const std::lock_guard lock(mutex_);
      isStopped_ = true;
    }
    changed_.notify_all();
  }

 private:
  std::string said(const std::string& what) const {
    return "The S3 endpoint " + url() + " " + what;
  }

  /// Waits before another try; false when there is none.
  bool mayTryAgain(std::size_t& tries) {
    if (tries == kPauses.size()) return false;
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, kPauses[tries++], [this] { return isStopped_.load(); });
  }

  template <class Work>
  auto trying(const Work& work) -> decltype(work()) {
    std::size_t tries = 0;
    for (;;) {
      try {
        return work();
      } catch (const ServerSilent&) {
        throw RemoteS3Error(said("does not answer"), 0);
      } catch (const ServerUnreachable& error) {
        if (!mayTryAgain(tries))
          throw RemoteS3Error(said("cannot be reached: " + error.reason()), 0);
      } catch (const ClientError& error) {
        if (!mayTryAgain(tries))
          throw RemoteS3Error(said("fails: " + std::string(error.what())), 0);
      } catch (const S3Error& error) {
        const bool mayPass = error.status() >= kServerError || error.status() == kTooMany;
        if (!mayPass || !mayTryAgain(tries))
          throw RemoteS3Error(said("says: " + std::string(error.what())), error.status());
      }
    }
  }

  std::optional<ClientAnswer> findHead(const S3Request& request) {
    try {
      return trying([&] { return client_.require(request); });
    } catch (const RemoteS3Error& error) {
      if (error.status() == kNotFound) return std::nullopt;
      throw;
    }
  }

  void readFrom(std::uint64_t& at, const Range& range,
                const std::function<void(std::string_view)>& take) const;
  void writeParts(const NewObject& object, const S3Request& start);
  std::string writePart(const NewObject& object, const std::string& upload, std::uint64_t index,
                        std::uint64_t size);

  const S3Access access_;
  std::atomic<bool> isStopped_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  const S3Client client_;
};

// A connection that breaks off goes on behind what it has brought.
void S3Endpoint::read(const Range& range, const std::function<void(std::string_view)>& take) {
  std::uint64_t at = 0;
  if (range.size > 0) trying([&] { readFrom(at, range, take); });
}

void S3Endpoint::readFrom(std::uint64_t& at, const Range& range,
                          const std::function<void(std::string_view)>& take) const {
  S3Request request{.method = "GET", .path = "/" + range.bucket + "/" + range.key};
  request.headers = {
      {"range", "bytes=" + std::to_string(at) + "-" + std::to_string(range.size - 1)}};
  if (!range.etag.empty()) request.headers.emplace_back("if-match", range.etag);
  auto known = at;  // who knows no ranges sends that once more
  client_.require(request, [&](const ClientAnswer& head, std::string_view bytes) {
    if (head.status == kPartial) known = 0;
    const auto again = std::min<std::uint64_t>(bytes.size(), known);
    known -= again;
    bytes.remove_prefix(static_cast<std::size_t>(again));
    bytes = bytes.substr(0, static_cast<std::size_t>(range.size - at));
    at += bytes.size();
    take(bytes);
  });
  if (at < range.size)
    throw RemoteS3Error(said("gives " + std::to_string(at) + " bytes of " + range.bucket + "/" +
                             range.key + ", which has " + std::to_string(range.size)),
                        0);
}

void S3Endpoint::write(const NewObject& object) {
  S3Request request{.method = "PUT", .path = "/" + object.bucket + "/" + object.key};
  for (const auto& [name, value] : object.metadata)
    request.headers.emplace_back("x-amz-meta-" + name, headerText(value));
  if (!object.tags.empty()) request.headers.emplace_back("x-amz-tagging", object.tags);
  if (object.bytes.size > kPartBytes) return writeParts(object, request);
  request.source = object.bytes;
  trying([&] { client_.require(request); });
}

std::string S3Endpoint::writePart(const NewObject& object, const std::string& upload,
                                  std::uint64_t index, std::uint64_t size) {
  const auto first = index * size;
  S3Request request{.method = "PUT", .path = "/" + object.bucket + "/" + object.key};
  request.query = {{"partNumber", std::to_string(index + 1)}, {"uploadId", upload}};
  request.source = partOf(object.bytes, first, std::min(size, object.bytes.size - first));
  return trying([&] { return client_.require(request); }).header("etag");
}

void S3Endpoint::writeParts(const NewObject& object, const S3Request& start) {
  auto request = start;
  request.method = "POST";
  request.query = {{"uploads", ""}};
  const auto upload = trying([&] { return elementOf(client_.require(request), "UploadId"); });
  const auto size = std::max(kPartBytes, (object.bytes.size + kPartsMax - 1) / kPartsMax);
  const S3Request place{.method = {}, .path = start.path, .query = {{"uploadId", upload}}};
  try {
    std::string list = "<CompleteMultipartUpload>";
    for (std::uint64_t index = 0; index * size < object.bytes.size; ++index) {
      list += "<Part><PartNumber>" + std::to_string(index + 1) + "</PartNumber><ETag>";
      wire::appendEscaped(list, writePart(object, upload, index, size));
      list += "</ETag></Part>";
    }
    list += "</CompleteMultipartUpload>";
    auto end = place;
    end.method = "POST";
    end.body = list;
    trying([&] { return elementOf(client_.require(end), "ETag"); });
  } catch (...) {
    auto abort = place;
    abort.method = "DELETE";
    try {
      client_.require(abort);
    } catch (const std::exception&) {
      // What is left of it is the other server's to forget.
    }
    throw;
  }
}

void S3Endpoint::copy(const std::string& from, const std::string& to) {
  const S3Request request{.method = "PUT",
                          .path = "/" + to,
                          .headers = {{"x-amz-copy-source", encodePercent("/" + from, "/")}}};
  trying([&] { return elementOf(client_.require(request), "ETag"); });
}

}  // namespace

std::shared_ptr<RemoteS3> s3Endpoint(const S3Options& options) {
  return std::make_shared<S3Endpoint>(options);
}

}  // namespace amilocal
