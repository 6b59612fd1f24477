#include <gtest/gtest.h>

#include <map>
#include <string>

#include "app/bundle/tar.h"

namespace amilocal::bundle {
namespace {

class Sink : public TarSink {
 public:
  void begin(const std::string& name, std::uint64_t size) override {
    name_ = name;
    content_.assign(size, '\0');
  }
  void write(std::uint64_t offset, std::string_view bytes) override {
    content_.replace(offset, bytes.size(), bytes);
    written_ += bytes.size();
  }

  std::string name_;
  std::string content_;
  std::size_t written_ = 0;
};

std::string tarOf(const TarFile& file, const std::string& content) {
  auto tar = tarHead(file);
  for (const auto& extent : file.extents) tar += content.substr(extent.offset, extent.size);
  return tar + tarTail(file);
}

void read(const std::string& tar, Sink& sink, std::size_t step = 1000) {
  TarReader reader(sink);
  for (std::size_t at = 0; at < tar.size(); at += step)
    reader.write(std::string_view(tar).substr(at, step));
  reader.finish();
}

std::string reasonAgainst(const std::string& tar) {
  Sink sink;
  try {
    read(tar, sink);
  } catch (const BadTar& error) {
    return error.what();
  }
  ADD_FAILURE() << "it was read";
  return {};
}

/// A header whose checksum is right again after a change.
std::string sealed(std::string tar) {
  tar.replace(148, 8, 8, ' ');
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[i]);
  std::string digits;
  for (int i = 0; i < 6; ++i, sum >>= 3) digits.insert(0, 1, static_cast<char>('0' + (sum & 7)));
  tar.replace(148, 6, digits);
  tar[154] = '\0';
  return tar;
}

const TarFile kPlain{"image", 1000, 5, {{0, 1000}}};

TEST(Tar, ComesBackInPiecesOfAnySize) {
  const std::string content(1000, 'x');
  const auto tar = tarOf(kPlain, content);
  EXPECT_EQ(tar.size() % 10'240, 0u);
  for (const std::size_t step : {1u, 511u, 513u, 100'000u}) {
    Sink sink;
    read(tar, sink, step);
    EXPECT_EQ(sink.name_, "image");
    EXPECT_EQ(sink.content_, content);
  }
  Sink empty;
  read(tarOf({"empty", 0, 0, {}}, ""), empty);
  EXPECT_EQ(empty.name_, "empty");
  EXPECT_EQ(empty.content_, "");
}

// GNU tar leaves holes out, and lists what is between them: four pieces in the header, more behind.
TEST(Tar, LeavesHolesOut) {
  for (const int count : {0, 1, 3, 4, 24, 25, 100}) {
    std::string content(200'000, '\0');
    TarFile file{"sparse", content.size(), 0, {}};
    for (int i = 0; i < count; ++i) {
      const Extent extent{static_cast<std::uint64_t>(1000 * i + 512), 100};
      content.replace(extent.offset, extent.size, extent.size, static_cast<char>('a' + i % 26));
      file.extents.push_back(extent);
    }
    Sink sink;
    read(tarOf(file, content), sink);
    EXPECT_EQ(sink.content_, content) << count;
    EXPECT_EQ(sink.written_, static_cast<std::size_t>(100 * count));
  }
}

TEST(Tar, HasFilesOfMoreThanEightGigabytes) {
  const TarFile file{"large", 20ULL << 30, 0, {{0, 20ULL << 30}}};
  TarFile sparse = file;
  sparse.extents = {{19ULL << 30, 1}};
  class Large : public TarSink {
   public:
    void begin(const std::string&, std::uint64_t size) override { size_ = size; }
    void write(std::uint64_t offset, std::string_view) override { offset_ = offset; }
    std::uint64_t size_ = 0, offset_ = 0;
  } sink;
  TarReader plain(sink);
  plain.write(tarHead(file));
  EXPECT_EQ(sink.size_, 20ULL << 30);
  TarReader reader(sink);
  reader.write(tarHead(sparse) + "x" + tarTail(sparse));
  reader.finish();
  EXPECT_EQ(sink.offset_, 19ULL << 30);
}

TEST(Tar, HasNamesOfAHundredBytes) {
  EXPECT_NO_THROW(tarHead({std::string(100, 'n'), 0, 0, {}}));
  EXPECT_THROW(tarHead({std::string(101, 'n'), 0, 0, {}}), BadTar);
}

TEST(Tar, SaysWhatIsWrongWithIt) {
  const auto tar = tarOf(kPlain, std::string(1000, 'x'));
  EXPECT_EQ(reasonAgainst(""), "there is no file in it");
  EXPECT_EQ(reasonAgainst(std::string(10'240, '\0')), "there is no file in it");
  EXPECT_EQ(reasonAgainst(tar.substr(0, 700)), "it ends before its end");
  EXPECT_EQ(reasonAgainst(std::string(512, 'z') + tar), "a number in its header is malformed");
  auto bad = tar;
  bad[0] = 'I';
  EXPECT_EQ(reasonAgainst(bad), "the checksum of its header is not right");
  bad = tar;
  bad[156] = '5';
  EXPECT_EQ(reasonAgainst(sealed(bad)), "it has an entry of the type '5', which is no plain file");
  EXPECT_EQ(reasonAgainst(tar.substr(0, 1536) + tar), "it has more than one file");
}

// A map that lies must not let its reader write outside of the file.
TEST(Tar, HasAMapThatFitsTheFile) {
  const TarFile good{"sparse", 2000, 0, {{0, 100}, {1000, 100}}};
  const std::string content(2000, 'x');
  const auto map = [&](std::size_t entry, std::string_view offset, std::string_view size) {
    auto tar = tarOf(good, content);
    tar.replace(386 + 24 * entry, 11, offset);
    tar.replace(386 + 24 * entry + 12, 11, size);
    return reasonAgainst(sealed(tar));
  };
  const std::string overlap = "the pieces of its file overlap or lie behind its end";
  EXPECT_EQ(map(1, "00000000000", "00000000144"), overlap);
  EXPECT_EQ(map(1, "00000003700", "00000000144"), overlap);
  EXPECT_EQ(map(1, "77777777777", "77777777777"), overlap);
  EXPECT_EQ(map(1, "00000001750", "00000000001"),
            "the pieces of its file have another size than it says");
}

}  // namespace
}  // namespace amilocal::bundle
