#include "s3_test.h"

namespace amilocal::test {
namespace {

class S3Listing : public S3Test {
 protected:
  S3Listing() {
    givenBucket("images");
    for (const auto* key : {"a", "b/1", "b/2", "b/c/3", "d", "e/4"})
      put("/images/" + std::string(key), "x");
  }
  /// The keys, then the common prefixes, as they stand in the answer.
  static std::string names(const Answered& answer) {
    std::string names;
    for (const std::string element : {"<Key>", "<CommonPrefixes><Prefix>"})
      for (auto at = answer.body.find(element); at != std::string::npos;
           at = answer.body.find(element, at + 1)) {
        const auto from = at + element.size();
        names += answer.body.substr(from, answer.body.find('<', from) - from) + " ";
      }
    return names;
  }
};

TEST_F(S3Listing, GivesKeysInTheirOrder) {
  const auto answer = send("GET", "/images?list-type=2");
  EXPECT_EQ(names(answer), "a b/1 b/2 b/c/3 d e/4 ");
  EXPECT_EQ(answer.element("KeyCount"), "6");
  EXPECT_EQ(answer.element("IsTruncated"), "false");
}

TEST_F(S3Listing, JoinsKeysAtTheDelimiter) {
  EXPECT_EQ(names(send("GET", "/images?list-type=2&delimiter=%2F")), "a d b/ e/ ");
  EXPECT_EQ(names(send("GET", "/images?list-type=2&delimiter=%2F&prefix=b%2F")), "b/1 b/2 b/c/ ");
}

TEST_F(S3Listing, GoesOnWhereThePageEnded) {
  std::string all;
  std::string token;
  for (int pages = 0; pages < 10; ++pages) {
    auto target = std::string("/images?list-type=2&delimiter=%2F&max-keys=1");
    if (!token.empty()) target += "&continuation-token=" + encodePercent(token);
    const auto page = send("GET", target);
    all += names(page);
    if (page.element("IsTruncated") == "false") break;
    token = page.element("NextContinuationToken");
  }
  EXPECT_EQ(all, "a b/ d e/ ");
}

TEST_F(S3Listing, StartsBehindAKey) {
  EXPECT_EQ(names(send("GET", "/images?list-type=2&start-after=b%2F2")), "b/c/3 d e/4 ");
  EXPECT_EQ(names(send("GET", "/images?list-type=2&start-after=b%2F&delimiter=%2F")), "d b/ e/ ");
  EXPECT_EQ(names(send("GET", "/images?marker=d")), "e/4 ");
  EXPECT_EQ(codeOf("GET", "/images?list-type=2&continuation-token="), "InvalidArgument");
}

// The first version names the next marker with a delimiter only.
TEST_F(S3Listing, OfTheFirstVersionHasMarkers) {
  const auto page = send("GET", "/images?delimiter=%2F&max-keys=2");
  EXPECT_EQ(names(page), "a b/ ");
  EXPECT_EQ(page.element("NextMarker"), "b/");
  EXPECT_EQ(names(send("GET", "/images?delimiter=%2F&marker=b%2F")), "d e/ ");
  EXPECT_EQ(send("GET", "/images?max-keys=1").element("NextMarker"), "(none)");
}

TEST_F(S3Listing, MayBeOfNothing) {
  const auto none = send("GET", "/images?list-type=2&max-keys=0");
  EXPECT_EQ(names(none), "");
  EXPECT_EQ(none.element("IsTruncated"), "false");
  EXPECT_EQ(names(send("GET", "/images?list-type=2&prefix=zzz")), "");
  EXPECT_EQ(codeOf("GET", "/images?max-keys=-1"), "InvalidArgument");
}

// Keys may have characters that XML has not; clients ask for them percent-coded.
TEST_F(S3Listing, EncodesKeysWhenAsked) {
  put("/images/x%20y%2Bz", "x");
  EXPECT_EQ(names(send("GET", "/images?prefix=x&encoding-type=url")), "x%20y%2Bz ");
  EXPECT_EQ(names(send("GET", "/images?prefix=x")), "x y+z ");
  EXPECT_EQ(codeOf("GET", "/images?encoding-type=other"), "InvalidArgument");
}

}  // namespace
}  // namespace amilocal::test
