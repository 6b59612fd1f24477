#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/tar.h"

/// The tar of one file, as GNU tar writes it with `--sparse`: the form inside of bundles.
namespace amilocal::bundle {

/// A run of bytes of a file that is no hole.
struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  friend bool operator==(const Extent&, const Extent&) = default;
};

struct TarFile {
  std::string name;
  std::uint64_t size = 0;
  std::int64_t modifiedAt = 0;  ///< seconds since 1970
  std::vector<Extent> extents;  ///< in order; what is between them is zero
};

/// What stands before the bytes of the extents. Throws BadTar for a name of more than 100 bytes.
std::string tarHead(const TarFile& file);

/// What stands behind them.
std::string tarTail(const TarFile& file);

/// Where the file of a tar goes.
class TarSink {
 public:
  virtual ~TarSink() = default;
  virtual void begin(const std::string& name, std::uint64_t size) = 0;
  virtual void write(std::uint64_t offset, std::string_view bytes) = 0;
};

/// Takes a tar apart that has one file and comes in pieces: plain, or sparse in GNU's old form.
class TarReader {
 public:
  explicit TarReader(TarSink& sink) : sink_(sink) {}

  /// Throws BadTar.
  void write(std::string_view bytes);

  /// Throws BadTar when the file has not come whole.
  void finish() const;

 private:
  enum class Place { head, sparseMap, content, padding, behind };

  void takeBlock(std::string_view block);
  void takeHead(std::string_view block);
  void takeMap(std::string_view entries, std::size_t count);
  void endMap();
  std::size_t takeContent(std::string_view bytes);
  void endContent();
  void goTo(Place place);

  TarSink& sink_;
  Place place_ = Place::head;
  std::string block_;
  std::string name_;
  std::uint64_t size_ = 0;  ///< of the file
  std::uint64_t left_ = 0;  ///< of what the tar has of it
  std::uint64_t padding_ = 0;
  std::vector<Extent> extents_;
  std::size_t extent_ = 0;
  std::uint64_t written_ = 0;  ///< of the present extent
  bool hasFile_ = false;
};

}  // namespace amilocal::bundle
