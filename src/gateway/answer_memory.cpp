#include "gateway/answer_memory.h"

#include <utility>

namespace amilocal::gateway {

std::optional<KnownAnswer> takeApart(std::string& answer, std::string_view requestId) {
  const auto id = answer.find(requestId);
  if (id == std::string::npos) return std::nullopt;
  KnownAnswer known{answer.substr(0, id), nullptr};
  // The rest moves to the front of its memory: a megabyte is not copied into another.
  answer.erase(0, id + requestId.size());
  known.behindId = std::make_shared<const std::string>(std::move(answer));
  answer.clear();
  return known;
}

std::optional<KnownAnswer> AnswerMemory::find(const DataStamp& stamp, const std::string& question) {
  const std::lock_guard lock(mutex_);
  forgetOlder(stamp);
  const auto found = answers_.find(question);
  return found == answers_.end() ? std::nullopt : std::optional(found->second);
}

void AnswerMemory::keep(const DataStamp& stamp, std::string question, const KnownAnswer& answer) {
  const auto cost = question.size() + answer.beforeId.size() + answer.behindId->size();
  if (cost > kBytesMax) return;
  const std::lock_guard lock(mutex_);
  forgetOlder(stamp);
  if (bytes_ + cost > kBytesMax) {
    answers_.clear();
    bytes_ = 0;
  }
  if (answers_.emplace(std::move(question), answer).second) bytes_ += cost;
}

std::size_t AnswerMemory::size() {
  const std::lock_guard lock(mutex_);
  return answers_.size();
}

void AnswerMemory::forgetOlder(const DataStamp& stamp) {
  if (stamp == stamp_) return;
  stamp_ = stamp;
  answers_.clear();
  bytes_ = 0;
}

}  // namespace amilocal::gateway
