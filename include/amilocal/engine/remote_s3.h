#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "amilocal/domain/tag.h"
#include "amilocal/wire/operation.h"

namespace amilocal {

/// The other server refused (`status` as in HTTP), or did not answer (0). The text says which
/// server and why, and is shown.
class RemoteS3Error : public std::runtime_error {
 public:
  RemoteS3Error(const std::string& text, int status) : std::runtime_error(text), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

/// The S3 of another server, in place of our own (`--s3-endpoint`). Each function waits for the
/// network, so nobody calls one on the engine's thread (Errands). All throw RemoteS3Error.
class RemoteS3 {
 public:
  struct Object {
    std::uint64_t size = 0;
    std::string etag;  ///< as it was sent
  };
  struct Range {
    std::string bucket;
    std::string key;
    std::string etag;        ///< of the object as it was found; another one is refused
    std::uint64_t size = 0;  ///< how many bytes from the beginning on
  };
  struct NewObject {
    std::string bucket;
    std::string key;
    wire::ByteSource bytes{};
    domain::Tags metadata{};
    std::string tags{};  ///< pairs
  };

  virtual ~RemoteS3() = default;
  virtual const std::string& url() const = 0;

  virtual bool hasBucket(const std::string& name) = 0;
  virtual void makeBucket(const std::string& name) = 0;
  virtual std::optional<Object> find(const std::string& bucket, const std::string& key) = 0;

  /// Gives `take` the bytes as they come, each once.
  virtual void read(const Range& range, const std::function<void(std::string_view)>& take) = 0;
  virtual void write(const NewObject& object) = 0;

  /// Inside the other server; both places are `BUCKET/KEY`.
  virtual void copy(const std::string& from, const std::string& to) = 0;

  /// From now on every call ends at once, those under way too.
  virtual void stop() = 0;
};

}  // namespace amilocal
