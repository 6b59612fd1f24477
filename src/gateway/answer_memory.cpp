#include "gateway/answer_memory.h"

#include <utility>

namespace amilocal::gateway {

std::optional<KnownAnswer> AnswerMemory::find(const DataStamp& stamp, const std::string& question) {
  const std::lock_guard lock(mutex_);
  forgetOlder(stamp);
  const auto found = answers_.find(question);
  return found == answers_.end() ? std::nullopt : std::optional(found->second);
}

void AnswerMemory::keep(const DataStamp& stamp, std::string question, std::string_view answer,
                        std::string_view requestId) {
  const auto id = answer.find(requestId);
  const auto cost = question.size() + answer.size();
  if (id == std::string_view::npos || cost > kBytesMax) return;
  KnownAnswer known{std::string(answer.substr(0, id)),
                    std::make_shared<const std::string>(answer.substr(id + requestId.size()))};
  const std::lock_guard lock(mutex_);
  forgetOlder(stamp);
  if (bytes_ + cost > kBytesMax) {
    answers_.clear();
    bytes_ = 0;
  }
  if (answers_.emplace(std::move(question), std::move(known)).second) bytes_ += cost;
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
