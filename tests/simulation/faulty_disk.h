#pragma once

#include <memory>
#include <string_view>

#include "simulation/random.h"

namespace amilocal::simulation {

/// What can happen to a disk, or to the process that uses it.
enum class Fault {
  fullDisk,      ///< writes answer SQLITE_FULL
  failingWrite,  ///< writes answer SQLITE_IOERR
  failingRead,   ///< reads answer SQLITE_IOERR
  failingSync,   ///< syncs answer SQLITE_IOERR
  kill           ///< a write is cut off in the middle, and nothing works from then on
};

std::string_view toString(Fault fault);

struct DiskState;

/// The file system that SQLite uses while this object lives, as a layer over the machine's. It
/// fails when it is told to. One at a time; for one thread.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  enum class Lasting { once, untilHealed };

  /// Lets the call after the next `callsBefore` ones of its kind fail. A kill always lasts.
  void arm(Fault fault, std::size_t callsBefore, Lasting lasting);
  bool hasFired() const;
  bool isDead() const;  ///< killed, and not healed yet
  void heal();          ///< all works again, and nothing is armed

  /// From now on, what is written is noted until it is synced, so that a power cut can lose it.
  void noteUnsynced();
  /// The power is cut: of the writes that were not synced, any may be lost. No file may be open.
  void loseUnsynced(Random& random);

 private:
  std::unique_ptr<DiskState> state_;
};

}  // namespace amilocal::simulation
