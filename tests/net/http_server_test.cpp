#include "amilocal/net/http_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>

#include "net/blocking_client.h"
#include "net/running_server.h"

namespace amilocal::testing {
namespace {

TEST(HttpServer, ServesManyRequestsOnOneConnection) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("/a?x=1").body, "GET /a?x=1 ");
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(client.readAnswer().body, "POST / hello");
  EXPECT_EQ(client.get("/b").header("connection"), "(none)");
}

TEST(HttpServer, GivesTheHandlerHeadersPeerAndScheme) {
  RunningServer server([](HttpRequest request, const Respond& respond) {
    respond({.body = std::string(request.headers.find("x-amz-target").value_or("?")) + " " +
                     request.peer + (request.tls ? " tls" : " plain")});
  });
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target:  Get \r\n\r\n");
  EXPECT_EQ(client.readAnswer().body, "Get 127.0.0.1 plain");
}

TEST(HttpServer, ReadsARequestThatComesByteByByte) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  const std::string request = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
  for (const char& byte : request) client.send({&byte, 1});
  EXPECT_EQ(client.readAnswer().body, "POST /x abc");
}

// Pipelined requests are answered in order, though the answer to the first comes later, from
// another thread, and that to the second would come at once.
TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  std::promise<Respond> late;
  RunningServer server([&](HttpRequest request, const Respond& respond) {
    if (request.target == "/late") return late.set_value(respond);
    respond({.body = request.target});
  });
  BlockingClient client(server.port());
  client.send(
      "GET /late HTTP/1.1\r\nHost: a\r\n\r\nGET /early HTTP/1.1\r\nHost: a\r\n\r\n"
      "GET /last HTTP/1.1\r\nHost: a\r\n\r\n");
  late.get_future().get()({.body = "/late"});
  EXPECT_EQ(client.readAnswer().body, "/late");
  EXPECT_EQ(client.readAnswer().body, "/early");
  EXPECT_EQ(client.readAnswer().body, "/last");
}

TEST(HttpServer, JoinsChunksAndDropsTrailers) {
  RunningServer server([](HttpRequest request, const Respond& respond) {
    respond({.body = request.body + (request.headers.contains("x-trailer") ? " trailer" : "")});
  });
  BlockingClient client(server.port());
  client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5;name=value\r\nhello\r\nA\r\n, chunked!\r\n0\r\nX-Trailer: 1\r\n\r\n");
  EXPECT_EQ(client.readAnswer().body, "hello, chunked!");
  EXPECT_EQ(client.get("/").status, 200);
}

TEST(HttpServer, ReadsChunksThatComeByteByByte) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  const std::string request =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n"
      "0\r\n\r\n";
  for (const char& byte : request) client.send({&byte, 1});
  EXPECT_EQ(client.readAnswer().body, "POST / abcde");
}

// S3 clients send no body before they have read 100 Continue.
TEST(HttpServer, TellsAWaitingClientToContinue) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("PUT /o HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n");
  EXPECT_EQ(client.readAnswer().status, 100);
  client.send("body");
  EXPECT_EQ(client.readAnswer().body, "PUT /o body");
}

// botocore waits for it before an empty object as well, and sends nothing more on a connection
// where it did not come.
TEST(HttpServer, TellsAClientWithAnEmptyBodyToContinue) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("PUT /o HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.readAnswer().status, 100);
  EXPECT_EQ(client.readAnswer().body, "PUT /o ");
  EXPECT_EQ(client.get("/y").body, "GET /y ");
}

TEST(HttpServer, DoesNotTellAClientToContinueWhoHas) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send(
      "PUT /o HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\nbody");
  EXPECT_EQ(client.readAnswer().body, "PUT /o body");
}

TEST(HttpServer, SendsNoBodyInAnswerToHead) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.readAnswer("HEAD").header("content-length"), "8");
  EXPECT_EQ(client.get("/y").body, "GET /y ");
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.readAnswer().header("connection"), "close");
  EXPECT_EQ(client.readToEnd(), "");
}

// AWS closes the connection after most errors (aws-facts/errors.md, response headers).
TEST(HttpServer, ClosesWhenTheHandlerAsksForIt) {
  RunningServer server([](const HttpRequest&, const Respond& respond) {
    respond({.status = 400, .headers = {{"Connection", "close"}}});
  });
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("/").header("connection"), "close");
  EXPECT_EQ(client.readToEnd(), "");
}

