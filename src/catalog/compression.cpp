#include "amilocal/catalog/compression.h"

#include <zstd.h>

#include <cstdint>
#include <memory>

namespace amilocal {
namespace {

// Blocks of a disk are written once and often read: the fastest level already takes most of what
// there is to take.
constexpr int kLevel = 1;

// RFC 8878, 3.1.2: any of sixteen numbers; this is the first, least significant byte first.
constexpr std::string_view kSkippableMagic("\x50\x2a\x4d\x18", 4);

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string compress(std::string_view plain) {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string frame(ZSTD_compressBound(plain.size()), '\0');
  const auto size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), plain.data(), plain.size());
  if (ZSTD_isError(size)) throw std::runtime_error(ZSTD_getErrorName(size));
  frame.resize(size);
  return frame;
}

std::string expand(std::string_view frame, std::size_t most) {
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    throw DamagedBytes("not a zstd frame of known size");
  if (size > most) throw DamagedBytes("a zstd frame of " + std::to_string(size) + " bytes");
  if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size())
    throw DamagedBytes("a zstd frame is cut short, or followed by other bytes");
  std::string plain(size, '\0');
  const auto read = ZSTD_decompress(plain.data(), plain.size(), frame.data(), frame.size());
  if (ZSTD_isError(read)) throw DamagedBytes(ZSTD_getErrorName(read));
  if (read != size) throw DamagedBytes("a zstd frame has not the size that it tells");
  return plain;
}

std::string skippableFrame(std::string_view content) {
  std::string frame(kSkippableMagic);
  const auto size = static_cast<std::uint32_t>(content.size());
  for (unsigned shift = 0; shift < 32; shift += 8)
    frame += static_cast<char>((size >> shift) & 0xffU);
  return frame.append(content);
}

std::string_view skippableContent(std::string_view text) {
  if (text.size() < kSkippableHead || !text.starts_with(kSkippableMagic)) return {};
  std::uint32_t size = 0;
  for (std::size_t i = kSkippableHead; i-- > kSkippableMagic.size();)
    size = (size << 8U) | static_cast<unsigned char>(text[i]);
  return text.size() - kSkippableHead < size ? std::string_view()
                                             : text.substr(kSkippableHead, size);
}

}  // namespace amilocal
