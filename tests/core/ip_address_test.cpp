#include "amilocal/core/ip_address.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

TEST(IpAddress, ReadsFourNumbers) {
  EXPECT_EQ(parseIpv4("10.0.0.1"), 0x0a000001U);
  EXPECT_EQ(formatIpv4(0xac1f0104U), "172.31.1.4");
  for (const auto* text : {"10.0.0", "10.0.0.256", "10.0.0.1.2", "10..0.1", "ten", "1.2.3.-4"})
    EXPECT_FALSE(parseIpv4(text)) << text;
}

TEST(IpAddress, ClearsTheHostBitsOfARange) {
  EXPECT_EQ(Ipv4Block::parse("100.68.0.18/18")->str(), "100.68.0.0/18");
  EXPECT_EQ(Ipv4Block::parse("1.2.3.4/0")->str(), "0.0.0.0/0");
  EXPECT_EQ(Ipv4Block::parse("1.2.3.4/32")->size(), 1U);
  for (const auto* text : {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x"})
    EXPECT_FALSE(Ipv4Block::parse(text)) << text;
}

TEST(IpAddress, KnowsWhichRangesOverlap) {
  const auto wide = *Ipv4Block::parse("10.0.0.0/16"), narrow = *Ipv4Block::parse("10.0.9.0/24"),
             other = *Ipv4Block::parse("10.1.0.0/16"), all = *Ipv4Block::parse("0.0.0.0/0");
  EXPECT_TRUE(wide.contains(narrow));
  EXPECT_FALSE(narrow.contains(wide));
  EXPECT_TRUE(narrow.overlaps(wide));
  EXPECT_FALSE(wide.overlaps(other));
  EXPECT_TRUE(all.contains(other));
}

TEST(IpAddress, WritesIpv6RangesInTheirShortestForm) {
  EXPECT_EQ(canonicalIpv6Block("2001:DB8:0:1::5/64"), "2001:db8:0:1::/64");
  EXPECT_EQ(canonicalIpv6Block("0:0::0/0"), "::/0");
  for (const auto* text : {"::", "::/129", "10.0.0.0/8", "g::/8"})
    EXPECT_FALSE(canonicalIpv6Block(text)) << text;
}

}  // namespace
}  // namespace amilocal