TEST(HttpServer, KeepsAnOldClientOnlyWhenItAsks) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client.readAnswer().header("connection"), "keep-alive");
  client.send("GET /b HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.readAnswer().body, "GET /b ");
  EXPECT_EQ(client.readToEnd(), "");
}

// A client that takes the server for a proxy; RFC 9112, 3.2.2 obliges every server to understand
// it.
TEST(HttpServer, UnderstandsTheAbsoluteForm) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("http://localhost:4566/a?b=http://c").body, "GET /a?b=http://c ");
  EXPECT_EQ(client.get("HTTPS://localhost").body, "GET / ");
  EXPECT_EQ(client.get("http://localhost?b").body, "GET /?b ");
  EXPECT_EQ(client.get("/?b=http://c/d").body, "GET /?b=http://c/d ");
}

TEST(HttpServer, SendsABodyOfManyTimesTheSocketsBuffer) {
  std::string bytes(20 * 1024 * 1024, 'a');
  for (std::size_t i = 0; i < bytes.size(); i += 997) bytes[i] = static_cast<char>('b' + i % 20);
  const auto body = std::make_shared<const std::string>(std::move(bytes));
  RunningServer server(
      [&](const HttpRequest&, const Respond& respond) { respond({.sharedBody = body}); });
  BlockingClient client(server.port());
  EXPECT_TRUE(client.get("/").body == *body);
  EXPECT_TRUE(client.get("/").body == *body);
}

TEST(HttpServer, ReadsABigBody) {
  RunningServer server([](const HttpRequest& request, const Respond& respond) {
    const auto x = std::count(request.body.begin(), request.body.end(), 'x');
    respond({.body = std::to_string(x)});
  });
  BlockingClient client(server.port());
  const std::string body(8 * 1024 * 1024, 'x');
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
  EXPECT_EQ(client.readAnswer().body, std::to_string(body.size()));
}

// ---- Respond ----------------------------------------------------------------------------------

TEST(Respond, MayBeCalledFromAnotherThread) {
  RunningServer server([](const HttpRequest&, const Respond& respond) {
    std::thread([respond] { respond({.body = "from afar"}); }).detach();
  });
  BlockingClient client(server.port());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.get("/").body, "from afar");
}

// The second answer must not become the answer to the next request.
TEST(Respond, CountsOnceOnly) {
  Respond kept;
  RunningServer server([&](const HttpRequest& request, const Respond& respond) {
    if (request.target == "/first") kept = respond;
    respond({.body = "right"});
    if (kept) kept({.body = "wrong"});
  });
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("/first").body, "right");
  kept({.body = "wrong"});
  EXPECT_EQ(client.get("/second").body, "right");
}

TEST(Respond, DestroyedUncalledAnswers500) {
  RunningServer server([](const HttpRequest&, const Respond&) {},
                       {.renderLimit = [](int, std::string_view code, std::string_view) {
                         return HttpResponse{.body = std::string(code)};
                       }});
  BlockingClient client(server.port());
  const auto answer = client.get("/");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body, "InternalError");
  EXPECT_EQ(client.get("/").status, 500);
}

TEST(Respond, DestroyedUncalledOnAnotherThreadAnswers500) {
  RunningServer server(
      [](const HttpRequest&, const Respond& respond) { std::thread([respond] {}).detach(); });
  EXPECT_EQ(BlockingClient(server.port()).get("/").status, 500);
}

TEST(Respond, IsHarmlessAfterTheClientHasGone) {
  std::promise<Respond> asked;
  RunningServer server([&](const HttpRequest& request, const Respond& respond) {
    if (request.target == "/kept") return asked.set_value(respond);
    respond({.body = "alive"});
  });
  {
    BlockingClient client(server.port());
    client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n");
    client.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  asked.get_future().get()({.body = std::string(10'000'000, 'x')});
  EXPECT_EQ(BlockingClient(server.port()).get("/").body, "alive");
}

TEST(Respond, IsHarmlessAfterTheServerHasGone) {
  std::promise<Respond> asked;
  Respond kept;
  {
    ServerOptions options;
    options.limits.drainTimeout = std::chrono::milliseconds(1);
    RunningServer server(
        [&](const HttpRequest&, const Respond& respond) { asked.set_value(respond); }, options);
    BlockingClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    kept = asked.get_future().get();
    server->stop();
    EXPECT_EQ(client.readToEnd(), "");
  }
  kept({.body = "to nobody"});
  EXPECT_NO_THROW(kept = nullptr);
}

TEST(HttpHandler, AnsweringWithAnExceptionIsA500) {
  RunningServer server(
      [](const HttpRequest&, const Respond&) { throw std::runtime_error("out of order"); });
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("/").status, 500);
  EXPECT_EQ(server.waitFor("http.handler_failed"), "out of order");
}

