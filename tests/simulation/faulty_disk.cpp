#include "simulation/faulty_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace amilocal::simulation {
namespace {

using Offset = sqlite3_int64;

/// One write or truncation that was not synced yet, and what it replaced.
struct Change {
  Offset at = 0;
  std::string before;  ///< what was there, as far as the file went
  std::string after;   ///< empty for a truncation to `at`
  Offset sizeBefore = 0;
};

void put(std::string& content, Offset at, const std::string& bytes) {
  const auto from = static_cast<std::size_t>(at);
  if (content.size() < from + bytes.size()) content.resize(from + bytes.size());
  content.replace(from, bytes.size(), bytes);
}

std::string contentOf(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(content).str();
}

/// The file as it was when it was last synced, with those of the later writes that chance kept.
std::string afterPowerCut(std::string content, const std::vector<Change>& changes, Random& random) {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    put(content, change->at, change->before);
    content.resize(static_cast<std::size_t>(change->sizeBefore));
  }
  for (const auto& change : changes) {
    if (random.chance(50)) continue;
    if (change.after.empty())
      content.resize(std::min(content.size(), static_cast<std::size_t>(change.at)));
    else
      put(content, change.at, change.after);
  }
  return content;
}

}  // namespace

std::string_view toString(Fault fault) {
  switch (fault) {
    case Fault::fullDisk:
      return "full disk";
    case Fault::failingWrite:
      return "failing write";
    case Fault::failingRead:
      return "failing read";
    case Fault::failingSync:
      return "failing sync";
    case Fault::kill:
      break;
  }
  return "kill";
}

struct DiskState {
  enum class Kind { read, write, sync };
  struct Armed {
    Fault fault;
    std::size_t callsBefore;
    FaultyDisk::Lasting lasting;
  };

  static Kind kindOf(Fault fault) {
    if (fault == Fault::failingRead) return Kind::read;
    return fault == Fault::failingSync ? Kind::sync : Kind::write;
  }

  /// The fault that this call meets.
  std::optional<Fault> meet(Kind kind) {
    if (isDead) return Fault::kill;
    if (!armed || kindOf(armed->fault) != kind) return std::nullopt;
    if (armed->callsBefore > 0) {
      --armed->callsBefore;
      return std::nullopt;
    }
    const auto fault = armed->fault;
    hasFired = true;
    isDead = fault == Fault::kill;
    if (armed->lasting == FaultyDisk::Lasting::once) armed.reset();
    return fault;
  }

  sqlite3_vfs* real = nullptr;
  sqlite3_vfs shim{};
  std::optional<Armed> armed;
  bool hasFired = false;
  bool isDead = false;
  bool notes = false;
  std::map<std::string, std::vector<Change>> unsynced;  ///< by path
};

namespace {

// ---- A file: ours, and the machine's behind it in the same piece of memory

struct DiskFile {
  sqlite3_file base;  // first, since this is the part that SQLite knows
  DiskState* disk;
  std::string* path;  // SQLite allocates the memory and calls no constructor
  sqlite3_file* real;
};

DiskFile& ours(sqlite3_file* file) { return *reinterpret_cast<DiskFile*>(file); }
sqlite3_file* realOf(sqlite3_file* file) { return ours(file).real; }

int closeFile(sqlite3_file* file) {
  const int code = realOf(file)->pMethods->xClose(realOf(file));
  delete ours(file).path;
  return code;
}

int readFile(sqlite3_file* file, void* into, int size, Offset at) {
  if (ours(file).disk->meet(DiskState::Kind::read)) return SQLITE_IOERR_READ;
  return realOf(file)->pMethods->xRead(realOf(file), into, size, at);
}

Offset sizeOf(sqlite3_file* file) {
  Offset size = 0;
  realOf(file)->pMethods->xFileSize(realOf(file), &size);
  return size;
}

void note(sqlite3_file* file, Offset at, std::string after, Offset replaced) {
  auto& self = ours(file);
  if (!self.disk->notes) return;
  Change change{at, {}, std::move(after), sizeOf(file)};
  const auto there = std::clamp<Offset>(change.sizeBefore - at, 0, replaced);
  change.before.resize(static_cast<std::size_t>(there));
  if (there > 0)
    self.real->pMethods->xRead(self.real, change.before.data(), static_cast<int>(there), at);
  self.disk->unsynced[*self.path].push_back(std::move(change));
}

int writeFile(sqlite3_file* file, const void* bytes, int size, Offset at) {
  auto& disk = *ours(file).disk;
  const bool wasDead = disk.isDead;
  const auto fault = disk.meet(DiskState::Kind::write);
  if (fault == Fault::fullDisk) return SQLITE_FULL;
  // A kill comes in the middle of the write: half of it is there.
  if (fault == Fault::kill && !wasDead) size /= 2;
  if (fault && (fault != Fault::kill || wasDead || size == 0)) return SQLITE_IOERR_WRITE;
  note(file, at, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)}, size);
  const int code = realOf(file)->pMethods->xWrite(realOf(file), bytes, size, at);
  return fault ? SQLITE_IOERR_WRITE : code;
}

