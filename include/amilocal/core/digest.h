#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace amilocal {

/// The digests that clients of S3 and of the EBS direct APIs send along with bytes.
enum class DigestKind { md5, sha1, sha256, crc32, crc32c, crc64nvme };

/// `CRC32C` and so on, as S3 spells them; case does not matter when reading.
std::string_view toString(DigestKind kind);
std::optional<DigestKind> parseDigestKind(std::string_view text);

bool isCrc(DigestKind kind);

/// A digest of bytes that come in pieces.
class Digest {
 public:
  explicit Digest(DigestKind kind);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  DigestKind kind() const;
  void update(std::string_view bytes);

  /// The digest's own bytes, most significant first. At most once.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string digestOf(DigestKind kind, std::string_view bytes);

/// The CRC of two texts one after the other, from their CRCs and the size of the second.
std::string joinCrc(DigestKind kind, std::string_view first, std::string_view second,
                    std::uint64_t secondSize);

}  // namespace amilocal