// ---- Listening --------------------------------------------------------------------------------

TEST(Listening, RefusesAPortInUse) {
  RunningServer server(echo);
  try {
    HttpServer second({.endpoint = {"127.0.0.1", server.port()}}, echo);
    FAIL() << "two servers on one port";
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(error.what(), "Cannot listen on 127.0.0.1 port " + std::to_string(server.port()) +
                                ": the port is in use by another program");
  }
}

TEST(Listening, RefusesAHostThatIsNoAddress) {
  for (const auto* host : {"example.com", "", "300.1.1.1", "203.0.113.7"}) {
    EXPECT_THROW(HttpServer({.endpoint = {host, 0}}, echo), std::runtime_error) << host;
  }
}

TEST(Listening, TakesIpv6AndBothLoopbacksOfLocalhost) {
  RunningServer six(echo, {.endpoint = {"::1", 0}});
  EXPECT_EQ(BlockingClient(six.port(), "::1").get("/").status, 200);
  RunningServer both(echo, {.endpoint = {"localhost", 0}});
  EXPECT_EQ(BlockingClient(both.port(), "::1").get("/").status, 200);
  EXPECT_EQ(BlockingClient(both.port(), "127.0.0.1").get("/").status, 200);
}

TEST(Listening, OnAllIpv6AddressesServesIpv4AndNamesThePeerPlainly) {
  RunningServer server(
      [](const HttpRequest& request, const Respond& respond) { respond({.body = request.peer}); },
      {.endpoint = {"::", 0}});
  EXPECT_EQ(BlockingClient(server.port()).get("/").body, "127.0.0.1");
}

// ---- Stopping ---------------------------------------------------------------------------------

TEST(Stopping, LetsARequestUnderWayEnd) {
  std::promise<Respond> asked;
  RunningServer server(
      [&](const HttpRequest&, const Respond& respond) { asked.set_value(respond); });
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto respond = asked.get_future().get();
  server->stop();
  server.waitFor("http.draining");
  EXPECT_THROW(BlockingClient(server.port()), std::runtime_error);
  respond({.body = "still here"});
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.body, "still here");
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(Stopping, ClosesIdleConnectionsAtOnce) {
  RunningServer server(echo);
  BlockingClient used(server.port());
  BlockingClient unused(server.port());
  EXPECT_EQ(used.get("/").status, 200);
  server->stop();
  EXPECT_EQ(used.readToEnd(), "");
  EXPECT_EQ(unused.readToEnd(), "");
}

TEST(Stopping, CutsWhatTakesTooLong) {
  std::promise<Respond> asked;
  ServerOptions options;
  options.limits.drainTimeout = std::chrono::milliseconds(20);
  RunningServer server(
      [&](const HttpRequest&, const Respond& respond) { asked.set_value(respond); }, options);
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto respond = asked.get_future().get();
  server->stop();
  EXPECT_EQ(client.readToEnd(), "");
  EXPECT_EQ(server.waitFor("http.drain_expired"), "1 connections cut");
}

TEST(Stopping, BeforeRunningMakesRunReturn) {
  HttpServer server({}, echo);
  server.stop();
  server.stop();
  server.run(2);
  EXPECT_THROW(BlockingClient(server.port()), std::runtime_error);
}

// Every thread gets work: a handler that occupies one must not delay the connections of the other.
TEST(Threads, ShareTheConnections) {
  std::promise<void> release;
  auto released = release.get_future().share();
  RunningServer server([&](const HttpRequest& request, const Respond& respond) {
    if (request.target == "/block") released.wait();
    respond({.body = request.target});
  });
  BlockingClient first(server.port());
  BlockingClient second(server.port());
  EXPECT_EQ(first.get("/").status, 200);
  EXPECT_EQ(second.get("/").status, 200);
  first.send("GET /block HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(second.get("/free").body, "/free");
  release.set_value();
  EXPECT_EQ(first.readAnswer().body, "/block");
}

}  // namespace
}  // namespace amilocal::testing
