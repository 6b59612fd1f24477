#include "amilocal/net/gzip.h"

#include <algorithm>
#include <array>
#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/beast/zlib/inflate_stream.hpp>
#include <optional>
#include <string>
#include <utility>

#include "amilocal/core/digest.h"

namespace amilocal {
namespace {

namespace zlib = boost::beast::zlib;

// RFC 1952, 2.3: the mark, deflate, no flags, no time, nothing of the level, made by Unix.
constexpr std::string_view kHead("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
constexpr std::size_t kTailBytes = 8;

// Nobody's header is longer; a hostile one must not fill the memory.
constexpr std::size_t kHeadMax = 1 << 17;

using Room = std::array<char, 65536>;

std::uint32_t littleEndian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string littleEndian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

// A Digest has its bytes the other way round.
std::string tailOf(Digest& crc, std::uint64_t size) {
  auto tail = crc.finish();
  std::swap(tail[0], tail[3]);
  std::swap(tail[1], tail[2]);
  return tail + littleEndian(static_cast<std::uint32_t>(size));
}

/// The size of the header that the bytes begin with; empty while it is not all there.
std::optional<std::size_t> headSize(std::string_view bytes) {
  constexpr unsigned kHeadCrc = 2, kExtra = 4, kName = 8, kComment = 16;
  const auto mark = bytes.substr(0, 3);
  if (mark != kHead.substr(0, mark.size())) throw BadGzip("it is not compressed by gzip");
  if (bytes.size() < kHead.size()) return std::nullopt;
  const auto flags = static_cast<unsigned char>(bytes[3]);
  auto size = kHead.size();
  if ((flags & kExtra) != 0) {
    if (bytes.size() < size + 2) return std::nullopt;
    size += 2 + littleEndian(std::string(bytes.substr(size, 2)) + std::string(2, '\0'));
  }
  for (const auto flag : {kName, kComment}) {
    if ((flags & flag) == 0) continue;
    const auto end = bytes.find('\0', size);
    if (end == std::string_view::npos) return std::nullopt;
    size = end + 1;
  }
  if ((flags & kHeadCrc) != 0) size += 2;
  if (bytes.size() < size) return std::nullopt;
  return size;
}

}  // namespace

// ---- Writing -----------------------------------------------------------------------------------

struct GzipWriter::State {
  ByteSink sink;
  zlib::deflate_stream stream{};
  Digest crc{DigestKind::crc32};
  std::uint64_t size = 0;
  Room room{};

  void deflate(std::string_view bytes, zlib::Flush flush) {
    zlib::z_params at{};
    at.next_in = bytes.data();
    at.avail_in = bytes.size();
    for (;;) {
      at.next_out = room.data();
      at.avail_out = room.size();
      boost::beast::error_code ec;
      stream.write(at, flush, ec);
      sink({room.data(), room.size() - at.avail_out});
      if (ec == zlib::error::end_of_stream || ec == zlib::error::need_buffers) return;
      if (ec) throw std::runtime_error("cannot compress: " + ec.message());
      if (flush == zlib::Flush::none && at.avail_in == 0 && at.avail_out > 0) return;
    }
  }
};

GzipWriter::GzipWriter(ByteSink sink) : state_(new State{std::move(sink)}) {
  constexpr int kLevel = 6, kWindowBits = 15, kMemoryLevel = 8;  // as gzip has them
  state_->stream.reset(kLevel, kWindowBits, kMemoryLevel, zlib::Strategy::normal);
  state_->sink(kHead);
}

GzipWriter::~GzipWriter() = default;

void GzipWriter::write(std::string_view bytes) {
  if (bytes.empty()) return;
  state_->crc.update(bytes);
  state_->size += bytes.size();
  state_->deflate(bytes, zlib::Flush::none);
}

void GzipWriter::finish() {
  state_->deflate({}, zlib::Flush::finish);
  state_->sink(tailOf(state_->crc, state_->size));
}

// ---- Reading -----------------------------------------------------------------------------------

struct GzipReader::State {
  enum class Place { head, body, tail };

  ByteSink sink;
  zlib::inflate_stream stream{};
  Digest crc{DigestKind::crc32};
  std::uint64_t size = 0;
  Place place = Place::head;
  std::string kept{};  ///< of the head or the tail
  std::string late{};  ///< the last bytes that the stream took
  Room room{};

  /// Answers what is left behind the end of the compressed bytes, no more of it than a tail and a
  /// byte.
  std::string inflate(std::string_view bytes) {
    zlib::z_params at{};
    at.next_in = bytes.data();
    at.avail_in = bytes.size();
    while (at.avail_in > 0 || at.avail_out == 0) {
      at.next_out = room.data();
      at.avail_out = room.size();
      boost::beast::error_code ec;
      stream.write(at, zlib::Flush::sync, ec);
      const std::string_view out(room.data(), room.size() - at.avail_out);
      crc.update(out);
      size += out.size();
      if (!out.empty()) sink(out);
      if (ec == zlib::error::end_of_stream) {
        place = Place::tail;
        const auto left = bytes.substr(bytes.size() - at.avail_in);
        remember(bytes.substr(0, bytes.size() - at.avail_in));
        return readAhead(at) + std::string(left.substr(0, kTailBytes + 1));
      }
      if (ec == zlib::error::need_buffers) break;
      if (ec) throw BadGzip("its compressed bytes are damaged: " + ec.message());
    }
    remember(bytes);
    return {};
  }

  void remember(std::string_view bytes) {
    constexpr std::size_t kMost = 4;  // bytes that the stream takes at once
    late += bytes.substr(bytes.size() - std::min(bytes.size(), kMost));
    late.erase(0, late.size() - std::min(late.size(), kMost));
  }

  /// Near the end the stream takes bytes that belong to the tail, maybe in an earlier piece, and
  /// says only how many bits of them it did not use.
  std::string readAhead(const zlib::z_params& at) const {
    constexpr unsigned kBits = 63;
    const auto unused = (static_cast<unsigned>(at.data_type) & kBits) / 8;
    return late.substr(late.size() - std::min<std::size_t>(late.size(), unused));
  }

  void checkTail() {
    if (kept.size() > kTailBytes) throw BadGzip("there are bytes behind its end");
    if (kept.size() == kTailBytes && kept != tailOf(crc, size))
      throw BadGzip("its checksum is not that of its bytes");
  }
};

GzipReader::GzipReader(ByteSink sink) : state_(new State{std::move(sink)}) {}
GzipReader::~GzipReader() = default;

void GzipReader::write(std::string_view bytes) {
  using Place = State::Place;
  auto& state = *state_;
  std::string rest;
  std::string tail;
  if (state.place == Place::head) {
    state.kept += bytes;
    const auto size = headSize(state.kept);
    if (!size && state.kept.size() > kHeadMax) throw BadGzip("its header is too long");
    if (!size) return;
    rest = state.kept.substr(*size);
    bytes = rest;
    state.kept.clear();
    state.place = Place::body;
  }
  if (state.place == Place::body) bytes = tail = state.inflate(bytes);
  if (state.place != Place::tail) return;
  const auto before = state.kept.size();
  state.kept += bytes.substr(0, kTailBytes + 1);
  if (state.kept.size() > kTailBytes) throw BadGzip("there are bytes behind its end");
  if (before < kTailBytes && state.kept.size() == kTailBytes) state.checkTail();
}

void GzipReader::finish() {
  if (state_->place != State::Place::tail || state_->kept.size() != kTailBytes)
    throw BadGzip("it ends before its end");
}

}  // namespace amilocal
