#include "net/response_head.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

std::string headOf(const HttpResponse& response, AnswerTo to = {}) {
  to.date = "today";
  std::string out;
  appendHead(out, response, to);
  return out;
}

TEST(ResponseHead, HasStatusHeadersDateAndLength) {
  EXPECT_EQ(headOf({.status = 404, .headers = {{"Content-Type", "text/xml"}}, .body = "gone"}),
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/xml\r\nDate: today\r\n"
            "Content-Length: 4\r\n\r\n");
}

TEST(ResponseHead, TellsAnOldClientThatTheConnectionStays) {
  EXPECT_NE(headOf({}, {.http10 = true, .date = {}}).find("Connection: keep-alive\r\n"),
            std::string::npos);
  EXPECT_NE(headOf({}, {.keepAlive = false, .http10 = true, .date = {}}).find("Connection: close"),
            std::string::npos);
}

// Two lengths in one answer would let two readers see its end in two places.
TEST(ResponseHead, DropsTheFramingThatAHandlerClaims) {
  const auto head = headOf({.headers = {{"content-length", "999"},
                                        {"Transfer-Encoding", "chunked"},
                                        {"Connection", "upgrade"}},
                            .body = "four"});
  EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nDate: today\r\nContent-Length: 4\r\n\r\n");
}

// HeadObject tells the size of an object without having read it.
TEST(ResponseHead, KeepsTheLengthClaimedForHead) {
  const HttpResponse response{.headers = {{"Content-Length", "999"}}};
  EXPECT_NE(headOf(response, {.head = true, .date = {}}).find("Content-Length: 999\r\n"),
            std::string::npos);
  EXPECT_NE(headOf(response).find("Content-Length: 0\r\n"), std::string::npos);
}

TEST(ResponseHead, HasNoLengthWhereNoBodyMayBe) {
  for (const int status : {204, 304}) {
    const HttpResponse response{.status = status, .body = "never sent"};
    EXPECT_EQ(headOf(response).find("Content-Length"), std::string::npos) << status;
    EXPECT_FALSE(sendsBody(response, {}));
  }
}

TEST(ResponseHead, KeepsTheHandlersDate) {
  const auto head = headOf({.headers = {{"date", "yesterday"}}});
  EXPECT_NE(head.find("date: yesterday\r\n"), std::string::npos);
  EXPECT_EQ(head.find("today"), std::string::npos);
}

// A value may echo what a client sent, and must not become a line of its own.
TEST(ResponseHead, MakesALineBreakInAValueASpace) {
  const auto head = headOf({.headers = {{"Location", "/a\r\nSet-Cookie: x"}}});
  EXPECT_NE(head.find("Location: /a  Set-Cookie: x\r\n"), std::string::npos);
}

TEST(ResponseHead, KnowsWhenTheHandlerWantsTheConnectionClosed) {
  EXPECT_TRUE(asksToClose({.headers = {{"connection", "Close"}}}));
  EXPECT_FALSE(asksToClose({.headers = {{"connection", "keep-alive"}}}));
}

// RFC 9110, 5.6.7 gives this very date as its example.
TEST(HttpDate, IsWrittenAsTheRfcDoes) {
  HttpDate date;
  EXPECT_EQ(date.at(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.at(784111778), "Sun, 06 Nov 1994 08:49:38 GMT");
}

TEST(ReasonOf, KnowsTheUsualAndSurvivesTheOthers) {
  EXPECT_EQ(reasonOf(412), "Precondition Failed");
  EXPECT_EQ(reasonOf(599), "Unknown");
}

}  // namespace
}  // namespace amilocal
