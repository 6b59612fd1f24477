#include "engine/long_work.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace amilocal {
namespace {

using Resumes = std::vector<LongWork::Resume>;

void moveTo(Resumes& all, Resumes& some) {
  all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  some.clear();
}

}  // namespace

std::stop_token LongWork::begin(std::int64_t task, const std::string& subject,
                                Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  works_.push_back({.task = task, .subject = subject, .awaitedUntil = now + patience_});
  count_ = works_.size();
  if (isStopped_) works_.back().source.request_stop();
  return works_.back().source.get_token();
}

bool LongWork::await(std::string_view request, Clock::time_point now, const Resume& resume) {
  const std::lock_guard lock(mutex_);
  const auto work = std::ranges::find_if(works_, [&](const Work& each) {
    return !each.isLong && now < each.awaitedUntil && request.find(each.subject) != request.npos;
  });
  if (work == works_.end()) return false;
  work->waiting.push_back(resume);
  return true;
}

std::vector<LongWork::Resume> LongWork::keepOnly(
    const std::function<bool(std::int64_t task)>& goesOn) {
  const std::lock_guard lock(mutex_);
  Resumes resumes;
  std::erase_if(works_, [&](Work& work) {
    if (goesOn(work.task)) return false;
    work.source.request_stop();
    moveTo(resumes, work.waiting);
    return true;
  });
  count_ = works_.size();
  return resumes;
}

std::vector<LongWork::Resume> LongWork::takeImpatient(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  Resumes resumes;
  for (auto& work : works_) {
    work.isLong = work.isLong || now >= work.awaitedUntil;
    if (work.isLong) moveTo(resumes, work.waiting);
  }
  return resumes;
}

std::vector<LongWork::Resume> LongWork::stop() {
  {
    const std::lock_guard lock(mutex_);
    isStopped_ = true;
  }
  return keepOnly([](std::int64_t) { return false; });
}

}  // namespace amilocal
