#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace amilocal {

/// There is no connection any more, or never was one. The text says why.
class ConnectionFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Nothing came for as long as patience lasted.
class ConnectionTimedOut : public ConnectionFailed {
 public:
  using ConnectionFailed::ConnectionFailed;
};

struct ConnectionOptions {
  std::chrono::milliseconds patience{};  ///< the longest silence
  std::function<bool()> isStopped{};     ///< looked at while waiting: true ends the connection
  bool tls = false;
  std::string trustedFile{};  ///< certificates (PEM) of those who may vouch; empty: the system's
};

class ClientTls;

/// A connection to another server, over TLS where that is wished: then its certificate must be good
/// for the host. For one thread, which waits. Everything throws ConnectionFailed.
class ClientConnection {
 public:
  ClientConnection(const std::string& host, const std::string& port, ConnectionOptions options);
  ~ClientConnection();
  ClientConnection(const ClientConnection&) = delete;
  ClientConnection& operator=(const ClientConnection&) = delete;

  void send(std::string_view bytes);
  /// Answers how many bytes came, 0 at the end.
  std::size_t receive(char* into, std::size_t room);

 private:
  void open(const std::string& host, const std::string& port);
  void await(short what, std::chrono::milliseconds patience) const;
  void sendPlain(std::string_view bytes) const;
  std::size_t receivePlain(char* into, std::size_t room) const;

  const ConnectionOptions options_;
  int socket_ = -1;
  std::unique_ptr<ClientTls> tls_;
};

}  // namespace amilocal
