#include "amilocal/core/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <iterator>
#include <stdexcept>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

struct NamedKind {
  DigestKind kind;
  std::string_view name;
};
constexpr NamedKind kKinds[] = {
    {DigestKind::md5, "MD5"},       {DigestKind::sha1, "SHA1"},
    {DigestKind::sha256, "SHA256"}, {DigestKind::crc32, "CRC32"},
    {DigestKind::crc32c, "CRC32C"}, {DigestKind::crc64nvme, "CRC64NVME"},
};

/// A cyclic redundancy check whose bits run from the lowest up, as all of S3's do. It begins with
/// ones and ends inverted.
struct Polynomial {
  std::uint64_t bits;
  std::uint64_t ones;
  std::size_t bytes;
};
constexpr Polynomial kCrc32{0xedb88320U, 0xffffffffU, 4};                      // ISO-HDLC
constexpr Polynomial kCrc32c{0x82f63b78U, 0xffffffffU, 4};                     // Castagnoli
constexpr Polynomial kCrc64nvme{0x9a6c9329ac4bc9b5U, 0xffffffffffffffffU, 8};  // NVM Express

/// Row k has the effect of each byte with k bytes after it, so that eight bytes are one step.
using CrcTable = std::array<std::array<std::uint64_t, 256>, 8>;

CrcTable makeTable(const Polynomial& polynomial) {
  CrcTable table{};
  for (std::uint64_t byte = 0; byte < 256; ++byte) {
    std::uint64_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? polynomial.bits : 0);
    table[0][byte] = crc;
  }
  for (std::size_t row = 1; row < table.size(); ++row)
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const auto before = table[row - 1][byte];
      table[row][byte] = (before >> 8U) ^ table[0][before & 0xffU];
    }
  return table;
}

struct Crc {
  Polynomial polynomial;
  CrcTable table;
};

const Crc& crcOf(DigestKind kind) {
  static const Crc k32{kCrc32, makeTable(kCrc32)};
  static const Crc k32c{kCrc32c, makeTable(kCrc32c)};
  static const Crc k64{kCrc64nvme, makeTable(kCrc64nvme)};
  return kind == DigestKind::crc32 ? k32 : kind == DigestKind::crc32c ? k32c : k64;
}

std::uint64_t updateCrc(const CrcTable& table, std::uint64_t crc, std::string_view bytes) {
  static_assert(std::endian::native == std::endian::little);
  while (bytes.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof(word));
    word ^= crc;
    crc = 0;
    for (std::size_t i = 0; i < table.size(); ++i)
      crc ^= table[table.size() - 1 - i][(word >> (8 * i)) & 0xffU];
    bytes.remove_prefix(sizeof(word));
  }
  for (const char c : bytes)
    crc = (crc >> 8U) ^ table[0][(crc ^ static_cast<unsigned char>(c)) & 0xffU];
  return crc;
}

std::string bigEndian(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = bytes; i-- > 0;) text += static_cast<char>((value >> (8 * i)) & 0xffU);
  return text;
}

std::uint64_t fromBigEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
}

/// What a fixed number of zero bits does to a CRC: column i is its effect on bit i.
using CrcMatrix = std::array<std::uint64_t, 64>;

std::uint64_t times(const CrcMatrix& matrix, std::uint64_t crc) {
  std::uint64_t sum = 0;
  for (std::size_t bit = 0; crc != 0; ++bit, crc >>= 1U)
    if ((crc & 1U) != 0) sum ^= matrix[bit];
  return sum;
}

CrcMatrix squared(const CrcMatrix& matrix) {
  CrcMatrix square{};
  for (std::size_t bit = 0; bit < square.size(); ++bit) square[bit] = times(matrix, matrix[bit]);
  return square;
}

const EVP_MD* algorithmOf(DigestKind kind) {
  if (kind == DigestKind::md5) return EVP_md5();
  return kind == DigestKind::sha1 ? EVP_sha1() : EVP_sha256();
}

void require(bool done) {
  if (!done) throw std::runtime_error("a digest is not available");
}

}  // namespace

std::string_view toString(DigestKind kind) {
  return std::ranges::find(kKinds, kind, &NamedKind::kind)->name;
}

std::optional<DigestKind> parseDigestKind(std::string_view text) {
  for (const auto& [kind, name] : kKinds)
    if (equalsIgnoringCase(text, name)) return kind;
  return std::nullopt;
}

bool isCrc(DigestKind kind) {
  return kind == DigestKind::crc32 || kind == DigestKind::crc32c || kind == DigestKind::crc64nvme;
}

struct Digest::State {
  explicit State(DigestKind which) : kind(which) {
    if (isCrc(kind)) {
      crc = crcOf(kind).polynomial.ones;
      return;
    }
    require(context != nullptr && EVP_DigestInit_ex(context, algorithmOf(kind), nullptr) == 1);
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const DigestKind kind;
  std::uint64_t crc = 0;
  EVP_MD_CTX* context = EVP_MD_CTX_new();
};

Digest::Digest(DigestKind kind) : state_(std::make_unique<State>(kind)) {}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

DigestKind Digest::kind() const { return state_->kind; }

void Digest::update(std::string_view bytes) {
  if (isCrc(state_->kind))
    state_->crc = updateCrc(crcOf(state_->kind).table, state_->crc, bytes);
  else
    require(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Digest::finish() {
  if (isCrc(state_->kind)) {
    const auto& polynomial = crcOf(state_->kind).polynomial;
    return bigEndian(state_->crc ^ polynomial.ones, polynomial.bytes);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  require(EVP_DigestFinal_ex(state_->context, bytes.data(), &size) == 1);
  return {bytes.begin(), bytes.begin() + size};
}

std::string digestOf(DigestKind kind, std::string_view bytes) {
  Digest digest(kind);
  digest.update(bytes);
  return digest.finish();
}

std::string joinCrc(DigestKind kind, std::string_view first, std::string_view second,
                    std::uint64_t secondSize) {
  const auto& polynomial = crcOf(kind).polynomial;
  CrcMatrix matrix{};  // one zero bit
  matrix[0] = polynomial.bits;
  for (std::size_t bit = 1; bit < 8 * polynomial.bytes; ++bit)
    matrix[bit] = std::uint64_t{1} << (bit - 1);
  for (int i = 0; i < 3; ++i) matrix = squared(matrix);  // one zero byte
  auto crc = fromBigEndian(first);
  for (auto left = secondSize; left != 0; left >>= 1U, matrix = squared(matrix))
    if ((left & 1U) != 0) crc = times(matrix, crc);
  return bigEndian(crc ^ fromBigEndian(second), polynomial.bytes);
}

}  // namespace amilocal
