#include "services/ec2/disk_conversion.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <utility>
#include <vector>

#include "amilocal/core/api_error.h"
#include "amilocal/core/program.h"
#include "amilocal/engine/errands.h"
#include "amilocal/wire/json_reader.h"

namespace amilocal::ec2 {
namespace {

namespace fs = std::filesystem;
using domain::DiskFormat;

constexpr const char* kConverter = "qemu-img";
constexpr const char* kSource = "source";
constexpr const char* kRaw = "disk.raw";
constexpr const char* kTarget = "target";

// A file that is made to take for ever must not.
constexpr std::chrono::minutes kTimeLimit{20};

// The largest volume of EBS.
constexpr std::int64_t kDiskBytesMax = 65'536LL << 30U;

// VMware, "Virtual Disk Format 1.1": the header of a sparse extent begins with these four bytes,
// and its number of sectors stands 12 bytes behind their begin.
constexpr std::string_view kVmdkMagic = "KDMV";
constexpr std::size_t kVmdkCapacityAt = 12, kVmdkHeadBytes = 20;

TransferFailed invalidDisk(std::string_view reason) {
  return TransferFailed(domain::diskValidationFailure(reason));
}

TransferFailed cannotWrite() {
  return TransferFailed("ServerError: the disk cannot be written beside the catalog: " +
                        std::generic_category().message(errno));
}

/// The names that qemu-img has for the formats.
std::string driverOf(DiskFormat format) {
  switch (format) {
    case DiskFormat::vmdk:
      return "vmdk";
    case DiskFormat::vhd:
      return "vpc";
    case DiskFormat::vhdx:
      return "vhdx";
    case DiskFormat::raw:
    case DiskFormat::ova:
      break;
  }
  return "raw";
}

/// How AWS writes them (VM Import/Export User Guide, "Exporting a VM directly from an AMI").
std::string optionsOf(DiskFormat format) {
  return format == DiskFormat::vmdk ? "subformat=streamOptimized"
                                    : "subformat=dynamic,force_size=on";
}

/// A VMDK whose descriptor lies alone, or that has no sectors of its own, names the files that have
/// its bytes: files of this machine.
void checkVmdk(DiskBytes& file) {
  if (file.size() < kVmdkHeadBytes) throw invalidDisk("Unsupported VMDK File Format");
  const auto head = readBytes(file, 0, kVmdkHeadBytes);
  const auto capacity = std::string_view(head).substr(kVmdkCapacityAt);
  const bool hasSectors = capacity.find_first_not_of('\0') != capacity.npos;
  if (!head.starts_with(kVmdkMagic) || !hasSectors)
    throw invalidDisk("Unsupported VMDK File Format");
}

}  // namespace

bool canConvertDisks() { return findProgram(kConverter).has_value(); }

DiskConversion::DiskConversion(BlobStore& blobs, const std::stop_token& stop) try
    : directory_(blobs.newScratch()), limit_(blobs.limit()), stop_(stop) {
} catch (const std::runtime_error& error) {
  throw TransferFailed("ServerError: " + std::string(error.what()));
}

DiskConversion::~DiskConversion() {
  closeFile();
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

void DiskConversion::openFile(const char* name) {
  file_ = open(pathOf(name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file_ < 0) throw cannotWrite();
}

void DiskConversion::closeFile() {
  if (file_ >= 0) close(std::exchange(file_, -1));
}

void DiskConversion::write(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto done = pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw cannotWrite();
    bytes.remove_prefix(static_cast<std::size_t>(done));
    offset += static_cast<std::uint64_t>(done);
  }
}

void DiskConversion::beginRaw(std::uint64_t size) {
  openFile(kRaw);
  if (ftruncate(file_, static_cast<off_t>(size)) != 0) throw cannotWrite();
}

void DiskConversion::spool(DiskBytes& file) {
  openFile(kSource);
  for (std::uint64_t offset = 0; offset < file.size(); offset += kBlockBytes) {
    checkGoesOn(stop_);
    const auto size = std::min<std::uint64_t>(kBlockBytes, file.size() - offset);
    write(offset, readBytes(file, offset, static_cast<std::size_t>(size)));
  }
  closeFile();
}

void DiskConversion::run(std::vector<std::string> arguments, const char* result) {
  const auto program = findProgram(kConverter);
  if (!program) throw TransferFailed("ServerError: qemu-img is not installed any more");
  runProgram({.program = *program,
              .arguments = std::move(arguments),
              .directory = directory_,
              .timeLimit = kTimeLimit,
              .watched = result,
              .sizeLimit = limit_,
              .stop = stop_});
}

// Asked before anything is written: a disk of exbibytes has a head of a few bytes.
void DiskConversion::checkVirtualSize(const std::string& source) {
  const auto text = runProgram({.program = findProgram(kConverter).value_or(kConverter),
                                .arguments = {"info", "--output=json", source},
                                .directory = directory_,
                                .timeLimit = kTimeLimit,
                                .watched = {}});
  const wire::JsonDocument info(text);
  const auto size = info.root().member("virtual-size").integer();
  if (size <= 0 || size > kDiskBytesMax)
    throw invalidDisk("The disk has an unsupported size of " + std::to_string(size) + " bytes");
}

FileBytes DiskConversion::toRaw(DiskBytes& file, DiskFormat format) try {
  if (format == DiskFormat::vmdk) checkVmdk(file);
  spool(file);
  const auto source = R"(json:{"driver":")" + driverOf(format) +
                      R"(","backing":null,"file":{"driver":"file","filename":")" + kSource + "\"}}";
  checkVirtualSize(source);
  run({"convert", "-O", "raw", source, kRaw}, kRaw);
  return FileBytes(pathOf(kRaw));
} catch (const ProgramFailed& error) {
  throw invalidDisk(error.what());
} catch (const ApiError& error) {
  throw invalidDisk(error.message());
}

FileBytes DiskConversion::fromRaw(DiskFormat format) try {
  closeFile();
  run({"convert", "-f", "raw", "-O", driverOf(format), "-o", optionsOf(format), kRaw, kTarget},
      kTarget);
  return FileBytes(pathOf(kTarget));
} catch (const ProgramFailed& error) {
  throw TransferFailed("ServerError: The disk cannot be converted: " + std::string(error.what()));
}

}  // namespace amilocal::ec2
