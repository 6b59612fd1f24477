#include "amilocal/core/text.h"

#include <gtest/gtest.h>

#include "amilocal/core/hash.h"

namespace amilocal {
namespace {

TEST(FormText, IsDecoded) {
  EXPECT_EQ(decodeForm("a+b%2Fc%3d"), "a b/c=");
  EXPECT_EQ(decodePercent("a+b"), "a+b");
  EXPECT_FALSE(decodeForm("%4"));
  EXPECT_FALSE(decodeForm("%zz"));
  EXPECT_EQ(encodePercent("a b/c~", "/"), "a%20b/c~");
}

TEST(Base64, RoundTrips) {
  for (const std::string text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
    EXPECT_EQ(decodeBase64(encodeBase64(text)), text);
  EXPECT_EQ(encodeBase64("foob"), "Zm9vYg==");
  EXPECT_EQ(decodeBase64("Zm9v\nYg=="), "foob");
  for (const auto* text : {"Z", "Zm9", "Zm=v", "Zm9v!A==", "Z==="})
    EXPECT_FALSE(decodeBase64(text));
}

struct PatternCase {
  const char* pattern;
  const char* text;
  bool matches;
};
// aws-facts/images.md section 4: `*` any run, `?` one or none, backslash for the literal character.
TEST(Pattern, FollowsTheRulesOfFilters) {
  const PatternCase cases[] = {
      {"al2023-ami-2023.*-x86_64", "al2023-ami-2023.12.20260727.0-kernel-6.1-x86_64", true},
      {"al2023-ami-2023.*-x86_64", "al2023-ami-2023.12.20260727.0-kernel-6.1-arm64", false},
      {"*", "", true},
      {"", "", true},
      {"", "a", false},
      {"a?c", "abc", true},
      {"a?c", "ac", true},
      {"a?c", "abbc", false},
      {"a\\*c", "a*c", true},
      {"a\\*c", "abc", false},
      {"a\\?", "a?", true},
      {"a\\\\b", "a\\b", true},
      {"ABC", "abc", false},
      {"*b*b*", "abab", true},
      {"trailing\\", "trailing\\", true},
      {"*", "abc", true},
      {"a*", "b", false},
      {"*a", "ba", true},
      {"*a", "ab", false},
      {"**a**", "a", true},
      {"a*b*c", "a1b2b3c", true},
      {"a*\\*", "abc*", true},
      {"a*\\*", "abc", false},
      {"abc", "abcd", false},
      {"abcd", "abc", false},
  };
  for (const auto& c : cases)
    EXPECT_EQ(matchesPattern(c.pattern, c.text), c.matches) << c.pattern << " / " << c.text;
}

// Patterns come from clients: a row of stars must not take exponential time.
TEST(Pattern, CannotBeMadeSlow) {
  const std::string text(2000, 'a');
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "*a?";
  EXPECT_FALSE(matchesPattern(pattern + "b", text));
}

TEST(Pattern, TellsItsLiteralPrefix) {
  EXPECT_TRUE(isPattern("a*"));
  EXPECT_FALSE(isPattern("a\\*"));
  EXPECT_EQ(literalPrefix("al2023-*"), "al2023-");
  EXPECT_EQ(literalPrefix("a\\*b?c"), "a*b");
  for (const auto* prefix : {"*", "al2023-*", "a\\**", "a\\\\*"})
    EXPECT_TRUE(isPrefixPattern(prefix)) << prefix;
  for (const auto* other : {"", "al2023", "a\\*", "*a", "a*b*", "a?*", "a**", "a?"})
    EXPECT_FALSE(isPrefixPattern(other)) << other;
}

TEST(XmlText, ExcludesWhatAnAnswerCannotCarry) {
  EXPECT_TRUE(isXmlText("plain\ttext\nÄ€😀"));
  EXPECT_FALSE(isXmlText(std::string_view("a\0b", 3)));
  EXPECT_FALSE(isXmlText("\x01"));
  EXPECT_FALSE(isXmlText("\xff"));
  EXPECT_FALSE(isXmlText("\xc3"));
  EXPECT_FALSE(isXmlText("\xed\xa0\x80"));  // a surrogate
  EXPECT_FALSE(isXmlText("\xc0\xaf"));      // an overlong slash
}

TEST(Numbers, AreReadStrictly) {
  EXPECT_EQ(parseInteger("-12"), -12);
  for (const auto* text : {"", "1x", "1.0", " 1", "99999999999999999999"})
    EXPECT_FALSE(parseInteger(text)) << text;
  EXPECT_EQ(parseDecimal("1.5"), 1.5);
  EXPECT_FALSE(parseDecimal("nan"));
}

TEST(Numbers, AreGroupedAsInTheDescriptionOfACopy) {
  EXPECT_EQ(groupThousands(1541312685382), "1,541,312,685,382");
  EXPECT_EQ(groupThousands(999), "999");
  EXPECT_EQ(groupThousands(-1000), "-1,000");
}

TEST(Nearest, FindsWhatWasMeant) {
  constexpr std::string_view kNames[] = {"port", "host", "data-dir"};
  EXPECT_EQ(nearest("prt", kNames), "port");
  EXPECT_EQ(nearest("datadir", kNames), "data-dir");
  EXPECT_EQ(nearest("zzzzzzzz", kNames), "");
}

TEST(Lists, AreSplitAndJoined) {
  EXPECT_EQ(split("a,,b", ',').size(), 3U);
  const std::vector<std::string> parts{"a", "b"};
  EXPECT_EQ(join(parts, ", "), "a, b");
  EXPECT_EQ(trim(" \t x \n"), "x");
  EXPECT_TRUE(equalsIgnoringCase("Content-Type", "content-type"));
}

// RFC 6234 and RFC 4231 test vectors.
TEST(Hash, IsSha256) {
  EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(encodeHex(hmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(stableHash("ami"), stableHash("ami"));
  EXPECT_NE(stableHash("ami"), stableHash("amj"));
}

TEST(Text, ReadsTheHexadecimalThatItWrites) {
  EXPECT_EQ(encodeHex(std::string_view("\x01\xaf", 2)), "01af");
  EXPECT_EQ(decodeHex("01aF"), "\x01\xaf");
  EXPECT_FALSE(decodeHex("0"));
  EXPECT_FALSE(decodeHex("0x"));
}

}  // namespace
}  // namespace amilocal
