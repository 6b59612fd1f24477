#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

#include "amilocal/catalog/database.h"
#include "engine/errand_runner.h"

namespace amilocal {

/// Copies SQLite's write-ahead log back into the catalog's file on a thread of its own, so that
/// writers need not wait for thousands of pages and the disk. (SQLite calls it a checkpoint, which
/// is another thing here.) The log can begin anew only when all of it has been copied, and what is
/// written meanwhile makes it longer: so the writer itself copies the few pages of the end.
///
/// A disk that refuses is asked again later: until then all is in the log.
class LogCopier {
 public:
  static constexpr std::size_t kWorthCopying = 10'000;  ///< pages of 4 KiB
  static constexpr std::size_t kMost = 16'000;          ///< then the writer waits

  /// `writer` is the catalog's writing connection, and leaves its log from now on. All functions
  /// are for its thread.
  LogCopier(std::string path, Durability durability, Database& writer);
  LogCopier(const LogCopier&) = delete;
  LogCopier& operator=(const LogCopier&) = delete;

  void afterCommit();

  /// Waits for what is under way, and copies the rest of it.
  void finish();

 private:
  enum class State { resting, copying, copied };

  void copy();

  const std::string path_;
  const Durability durability_;
  Database& writer_;
  std::atomic<State> state_ = State::resting;
  std::unique_ptr<Database> own_;  ///< of the thread, opened when it is first needed
  ErrandRunner thread_;
};

}  // namespace amilocal
