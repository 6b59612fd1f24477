#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "net/blocking_client.h"
#include "net/running_server.h"

namespace amilocal::testing {
namespace {

/// Tells where the body was and gives it back: `memory BODY` or `file BODY`.
void tellBody(const HttpRequest& request, const Respond& respond) {
  if (!request.bodyFile) return respond({.body = "memory " + request.body});
  std::string bytes(request.bodyFile->size(), '\0');
  const auto got = request.bodyFile->readAt(0, bytes.data(), bytes.size());
  respond({.body = "file " + bytes.substr(0, got) + request.body});
}

class BodySpooling : public ::testing::Test {
 protected:
  BodySpooling() {
    std::string name = std::filesystem::temp_directory_path() / "amilocal-spool-XXXXXX";
    directory_ = ::mkdtemp(name.data());
  }
  ~BodySpooling() override { std::filesystem::remove_all(directory_); }

  ServerOptions options() const {
    ServerOptions options;
    options.limits.maxBodyBytes = 100;
    options.spool = {.limitOf = [](const HttpRequest& request) -> std::uint64_t {
                       return request.target.starts_with("/object") ? 4'000'000 : 0;
                     },
                     .directory = directory_,
                     .threshold = 10};
    return options;
  }

  bool directoryIsEmpty() const { return std::filesystem::is_empty(directory_); }

  std::string directory_;
};

std::string put(const std::string& target, const std::string& body) {
  return "PUT " + target +
         " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

TEST_F(BodySpooling, KeepsAShortBodyInMemory) {
  RunningServer server(tellBody, options());
  BlockingClient client(server.port());
  client.send(put("/object", "0123456789"));
  EXPECT_EQ(client.readAnswer().body, "memory 0123456789");
}

TEST_F(BodySpooling, WritesALongBodyToAFileWithoutAName) {
  RunningServer server(
      [this](const HttpRequest& request, const Respond& respond) {
        EXPECT_TRUE(directoryIsEmpty());
        tellBody(request, respond);
      },
      options());
  BlockingClient client(server.port());
  client.send(put("/object", "0123456789a"));
  EXPECT_EQ(client.readAnswer().body, "file 0123456789a");
  client.send(put("/object", "short"));
  EXPECT_EQ(client.readAnswer().body, "memory short");
}

// Nobody knows the length before its end; what came before the threshold must not be lost.
TEST_F(BodySpooling, WritesAChunkedBodyOnceItIsLong) {
  RunningServer server(tellBody, options());
  BlockingClient client(server.port());
  client.send(
      "PUT /object HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n");
  client.send("6\r\n6789ab\r\n0\r\n\r\n");
  EXPECT_EQ(client.readAnswer().body, "file 0123456789ab");
}

TEST_F(BodySpooling, TakesMuchMoreThanMemoryMay) {
  RunningServer server(tellBody, options());
  BlockingClient client(server.port());
  std::string body(4'000'000, 'a');
  for (std::size_t i = 0; i < body.size(); i += 997) body[i] = static_cast<char>('b' + i % 20);
  client.send(put("/object", body));
  EXPECT_TRUE(client.readAnswer().body == "file " + body);
}

TEST_F(BodySpooling, HasALimitOfItsOwn) {
  RunningServer server(tellBody, options());
  const std::vector<std::string> tooLong = {
      "PUT /object HTTP/1.1\r\nHost: a\r\nContent-Length: 4000001\r\n\r\n",
      "PUT /object HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3D0901\r\n",
      "PUT /object HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"
      "FFFFFFFFFFFFFFFF\r\n"};
  for (const auto& request : tooLong) {
    BlockingClient client(server.port());
    client.send(request);
    const auto answer = client.readAnswer();
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.body, "The body of the request is larger than 4000000 bytes");
  }
}

TEST_F(BodySpooling, LeavesTheBodiesOfOthersToTheirLimit) {
  RunningServer server(tellBody, options());
  BlockingClient client(server.port());
  client.send(put("/form", std::string(100, 'x')));
  EXPECT_EQ(client.readAnswer().body, "memory " + std::string(100, 'x'));
  client.send("PUT /form HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n");
  EXPECT_EQ(client.readAnswer().status, 413);
}

TEST_F(BodySpooling, SaysThatTheDiskRefuses) {
  auto nowhere = options();
  nowhere.spool.directory = directory_ + "/missing";
  RunningServer server(tellBody, nowhere);
  BlockingClient client(server.port());
  client.send(put("/object", "0123456789a"));
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body,
            "Cannot make a file in " + directory_ + "/missing: No such file or directory");
}

}  // namespace
}  // namespace amilocal::testing
