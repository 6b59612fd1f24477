#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/wire/operation.h"

namespace amilocal {

/// The server cannot be reached, or does not answer in HTTP.
class ClientError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// There is no connection to be had.
class ServerUnreachable : public ClientError {
 public:
  ServerUnreachable(const std::string& url, std::string reason)
      : ClientError("cannot reach a server at " + url + " (" + reason + ")"),
        reason_(std::move(reason)) {}
  const std::string& reason() const { return reason_; }

 private:
  std::string reason_;
};

/// It has said nothing for as long as patience lasted.
class ServerSilent : public ClientError {
 public:
  explicit ServerSilent(const std::string& url)
      : ClientError("the server at " + url + " does not answer") {}
};

/// Where a running server is.
struct ServerAddress {
  std::string host;
  std::string port;
  std::string url;            ///< as the user wrote it, for messages
  std::string token{};        ///< that its control API asks for
  bool tls = false;           ///< is it spoken to by HTTPS?
  std::string trustedFile{};  ///< certificates that may vouch for it; empty: the system's

  /// Reads `http://127.0.0.1:4566`, `localhost:4566`, `[::1]:4566`; the port is 4566 unless given.
  /// Throws UsageError.
  static ServerAddress parse(std::string_view text);
  /// Reads `http://minio:9000`, `https://s3.eu-west-1.amazonaws.com`; the port is the scheme's
  /// unless given. Throws UsageError.
  static ServerAddress parseUrl(std::string_view text);
};

using HeaderFields = std::vector<std::pair<std::string, std::string>>;

struct ClientAnswer {
  int status = 0;
  std::string body{};
  HeaderFields headers{};  ///< names in small letters

  bool isGood() const { return status >= 200 && status < 300; }
  std::string header(std::string_view name) const;  ///< empty for none
};

/// What is sent as it comes, and may be long.
struct LongBody {
  std::optional<std::uint64_t> size;                              ///< empty when nobody knows
  std::function<std::size_t(char* into, std::size_t room)> read;  ///< the next bytes; 0 at the end
};

/// A request whose headers are the caller's own: `Host` and those of the body's length are added.
struct ClientRequest {
  std::string method;
  std::string target;
  HeaderFields headers;
  std::string_view body;
  std::optional<wire::ByteSource> source{};  ///< in place of the body
  std::optional<LongBody> stream{};          ///< in place of both
};

/// How to wait for an answer, and what to do with it.
struct Asking {
  std::chrono::milliseconds patience{};  ///< the longest silence
  std::function<bool()> isStopped{};     ///< looked at while waiting: true ends it
  /// Takes the bytes of a good answer as they come, in place of its body.
  std::function<void(const ClientAnswer& head, std::string_view bytes)> take{};
};

/// `127.0.0.1:4566`, as the header Host has it.
std::string hostOf(const ServerAddress& server);

/// Sends a request and waits for its whole answer. Throws ClientError, and what `take` throws.
ClientAnswer ask(const ServerAddress& server, const ClientRequest& request, const Asking& asking);

/// Sends one request of JSON to a server of ours and waits for its whole answer; `patience` is the
/// longest silence. Throws ClientError.
ClientAnswer ask(const ServerAddress& server, std::string_view method, std::string_view target,
                 std::string_view body, std::chrono::milliseconds patience);

/// Gets from a server of ours what may be long: the body of a good answer goes to `take`, piece by
/// piece; that of any other is in the answer. Throws ClientError, also when it breaks off.
ClientAnswer download(const ServerAddress& server, std::string_view target,
                      const std::function<void(std::string_view)>& take,
                      std::chrono::milliseconds patience);

/// Puts an archive to a server of ours. Throws ClientError.
ClientAnswer upload(const ServerAddress& server, std::string_view target, const LongBody& body,
                    std::chrono::milliseconds patience);

/// Takes an answer in HTTP/1.x apart that ended with the connection. Throws ClientError.
ClientAnswer parseAnswer(std::string_view bytes);

}  // namespace amilocal
