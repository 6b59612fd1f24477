#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>

/// Compression in gzip's form (RFC 1952), of bytes that come in pieces.
namespace amilocal {

/// The bytes are no gzip, or are damaged.
class BadGzip : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Takes what comes out, piece by piece; the bytes are gone when it returns.
using ByteSink = std::function<void(std::string_view)>;

class GzipWriter {
 public:
  explicit GzipWriter(ByteSink sink);
  ~GzipWriter();
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  void write(std::string_view bytes);
  void finish();  ///< no more bytes come

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class GzipReader {
 public:
  explicit GzipReader(ByteSink sink);
  ~GzipReader();
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  /// Throws BadGzip for what is no gzip, has another checksum than its bytes, or goes on behind its
  /// end.
  void write(std::string_view bytes);
  void finish();  ///< throws BadGzip when the end has not come

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace amilocal
