#include "engine/log_copier.h"

#include <utility>

#include "amilocal/catalog/catalog_error.h"

namespace amilocal {
namespace {

// What comes while the log is copied is less, and what comes while that is copied next to nothing.
constexpr int kRounds = 3;

}  // namespace

LogCopier::LogCopier(std::string path, Durability durability, Database& writer)
    : path_(std::move(path)), durability_(durability), writer_(writer) {
  writer_.leaveLog();
}

void LogCopier::afterCommit() {
  const auto state = state_.load();
  if (state == State::resting && writer_.logPages() >= kWorthCopying) {
    state_ = State::copying;
    thread_.post([this] { copy(); });
  } else if (state == State::copied || writer_.logPages() >= kMost) {
    finish();
  }
}

void LogCopier::finish() {
  state_.wait(State::copying);
  if (state_ != State::copied) return;
  state_ = State::resting;
  try {
    writer_.copyLog();
  } catch (const CatalogError&) {  // asked again after the next commit
  }
}

void LogCopier::copy() {
  try {
    if (!own_) own_ = std::make_unique<Database>(path_, Database::Mode::readWrite, durability_);
    for (int round = 0; round < kRounds; ++round) {
      own_->copyLog();
      if (durability_ != Durability::ephemeral) own_->syncFile();
    }
  } catch (const CatalogError&) {  // asked again after the next commit
  }
  state_ = State::copied;
  state_.notify_one();
}

}  // namespace amilocal
