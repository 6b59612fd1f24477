#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "amilocal/engine/remote_s3.h"

namespace amilocal::test {

/// Another server's S3, in memory.
class FakeS3 final : public RemoteS3 {
 public:
  struct Kept {
    std::string bytes;
    domain::Tags metadata{};
    std::string tags{};
  };

  const std::string& url() const override { return url_; }

  bool hasBucket(const std::string& name) override {
    check(name);
    return buckets.contains(name);
  }
  void makeBucket(const std::string& name) override { buckets.insert(name); }

  std::optional<Object> find(const std::string& bucket, const std::string& key) override {
    check(bucket + "/" + key);
    const auto found = objects.find(bucket + "/" + key);
    if (found == objects.end()) return std::nullopt;
    return Object{found->second.bytes.size(), "\"" + found->second.bytes.substr(0, 8) + "\""};
  }

  void read(const Range& range, const std::function<void(std::string_view)>& take) override {
    const auto place = range.bucket + "/" + range.key;
    check(place);
    bytesRead += range.size;
    take(std::string_view(objects.at(place).bytes).substr(0, range.size));
  }

  void write(const NewObject& object) override {
    check(object.bucket + "/" + object.key);
    Kept kept{.bytes = std::string(object.bytes.size, '\0'),
              .metadata = object.metadata,
              .tags = object.tags};
    for (std::uint64_t at = 0; at < kept.bytes.size();)
      at += object.bytes.readAt(at, kept.bytes.data() + at, kept.bytes.size() - at);
    objects[object.bucket + "/" + object.key] = std::move(kept);
  }

  void copy(const std::string& from, const std::string& to) override {
    check(to);
    objects[to] = objects.at(from);
  }
  void stop() override {}

  std::set<std::string> buckets;
  std::map<std::string, Kept> objects;
  std::map<std::string, int> refused;  ///< places and the status that they are refused with
  std::uint64_t bytesRead = 0;

 private:
  void check(const std::string& place) const {
    if (const auto found = refused.find(place); found != refused.end())
      throw RemoteS3Error("The S3 endpoint " + url_ + " says no", found->second);
  }

  std::string url_ = "http://s3.test";
};

}  // namespace amilocal::test
