#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/domain/errors/transfer_errors.h"
#include "amilocal/domain/transfer.h"
#include "services/ec2/store_test.h"
#include "support/temporary_directory.h"

namespace amilocal::test {

/// PATH for as long as the object lives.
class SearchPath {
 public:
  explicit SearchPath(const std::string& path) : before_(std::getenv("PATH")) {
    setenv("PATH", path.c_str(), 1);
  }
  ~SearchPath() { setenv("PATH", before_.c_str(), 1); }
  SearchPath(const SearchPath&) = delete;
  SearchPath& operator=(const SearchPath&) = delete;
  const std::string& before() const { return before_; }

 private:
  std::string before_;
};

/// A qemu-img of our own: a VMDK is 20 bytes of a head and the raw disk behind them. So what is
/// around the real one is tested where it is not installed.
class FakeConverter {
 public:
  explicit FakeConverter(std::int64_t virtualSize = 1 << 20) : path_(made(virtualSize)) {}

 private:
  std::string made(std::int64_t virtualSize) {
    const auto program = directory_.file(
        "qemu-img",
        "#!/bin/sh\ncase $1 in\ninfo) echo '{\"virtual-size\": " + std::to_string(virtualSize) +
            "}' ;;\nconvert)\n  case $2 in\n"
            "  -O) tail -c +21 source > $5 ;;\n"
            "  *) { printf 'KDMV0123456789012345'; head -c 1048576 $8; } > $9 ;;\n"
            "  esac ;;\nesac\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return directory_.path() + ":" + std::getenv("PATH");
  }

  TemporaryDirectory directory_;
  SearchPath path_;
};

/// A world with a bucket for disks.
class TransferTest : public StoreTest {
 protected:
  /// An object with these bytes, as a client puts it.
  void given(const std::string& key, std::string_view bytes, const std::string& bucket = "images") {
    const auto blob = blobs().begin();
    blob->append(bytes);
    blob->finish();
    blob->keep();
    const auto size = static_cast<std::int64_t>(bytes.size());
    catalog().objects().put(
        {.container = bucket, .key = key, .owner = caller().account, .size = size},
        {{blob->name(), 0, size, 0}});
  }
  /// The bytes of an object, as a client gets them: so many of its beginning.
  std::string bytesOf(const std::string& key, std::size_t size) {
    const auto object = catalog().objects().find("images", key).value();
    s3::ObjectBytes bytes(blobs(), catalog().objects().pieces(object.id));
    return bytes.read(0, size);
  }
  static std::string vmdk(const std::string& raw) { return "KDMV0123456789012345" + raw; }

  static ec2::ImageDiskContainer disk(const std::string& key, const std::string& format = "RAW") {
    ec2::ImageDiskContainer container;
    container.format = format;
    container.userBucket = ec2::UserBucket{.s3Bucket = "images", .s3Key = key};
    return container;
  }
  ec2::ImportImageResult import(const std::vector<ec2::ImageDiskContainer>& disks) {
    return call(&ec2::importImage, {.diskContainers = disks});
  }
  ApiError importError(const std::vector<ec2::ImageDiskContainer>& disks) {
    return errorOf(&ec2::importImage, {.diskContainers = disks});
  }
  ec2::ImportImageTask imageTask(const std::optional<std::string>& id) {
    return call(&ec2::describeImportImageTasks, {.importTaskIds = {id.value()}})
        .importImageTasks.at(0);
  }

  static ec2::ImportSnapshotRequest snapshotImport(const std::string& key,
                                                   const std::string& format = "RAW") {
    ec2::SnapshotDiskContainer container;
    container.format = format;
    container.userBucket = ec2::UserBucket{.s3Bucket = "images", .s3Key = key};
    ec2::ImportSnapshotRequest request;
    request.diskContainer = container;
    return request;
  }
  ec2::SnapshotTaskDetail snapshotTask(const std::optional<std::string>& id) {
    return call(&ec2::describeImportSnapshotTasks, {.importTaskIds = {id.value()}})
        .importSnapshotTasks.at(0)
        .snapshotTaskDetail.value();
  }

  static ec2::ExportImageRequest exportOf(const std::string& image,
                                          const std::string& format = "RAW") {
    ec2::ExportImageRequest request;
    request.imageId = image;
    request.diskImageFormat = format;
    request.s3ExportLocation = {.s3Bucket = "images", .s3Prefix = "out/"};
    return request;
  }
  ec2::ExportImageTask exportTask(const std::optional<std::string>& id) {
    return call(&ec2::describeExportImageTasks, {.exportImageTaskIds = {id.value()}})
        .exportImageTasks.at(0);
  }
};

}  // namespace amilocal::test