int truncateFile(sqlite3_file* file, Offset size) {
  if (ours(file).disk->meet(DiskState::Kind::write)) return SQLITE_IOERR_TRUNCATE;
  note(file, size, {}, sizeOf(file));
  return realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file* file, int flags) {
  auto& self = ours(file);
  if (self.disk->meet(DiskState::Kind::sync)) return SQLITE_IOERR_FSYNC;
  self.disk->unsynced.erase(*self.path);
  return self.real->pMethods->xSync(self.real, flags);
}

int fileSize(sqlite3_file* file, Offset* size) {
  if (ours(file).disk->isDead) return SQLITE_IOERR_FSTAT;
  return realOf(file)->pMethods->xFileSize(realOf(file), size);
}

// ---- What no fault touches

int lockFile(sqlite3_file* file, int level) {
  return realOf(file)->pMethods->xLock(realOf(file), level);
}
int unlockFile(sqlite3_file* file, int level) {
  return realOf(file)->pMethods->xUnlock(realOf(file), level);
}
int checkLock(sqlite3_file* file, int* isReserved) {
  return realOf(file)->pMethods->xCheckReservedLock(realOf(file), isReserved);
}
int fileControl(sqlite3_file* file, int what, void* argument) {
  return realOf(file)->pMethods->xFileControl(realOf(file), what, argument);
}
int sectorSize(sqlite3_file* file) { return realOf(file)->pMethods->xSectorSize(realOf(file)); }
int traitsOf(sqlite3_file* file) {
  return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}
int mapShared(sqlite3_file* file, int page, int size, int extend, void volatile** into) {
  return realOf(file)->pMethods->xShmMap(realOf(file), page, size, extend, into);
}
int lockShared(sqlite3_file* file, int offset, int count, int flags) {
  return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}
void barrier(sqlite3_file* file) { realOf(file)->pMethods->xShmBarrier(realOf(file)); }
int unmapShared(sqlite3_file* file, int remove) {
  return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

// Version 2 has the shared memory of the write-ahead log, and no memory-mapped reading.
constexpr sqlite3_io_methods kMethods = {
    2,          closeFile,  readFile,    writeFile,   truncateFile, syncFile, fileSize,
    lockFile,   unlockFile, checkLock,   fileControl, sectorSize,   traitsOf, mapShared,
    lockShared, barrier,    unmapShared, nullptr,     nullptr,
};

// ---- The file system

DiskState& stateOf(sqlite3_vfs* vfs) { return *static_cast<DiskState*>(vfs->pAppData); }

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags) {
  auto& disk = stateOf(vfs);
  file->pMethods = nullptr;
  if (disk.isDead) return SQLITE_CANTOPEN;
  auto& self = ours(file);
  self.disk = &disk;
  self.real = reinterpret_cast<sqlite3_file*>(&self + 1);
  const int code = disk.real->xOpen(disk.real, name, self.real, flags, outFlags);
  if (code != SQLITE_OK) return code;
  self.path = new std::string(name == nullptr ? "" : name);
  file->pMethods = &kMethods;
  if (sizeOf(file) == 0) disk.unsynced.erase(*self.path);  // a new file of that name
  return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int sync) {
  auto& disk = stateOf(vfs);
  if (disk.meet(DiskState::Kind::write)) return SQLITE_IOERR_DELETE;
  disk.unsynced.erase(name);
  return disk.real->xDelete(disk.real, name, sync);
}

}  // namespace

FaultyDisk::FaultyDisk() : state_(std::make_unique<DiskState>()) {
  state_->real = sqlite3_vfs_find("unix-excl");
  if (state_->real == nullptr) throw std::logic_error("SQLite has no file system");
  state_->shim = *state_->real;
  state_->shim.zName = "faulty";
  state_->shim.pAppData = state_.get();
  state_->shim.szOsFile = static_cast<int>(sizeof(DiskFile)) + state_->real->szOsFile;
  state_->shim.xOpen = openFile;
  state_->shim.xDelete = deleteFile;
  sqlite3_vfs_register(&state_->shim, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_register(state_->real, 1);
  sqlite3_vfs_unregister(&state_->shim);
}

void FaultyDisk::arm(Fault fault, std::size_t callsBefore, Lasting lasting) {
  state_->hasFired = false;
  state_->armed = {fault, callsBefore, lasting};
}

bool FaultyDisk::hasFired() const { return state_->hasFired; }
bool FaultyDisk::isDead() const { return state_->isDead; }

void FaultyDisk::heal() {
  state_->armed.reset();
  state_->hasFired = false;
  state_->isDead = false;
}

void FaultyDisk::noteUnsynced() { state_->notes = true; }

void FaultyDisk::loseUnsynced(Random& random) {
  for (const auto& [path, changes] : state_->unsynced) {
    const auto content = afterPowerCut(contentOf(path), changes, random);
    std::ofstream(path, std::ios::binary) << content;
  }
  state_->unsynced.clear();
}

}  // namespace amilocal::simulation
