#include "amilocal/net/http_message.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

TEST(HeaderList, FindsANameInAnyCase) {
  const HeaderList headers{{"Content-Type", "text/xml"}, {"Host", "localhost"}};
  EXPECT_EQ(headers.find("content-type"), "text/xml");
  EXPECT_EQ(headers.find("HOST"), "localhost");
  EXPECT_FALSE(headers.contains("hos"));
}

TEST(HeaderList, GivesTheFirstOfSeveralLinesAndKeepsAll) {
  HeaderList headers;
  headers.add("X-Tag", "a");
  headers.add("x-tag", "b");
  EXPECT_EQ(headers.find("X-Tag"), "a");
  ASSERT_EQ(headers.size(), 2U);
  EXPECT_EQ(headers[1].name, "x-tag");
  EXPECT_EQ(headers[1].value, "b");
}

// An empty value is a value: signatures cover such lines.
TEST(HeaderList, TellsAnEmptyValueFromNone) {
  const HeaderList headers{{"X-Empty", ""}};
  EXPECT_EQ(headers.find("x-empty"), "");
  EXPECT_EQ(headers.find("x-other"), std::nullopt);
}

TEST(HeaderList, IsWalkedInOrder) {
  const HeaderList headers{{"B", "2"}, {"A", "1"}};
  std::string seen;
  for (const auto field : headers) seen.append(field.name).append(field.value);
  EXPECT_EQ(seen, "B2A1");
}

TEST(HttpResponse, CountsBothPartsOfItsBody) {
  HttpResponse response{.body = "own"};
  EXPECT_EQ(response.bodySize(), 3U);
  response.sharedBody = std::make_shared<const std::string>("shared");
  EXPECT_EQ(response.bodySize(), 9U);
}

}  // namespace
}  // namespace amilocal
