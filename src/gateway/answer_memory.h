#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "amilocal/engine/engine.h"

namespace amilocal::gateway {

/// An answer but for its request id, which each has anew: what stands before it and behind it.
struct KnownAnswer {
  std::string beforeId;
  std::shared_ptr<const std::string> behindId;
};

/// Takes an answer's text apart, which is then empty. An answer without the id stays as it is.
std::optional<KnownAnswer> takeApart(std::string& answer, std::string_view requestId);

/// Answers to reads, for as long as nothing has changed: pollers and parallel clients ask the same
/// again and again. What was known of an earlier stamp is forgotten with the first word of a later
/// one, so nothing in here is ever stale, and memory is bounded. Safe for all threads.
class AnswerMemory {
 public:
  static constexpr std::size_t kBytesMax = std::size_t{16} * 1024 * 1024;

  std::optional<KnownAnswer> find(const DataStamp& stamp, const std::string& question);

  /// Keeps an answer, unless it is too large.
  void keep(const DataStamp& stamp, std::string question, const KnownAnswer& answer);

  /// How many answers are kept.
  std::size_t size();

 private:
  void forgetOlder(const DataStamp& stamp);

  std::mutex mutex_;
  DataStamp stamp_{};
  std::unordered_map<std::string, KnownAnswer> answers_;
  std::size_t bytes_ = 0;
};

}  // namespace amilocal::gateway
