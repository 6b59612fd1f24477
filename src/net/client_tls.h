#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace amilocal {

/// The client's side of TLS, above whatever moves its bytes. Throws ConnectionFailed, and what its
/// functions throw.
class ClientTls {
 public:
  using Send = std::function<void(std::string_view)>;
  using Receive = std::function<std::size_t(char* into, std::size_t room)>;

  /// Greets the server, whose certificate must be good for `host`, a name or an IP address.
  ClientTls(const std::string& host, const std::string& trustedFile, Send send, Receive receive);
  ~ClientTls();
  ClientTls(const ClientTls&) = delete;
  ClientTls& operator=(const ClientTls&) = delete;

  void send(std::string_view bytes);
  std::size_t receive(char* into, std::size_t room);  ///< 0 at the end

 private:
  struct Session;

  template <class Step>
  int carryOn(const Step& step);
  void sendWritten();
  bool receiveSome();

  const Send send_;
  const Receive receive_;
  std::unique_ptr<Session> session_;
};

}  // namespace amilocal
