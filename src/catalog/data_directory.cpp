#include "amilocal/catalog/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "amilocal/catalog/catalog_error.h"
#include "damage.h"

namespace amilocal {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = "/amilocal.lock";
constexpr const char* kEphemeralPrefix = "amilocal-";

/// The memory file system of a container has 64 MiB unless told otherwise; a catalog that fills it
/// would end in "disk full" where a directory on disk would have done.
constexpr std::uint64_t kRoomWanted = 256ULL << 20;

std::string systemText() { return std::generic_category().message(errno); }

CatalogError cannotUse(const std::string& path, const std::string& reason) {
  return {CatalogError::Kind::cannotOpen, "cannot use " + path + ": " + reason};
}

/// Opens and locks the file `path`. -1 when another process (or object) has the lock.
int tryLock(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw cannotUse(path, systemText());
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  const int error = errno;
  close(file);
  if (error == EWOULDBLOCK) return -1;
  throw cannotUse(path, std::generic_category().message(error));
}

/// The number of the process that wrote it is in the lock file, for the message to the next one.
std::string holderOf(const std::string& lockPath) {
  const int file = open(lockPath.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  std::array<char, 32> bytes{};
  const auto size = read(file, bytes.data(), bytes.size());
  close(file);
  return size > 0 ? " (process " + std::string(bytes.data(), static_cast<std::size_t>(size)) + ")"
                  : std::string();
}

void writeHolder(int lock) {
  const auto text = std::to_string(getpid());
  // The number only helps a message along: a full disk must not keep the server from starting.
  if (ftruncate(lock, 0) == 0) static_cast<void>(pwrite(lock, text.data(), text.size(), 0) == 0);
}

bool isInDirectory(int lock, const std::string& lockPath) {
  struct stat held {};
  struct stat named {};
  return fstat(lock, &held) == 0 && stat(lockPath.c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/// A directory of ours whose lock nobody holds belonged to a process that was killed.
void removeIfAbandoned(const fs::path& directory) {
  struct stat status {};
  if (lstat(directory.c_str(), &status) != 0) return;
  if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid()) return;
  const auto lockPath = directory.string() + kLockName;
  const int lock = open(lockPath.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (lock < 0) return;
  if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
    std::error_code ignored;
    fs::remove_all(directory, ignored);
  }
  close(lock);
}

void removeAbandoned(const std::string& parent) {
  std::error_code error;
  for (fs::directory_iterator entry(parent, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string().rfind(kEphemeralPrefix, 0) == 0)
      removeIfAbandoned(entry->path());
  }
}

/// Where a private directory goes.
std::string ephemeralParent() {
  struct statvfs room {};
  const std::string memory = "/dev/shm";
  if (access(memory.c_str(), W_OK | X_OK) == 0 && statvfs(memory.c_str(), &room) == 0 &&
      std::uint64_t{room.f_bavail} * room.f_frsize >= kRoomWanted) {
    return memory;
  }
  std::error_code error;
  const auto temporary = fs::temp_directory_path(error);
  return error ? std::string("/tmp") : temporary.string();
}

CatalogError damaged(const std::string& path, const std::string& finding) {
  return {CatalogError::Kind::corrupt,
          "the catalog " + path + " is damaged, or was never one of amilocal's: " + finding +
              ". It has been left as it is: put a copy of it there, or use another --data-dir"};
}

/// What is damaged would be found by whoever happens to read it, hours later.
void refuseDamaged(const std::string& path) try {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size == 0) return;  // none yet
  const auto finding = findDamage(path, kReadInAnInstant);
  if (!finding.empty()) throw damaged(path, finding);
} catch (const CatalogError& error) {
  using Kind = CatalogError::Kind;
  if (error.kind() != Kind::readOnly && error.kind() != Kind::cannotOpen) throw;
  throw cannotUse(path, "the file or its directory cannot be written");
}

}  // namespace

DataDirectory::DataDirectory(std::string path, int lock, bool ephemeral)
    : path_(std::move(path)), lock_(lock), ephemeral_(ephemeral) {
  writeHolder(lock_);
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      ephemeral_(other.ephemeral_) {}

DataDirectory::~DataDirectory() {
  if (lock_ < 0) return;
  if (ephemeral_) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  close(lock_);
}

DataDirectory DataDirectory::persistent(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw cannotUse(path, error.message());
  const int lock = tryLock(path + kLockName);
  if (lock < 0) {
    throw CatalogError(CatalogError::Kind::directoryInUse, "the data directory " + path +
                                                               " is in use by another amilocal" +
                                                               holderOf(path + kLockName));
  }
  DataDirectory held(path, lock, false);
  refuseDamaged(held.catalogPath());
  return held;
}

DataDirectory DataDirectory::ephemeral() {
  const auto parent = ephemeralParent();
  removeAbandoned(parent);
  constexpr int kTries = 10;
  for (int i = 0; i < kTries; ++i) {
    auto path = parent + "/" + kEphemeralPrefix + "XXXXXX";
    if (mkdtemp(path.data()) == nullptr) throw cannotUse(parent, systemText());
    // Another process that clears up may take the new lock in the instant before we do.
    int lock = -1;
    try {
      lock = tryLock(path + kLockName);
    } catch (const CatalogError&) {
      continue;
    }
    if (lock >= 0 && isInDirectory(lock, path + kLockName)) return {path, lock, true};
    if (lock >= 0) close(lock);
  }
  throw cannotUse(parent, "other processes remove what is made there");
}

}  // namespace amilocal
