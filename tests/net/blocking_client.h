#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "amilocal/net/http_message.h"

namespace amilocal::testing {

/// An answer as a client sees it.
struct Answer {
  int status = 0;
  HeaderList headers{};
  std::string body{};

  std::string header(std::string_view name) const {
    return std::string(headers.find(name).value_or("(none)"));
  }
};

/// Takes a head apart: the status line and the header lines.
inline Answer parseHead(std::string_view head) {
  Answer answer;
  auto line = head.substr(0, head.find("\r\n"));
  if (line.substr(0, 9) != "HTTP/1.1 ")
    throw std::runtime_error("no status line: " + std::string(line));
  answer.status = std::stoi(std::string(line.substr(9, 3)));
  for (head.remove_prefix(line.size() + 2); !head.empty(); head.remove_prefix(line.size() + 2)) {
    line = head.substr(0, head.find("\r\n"));
    const auto colon = line.find(": ");
    answer.headers.add(line.substr(0, colon), line.substr(colon + 2));
  }
  return answer;
}

/// A client that knows of HTTP just what a test needs, over a blocking socket whose every wait ends
/// after ten seconds with an exception.
class BlockingClient {
 public:
  explicit BlockingClient(std::uint16_t port, const std::string& host = "127.0.0.1") {
    sockaddr_storage address{};
    socklen_t size = sizeof(sockaddr_in);
    if (host.find(':') == std::string::npos) {
      auto& v4 = reinterpret_cast<sockaddr_in&>(address);
      v4.sin_family = AF_INET;
      v4.sin_port = htons(port);
      inet_pton(AF_INET, host.c_str(), &v4.sin_addr);
    } else {
      auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
      size = sizeof v6;
      v6.sin6_family = AF_INET6;
      v6.sin6_port = htons(port);
      inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr);
    }
    socket_ = ::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval deadline{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), size) != 0) {
      ::close(socket_);
      throw std::runtime_error("cannot connect to " + host);
    }
  }
  ~BlockingClient() { ::close(socket_); }
  BlockingClient(const BlockingClient&) = delete;
  BlockingClient& operator=(const BlockingClient&) = delete;

  /// Sends what the server will take; a server that has closed is no error here.
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// The next answer. `HEAD` answers have a length but no body.
  Answer readAnswer(std::string_view method = "GET") {
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) throw std::runtime_error("closed before an answer, after: " + received_);
    }
    auto answer = parseHead(std::string_view(received_).substr(0, end + 2));
    received_.erase(0, end + 4);
    const auto length = answer.headers.find("content-length");
    if (!length || method == "HEAD") return answer;
    const auto size = std::stoul(std::string(*length));
    while (received_.size() < size) {
      if (!receive()) throw std::runtime_error("closed inside of a body");
    }
    answer.body = received_.substr(0, size);
    received_.erase(0, size);
    return answer;
  }

  /// The next chunk of an answer that has no length; the last is empty.
  std::string readChunk() {
    std::size_t end = 0;
    while ((end = received_.find("\r\n")) == std::string::npos) {
      if (!receive()) throw std::runtime_error("closed before a chunk");
    }
    const auto size = std::stoul(received_.substr(0, end), nullptr, 16);
    while (received_.size() < end + 2 + size + 2) {
      if (!receive()) throw std::runtime_error("closed inside of a chunk");
    }
    auto chunk = received_.substr(end + 2, size);
    received_.erase(0, end + 2 + size + 2);
    return chunk;
  }

  Answer get(const std::string& target) {
    send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return readAnswer();
  }

  /// Everything until the server closes, or resets.
  std::string readToEnd() {
    while (receive()) {
    }
    return std::move(received_);
  }

 private:
  // False at the end.
  bool receive() {
    char bytes[16 * 1024];
    const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("timed out");
    if (got > 0) received_.append(bytes, static_cast<std::size_t>(got));
    return got > 0;
  }

  int socket_ = -1;
  std::string received_;
};

}  // namespace amilocal::testing
