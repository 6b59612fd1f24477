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

namespace amilocal {

/// The server cannot be reached, or does not answer in HTTP.
class ClientError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Where a running server is.
struct ServerAddress {
  std::string host;
  std::string port;
  std::string url;      ///< as the user wrote it, for messages
  std::string token{};  ///< that its control API asks for

  /// Reads `http://127.0.0.1:4566`, `localhost:4566`, `[::1]:4566`; the port is 4566 unless given.
  /// Throws UsageError.
  static ServerAddress parse(std::string_view text);
};

struct ClientAnswer {
  int status = 0;
  std::string body;
};

/// A request whose headers are the caller's own: `Host` and `Content-Length` are added.
struct ClientRequest {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;
};

/// `127.0.0.1:4566`, as the header Host has it.
std::string hostOf(const ServerAddress& server);

/// Sends a request and waits for its whole answer; `patience` is the longest silence. Throws
/// ClientError.
ClientAnswer ask(const ServerAddress& server, const ClientRequest& request,
                 std::chrono::milliseconds patience);

/// Sends one request of JSON and waits for its whole answer; `patience` is the longest silence.
/// Throws ClientError.
ClientAnswer ask(const ServerAddress& server, std::string_view method, std::string_view target,
                 std::string_view body, std::chrono::milliseconds patience);

/// Gets what may be long: the body of a good answer (200) goes to `take`, piece by piece; that of
/// any other is in the answer. Throws ClientError, also when it breaks off.
ClientAnswer download(const ServerAddress& server, std::string_view target,
                      const std::function<void(std::string_view)>& take,
                      std::chrono::milliseconds patience);

/// What may be long and is to be sent.
struct LongBody {
  std::optional<std::uint64_t> size;                              ///< empty when nobody knows
  std::function<std::size_t(char* into, std::size_t room)> read;  ///< the next bytes; 0 at the end
};

/// Puts it. Throws ClientError.
ClientAnswer upload(const ServerAddress& server, std::string_view target, const LongBody& body,
                    std::chrono::milliseconds patience);

/// Takes an answer in HTTP/1.x apart that ended with the connection. Throws ClientError.
ClientAnswer parseAnswer(std::string_view bytes);

}  // namespace amilocal
