#pragma once

#include <string>

#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "ebs/handlers.gen.h"
#include "ebs/shapes.gen.h"
#include "services/ec2/storage_test.h"

namespace amilocal::test {

/// A world in which snapshots are written block by block.
class BlockTest : public StorageTest {
 protected:
  static std::string blockOf(char letter) { return std::string(kBlockBytes, letter); }
  static std::string checksumOf(std::string_view bytes) {
    return encodeBase64(digestOf(DigestKind::sha256, bytes));
  }

  /// A snapshot of 1 GiB that can be written.
  std::string started(const std::optional<std::string>& parent = std::nullopt) {
    return call(&ebs::startSnapshot, {.volumeSize = 1, .parentSnapshotId = parent})
        .snapshotId.value();
  }
  static ebs::PutSnapshotBlockRequest putting(const std::string& id, std::int64_t index,
                                              char letter) {
    return {.snapshotId = id,
            .blockIndex = index,
            .blockData = blockOf(letter),
            .dataLength = static_cast<std::int64_t>(kBlockBytes),
            .checksum = checksumOf(blockOf(letter)),
            .checksumAlgorithm = "SHA256"};
  }
  void put(const std::string& id, std::int64_t index, char letter) {
    call(&ebs::putSnapshotBlock, putting(id, index, letter));
  }
  void complete(const std::string& id, std::int64_t changed) {
    call(&ebs::completeSnapshot, {.snapshotId = id, .changedBlocksCount = changed});
  }
  /// A completed one with these letters as its first blocks.
  std::string written(const std::string& letters,
                      const std::optional<std::string>& parent = std::nullopt) {
    const auto id = started(parent);
    for (std::size_t i = 0; i < letters.size(); ++i)
      put(id, static_cast<std::int64_t>(i), letters[i]);
    complete(id, static_cast<std::int64_t>(letters.size()));
    return id;
  }
  ebs::ListSnapshotBlocksResponse blocksOf(const std::string& id) {
    return call(&ebs::listSnapshotBlocks, {.snapshotId = id});
  }
  /// What is on the disk, a letter for each block that was written.
  std::string lettersOf(const std::string& id) {
    std::string letters;
    for (const auto& block : blocksOf(id).blocks)
      letters +=
          call(&ebs::getSnapshotBlock,
               {.snapshotId = id, .blockIndex = *block.blockIndex, .blockToken = *block.blockToken})
              .blockData->front();
    return letters;
  }
};

/// Expects a ValidationException with this reason.
inline void expectReason(const ApiError& error, std::string_view reason) {
  EXPECT_EQ(error.code(), "ValidationException") << error.message();
  ASSERT_EQ(error.members().size(), 1U);
  EXPECT_EQ(std::get<std::string>(error.members()[0].value), reason) << error.message();
}

inline constexpr const char* kNowhere = "snap-0123456789abcdef0";

}  // namespace amilocal::test
