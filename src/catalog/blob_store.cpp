#include "amilocal/catalog/blob_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/compression.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/ids.h"

namespace amilocal {
namespace {

namespace fs = std::filesystem;

// Blobs lie in 256 directories named by their first two digits, so that none grows too long.
constexpr std::size_t kFanOut = 2;
constexpr int kNameDigits = 32;

// What is being written has another name until it is whole.
constexpr std::string_view kUnfinished = ".part";

[[noreturn]] void throwSystem(const std::string& path) {
  throw std::runtime_error(path + ": " + std::generic_category().message(errno));
}

void writeAll(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throwSystem(path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

int create(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) throwSystem(path);
  return file;
}

void closeWhole(int file, const std::string& path, Durability durability) {
  const bool synced = durability != Durability::full || ::fsync(file) == 0;
  ::close(file);
  if (!synced) throwSystem(path);
}

void rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throwSystem(to);
}

/// The name of a file is on disk before a row speaks of it.
void syncName(const std::string& to, Durability durability) {
  if (durability != Durability::full) return;
  const int directory = ::open(fs::path(to).parent_path().c_str(), O_RDONLY | O_CLOEXEC);
  if (directory < 0) throwSystem(to);
  const bool named = ::fsync(directory) == 0;
  ::close(directory);
  if (!named) throwSystem(to);
}

std::string newName() {
  thread_local IdSource ids;
  return ids.nextToken(kNameDigits);
}

std::string frameIn(const BlobStore& store, const std::string& name) {
  const BlobStore::Reader reader(store, name);
  std::string frame(reader.size(), '\0');
  frame.resize(reader.readAt(0, frame.data(), frame.size()));
  return frame;
}

}  // namespace

BlobStore::BlobStore(std::string dataDirectory, std::uint64_t limit, Durability durability)
    : dataDirectory_(std::move(dataDirectory)),
      directory_(dataDirectory_ + "/blobs"),
      scratch_(dataDirectory_ + "/conversion"),
      limit_(limit),
      durability_(durability) {
  used_ = countFiles();
}

std::string BlobStore::pathOf(const std::string& name) const {
  return directory_ + "/" + name.substr(0, kFanOut) + "/" + name;
}

void BlobStore::makeDirectoryFor(const std::string& name) {
  std::error_code error;
  fs::create_directories(fs::path(pathOf(name)).parent_path(), error);
  if (error) throw std::runtime_error(directory_ + ": " + error.message());
}

void BlobStore::take(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (used_ + bytes > limit_) throw DataLimitReached(limit_);
  used_ += bytes;
}

void BlobStore::giveBack(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  used_ -= bytes;
}

void BlobStore::noteMaking(const std::string& name) {
  const std::lock_guard lock(mutex_);
  inTheMaking_.insert(name);
}

void BlobStore::noteMade(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (const auto found = inTheMaking_.find(name); found != inTheMaking_.end())
    inTheMaking_.erase(found);
}

std::uint64_t BlobStore::bytesUsed() const {
  const std::lock_guard lock(mutex_);
  return used_;
}

void BlobStore::writeFrame(const std::string& name, std::string_view frame) {
  const auto path = pathOf(name);
  const auto unfinished = path + "." + newName() + std::string(kUnfinished);
  take(frame.size());
  try {
    makeDirectoryFor(name);
    const int file = create(unfinished);
    try {
      writeAll(file, frame, unfinished);
    } catch (...) {
      ::close(file);
      throw;
    }
    closeWhole(file, unfinished, durability_);
    nameFrame(unfinished, path);
    syncName(path, durability_);
  } catch (...) {
    ::unlink(unfinished.c_str());
    giveBack(frame.size());
    throw;
  }
}

// What was there was damaged, or somebody else has stored the same meanwhile: it counts no more.
void BlobStore::nameFrame(const std::string& unfinished, const std::string& path) {
  const std::lock_guard lock(mutex_);
  std::error_code none;
  const auto replaced = fs::file_size(path, none);
  rename(unfinished, path);
  if (!none) used_ -= std::min<std::uint64_t>(replaced, used_);
}

bool BlobStore::has(const std::string& name) const {
  return ::access(pathOf(name).c_str(), F_OK) == 0;
}

std::string BlobStore::putBlock(std::string_view plain) {
  auto name = sha256Hex(plain);
  if (!has(name)) writeFrame(name, compress(plain));
  return name;
}

void BlobStore::putFrame(const std::string& name, std::string_view frame) {
  const auto plain = expand(frame, kBlockBytes);
  if (plain.size() != kBlockBytes) throw DamagedBytes("it is not as long as a block");
  if (sha256Hex(plain) != name) throw DamagedBytes("its checksum differs");
  if (!has(name) || !isWhole(name, frame)) writeFrame(name, frame);
}

// Mostly it is there in the same bytes, which need not be expanded once more. One that cannot be
// read is as good as none.
bool BlobStore::isWhole(const std::string& name, std::string_view frame) const {
  try {
    if (frameIn(*this, name) != frame) block(name);
    return true;
  } catch (const BlobMissing&) {
    return false;
  }
}

std::string BlobStore::block(const std::string& name) const {
  try {
    auto plain = expand(frameIn(*this, name), kBlockBytes);
    if (sha256Hex(plain) == name) return plain;
  } catch (const DamagedBytes& error) {
    throw BlobMissing("blob " + name + ": " + error.what());
  }
  throw BlobMissing("blob " + name + " has another content than it had");
}

// Known as in the making before there is a file, which a sweep could meet.
BlobStore::NewBlob::NewBlob(BlobStore& store, std::string name)
    : store_(store), name_(std::move(name)) {
  store_.noteMaking(name_);
  try {
    store_.makeDirectoryFor(name_);
    file_ = create(store_.pathOf(name_) + std::string(kUnfinished));
  } catch (...) {
    store_.noteMade(name_);
    throw;
  }
}

BlobStore::NewBlob::~NewBlob() {
  const auto path = store_.pathOf(name_);
  if (file_ >= 0) ::close(file_);
  if (!kept_) {
    ::unlink((path + std::string(kUnfinished)).c_str());
    ::unlink(path.c_str());
    store_.giveBack(size_);
  }
  store_.noteMade(name_);
}

void BlobStore::NewBlob::append(std::string_view bytes) {
  store_.take(bytes.size());
  size_ += bytes.size();
  writeAll(file_, bytes, store_.pathOf(name_));
}

void BlobStore::NewBlob::finish() {
  const auto path = store_.pathOf(name_);
  const auto unfinished = path + std::string(kUnfinished);
  closeWhole(std::exchange(file_, -1), unfinished, store_.durability_);
  rename(unfinished, path);
  syncName(path, store_.durability_);
}

BlobStore::Hold::~Hold() {
  for (const auto& name : names_) store_.noteMade(name);
}

void BlobStore::Hold::add(const std::string& name) {
  names_.push_back(name);
  store_.noteMaking(name);
}

// Held before it is looked for, so that no sweep comes between.
std::string BlobStore::Hold::putBlock(std::string_view plain) {
  auto name = sha256Hex(plain);
  add(name);
  if (!store_.has(name)) store_.writeFrame(name, compress(plain));
  return name;
}

void BlobStore::Hold::putFrame(const std::string& name, std::string_view frame) {
  add(name);
  store_.putFrame(name, frame);
}

std::unique_ptr<BlobStore::NewBlob> BlobStore::begin() {
  return std::unique_ptr<NewBlob>(new NewBlob(*this, newName()));
}

std::unique_ptr<BlobStore::NewBlob> BlobStore::beginAs(const std::string& name) {
  return std::unique_ptr<NewBlob>(new NewBlob(*this, name));
}

BlobStore::Reader::Reader(const BlobStore& store, const std::string& name) {
  file_ = ::open(store.pathOf(name).c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file_ < 0 || ::fstat(file_, &status) != 0) {
    const auto reason = std::generic_category().message(errno);
    if (file_ >= 0) ::close(file_);
    throw BlobMissing("blob " + name + ": " + reason);
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

BlobStore::Reader::~Reader() { ::close(file_); }

std::size_t BlobStore::Reader::readAt(std::uint64_t offset, char* into, std::size_t room) const {
  std::size_t done = 0;
  while (done < room) {
    const auto got = ::pread(file_, into + done, room - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw BlobMissing("a blob: " + std::generic_category().message(errno));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::uint64_t BlobStore::sizeOf(const std::string& name) const {
  return Reader(*this, name).size();
}

std::uint64_t BlobStore::countFiles() const {
  std::error_code error;
  std::uint64_t bytes = 0;
  for (fs::recursive_directory_iterator entry(directory_, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    if (entry->is_regular_file(gone)) bytes += entry->file_size(gone);
  }
  return bytes;
}

std::string BlobStore::newScratch() {
  auto path = scratch_ + "/" + newName();
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) fs::permissions(scratch_, fs::perms::owner_all, error);
  if (error) throw std::runtime_error(path + ": " + error.message());
  return path;
}

void BlobStore::removeScratch() const {
  std::error_code ignored;
  fs::remove_all(scratch_, ignored);
}

// Waits for a sweep that goes on, which knows nothing of what is asked for here.
BlobStore::Stillness BlobStore::keepStill() {
  const std::lock_guard lock(mutex_);
  return still_;
}

std::uint64_t BlobStore::sweep(const Names& inUse) {
  const std::lock_guard lock(mutex_);
  if (still_.use_count() > 1) return 0;
  std::error_code error;
  std::uint64_t freed = 0;
  for (fs::recursive_directory_iterator entry(directory_, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    if (!entry->is_regular_file(gone)) continue;
    const auto name = entry->path().filename().string();
    const auto whole = name.substr(0, name.find('.'));
    if (inUse.contains(name) || inTheMaking_.contains(whole)) continue;
    const auto size = entry->file_size(gone);
    if (fs::remove(entry->path(), gone)) freed += size;
  }
  used_ -= std::min(freed, used_);
  return freed;
}

}  // namespace amilocal
