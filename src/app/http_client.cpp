#include "app/http_client.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "amilocal/core/text.h"
#include "app/serve_options.h"

namespace amilocal {
namespace {

constexpr std::string_view kDefaultPort = "4566";

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::string textOf(int error) { return std::generic_category().message(error); }

// 0 when the socket is ready, else the error.
int await(int socket, short what, std::chrono::milliseconds patience) {
  pollfd entry{socket, what, 0};
  for (;;) {
    const int count = poll(&entry, 1, static_cast<int>(patience.count()));
    if (count > 0) return 0;
    if (count == 0) return ETIMEDOUT;
    if (errno != EINTR) return errno;
  }
}

int connectTo(int socket, const addrinfo& address, std::chrono::milliseconds patience) {
  if (connect(socket, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  if (const int error = await(socket, POLLOUT, patience)) return error;
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

ClientError unreachable(const ServerAddress& server, const std::string& why) {
  return ClientError("cannot reach a server at " + server.url + " (" + why +
                     "); 'amilocal serve' starts one");
}

Socket open(const ServerAddress& server, std::chrono::milliseconds patience) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(server.host.c_str(), server.port.c_str(), &hints, &found);
  if (failure != 0) throw unreachable(server, gai_strerror(failure));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, freeaddrinfo);
  int error = 0;
  for (const auto* address = found; address != nullptr; address = address->ai_next) {
    Socket socket(::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    error = socket.get() < 0 ? errno : connectTo(socket.get(), *address, patience);
    if (error == 0) return socket;
  }
  throw unreachable(server, textOf(error));
}

ClientError broken(const ServerAddress& server, int error) {
  return ClientError("the connection to " + server.url + " failed: " + textOf(error));
}

void sendAll(const Socket& socket, const ServerAddress& server, std::string_view bytes,
             std::chrono::milliseconds patience) {
  while (!bytes.empty()) {
    const auto sent = send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      if (const int error = await(socket.get(), POLLOUT, patience)) throw broken(server, error);
    } else if (errno != EINTR) {
      throw broken(server, errno);
    }
  }
}

void receive(const Socket& socket, const ServerAddress& server, std::chrono::milliseconds patience,
             const std::function<void(std::string_view)>& take) {
  std::array<char, 65536> buffer;
  for (;;) {
    const auto count = recv(socket.get(), buffer.data(), buffer.size(), 0);
    if (count == 0) return;
    if (count > 0) {
      take({buffer.data(), static_cast<std::size_t>(count)});
    } else if (errno == EAGAIN) {
      if (const int error = await(socket.get(), POLLIN, patience)) throw broken(server, error);
    } else if (errno != EINTR) {
      throw broken(server, errno);
    }
  }
}

std::string receiveAll(const Socket& socket, const ServerAddress& server,
                       std::chrono::milliseconds patience) {
  std::string bytes;
  receive(socket, server, patience, [&bytes](std::string_view piece) { bytes += piece; });
  return bytes;
}

// The length that the header states, if it states one.
std::optional<std::size_t> statedLength(std::string_view header) {
  for (auto line : split(header, '\n')) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos ||
        !equalsIgnoringCase(line.substr(0, colon), "content-length"))
      continue;
    if (const auto length = parseInteger(trim(line.substr(colon + 1))); length && *length >= 0)
      return static_cast<std::size_t>(*length);
  }
  return std::nullopt;
}

std::string headOf(const ServerAddress& server, std::string_view line) {
  std::string head(line);
  head.append("\r\nHost: ").append(hostOf(server)).append("\r\n");
  if (!server.token.empty())
    head.append("Authorization: Bearer ").append(server.token).append("\r\n");
  return head;
}

// RFC 9112, 7.1: the size in hexadecimal digits, the bytes, each with a line break behind.
std::string chunkOf(std::string_view bytes) {
  std::array<char, 20> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16).ptr;
  return std::string(digits.data(), end).append("\r\n").append(bytes).append("\r\n");
}

void sendBody(const Socket& socket, const ServerAddress& server, const LongBody& body,
              std::chrono::milliseconds patience) {
  std::array<char, 65536> buffer;
  std::uint64_t sent = 0;
  while (!body.size || sent < *body.size) {
    const auto count = body.read(buffer.data(), buffer.size());
    const std::string_view piece(buffer.data(), count);
    sendAll(socket, server, body.size ? std::string(piece) : chunkOf(piece), patience);
    sent += count;
    if (count > 0) continue;
    if (body.size) throw ClientError("what was to be sent became shorter meanwhile");
    return;
  }
}

}  // namespace

ServerAddress ServerAddress::parse(std::string_view text) {
  const auto refuse = [text](std::string_view why) {
    return UsageError("'" + std::string(text) + "' is no address of a server: " + std::string(why));
  };
  auto rest = text;
  if (rest.starts_with("https://")) throw refuse("use http://, which the same port answers");
  if (rest.starts_with("http://")) rest.remove_prefix(7);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find_first_of("/?#@ ") != std::string_view::npos)
    throw refuse("it must be like http://127.0.0.1:4566");
  const auto bracket = rest.find(']');
  const auto colon = rest.find(':', rest.starts_with('[') ? std::min(bracket, rest.size()) : 0);
  auto host = rest.substr(0, colon);
  const auto port = colon == std::string_view::npos ? kDefaultPort : rest.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto number = isDigits(port) ? parseInteger(port) : std::nullopt;
  if (host.empty() || !number || *number < 1 || *number > 65535)
    throw refuse("it must be like http://127.0.0.1:4566");
  const bool hasScheme = text.starts_with("http://");
  return {std::string(host), std::string(port), (hasScheme ? "" : "http://") + std::string(text)};
}

std::string hostOf(const ServerAddress& server) {
  const bool isV6 = server.host.find(':') != std::string::npos;
  return (isV6 ? "[" + server.host + "]" : server.host) + ":" + server.port;
}

// HTTP/1.0, so that the answer comes in one piece and ends with the connection.
ClientAnswer ask(const ServerAddress& server, const ClientRequest& request,
                 std::chrono::milliseconds patience) {
  std::string head;
  head.append(request.method).append(" ").append(request.target).append(" HTTP/1.0\r\nHost: ");
  head.append(hostOf(server)).append("\r\n");
  for (const auto& [name, value] : request.headers)
    head.append(name).append(": ").append(value).append("\r\n");
  head.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n\r\n");
  const auto socket = open(server, patience);
  sendAll(socket, server, head, patience);
  sendAll(socket, server, request.body, patience);
  return parseAnswer(receiveAll(socket, server, patience));
}

ClientAnswer ask(const ServerAddress& server, std::string_view method, std::string_view target,
                 std::string_view body, std::chrono::milliseconds patience) {
  ClientRequest request{std::string(method), std::string(target), {}, body};
  request.headers.emplace_back("Accept", "application/json");
  if (!server.token.empty())
    request.headers.emplace_back("Authorization", "Bearer " + server.token);
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  return ask(server, request, patience);
}

ClientAnswer download(const ServerAddress& server, std::string_view target,
                      const std::function<void(std::string_view)>& take,
                      std::chrono::milliseconds patience) {
  const auto socket = open(server, patience);
  const auto line = "GET " + std::string(target) + " HTTP/1.0";
  sendAll(socket, server, headOf(server, line) + "\r\n", patience);
  std::string head;  // and the body of a bad answer
  std::uint64_t taken = 0;
  bool isGood = false;
  receive(socket, server, patience, [&](std::string_view piece) {
    if (!isGood) head += piece;
    const auto end = head.find("\r\n\r\n");
    if (!isGood && end != std::string::npos && head.starts_with("HTTP/1.1 200 ")) {
      isGood = true;
      const auto begun = head.substr(end + 4);
      head.resize(end + 4);
      take(begun);
      taken = begun.size();
    } else if (isGood) {
      take(piece);
      taken += piece.size();
    }
  });
  if (!isGood) return parseAnswer(head);
  if (statedLength(head) != taken) throw ClientError("the server's answer broke off");
  return {200, {}};
}

// Whoever refuses what he has not read to its end may close before we have sent it, and his answer
// is there all the same.
ClientAnswer upload(const ServerAddress& server, std::string_view target, const LongBody& body,
                    std::chrono::milliseconds patience) {
  const auto socket = open(server, patience);
  auto head = headOf(server, "PUT " + std::string(target) + " HTTP/1.1");
  head += "Connection: close\r\nContent-Type: application/x-tar\r\n";
  head += body.size ? "Content-Length: " + std::to_string(*body.size)
                    : std::string("Transfer-Encoding: chunked");
  sendAll(socket, server, head + "\r\n\r\n", patience);
  try {
    sendBody(socket, server, body, patience);
  } catch (const ClientError&) {
    const auto answer = receiveAll(socket, server, patience);
    if (answer.empty()) throw;
    return parseAnswer(answer);
  }
  return parseAnswer(receiveAll(socket, server, patience));
}

ClientAnswer parseAnswer(std::string_view bytes) {
  constexpr std::size_t kStatusAt = 9, kStatusSize = 3;  // after "HTTP/1.1 "
  const ClientError notHttp("the server's answer is not HTTP");
  const auto end = bytes.find("\r\n\r\n");
  if (!bytes.starts_with("HTTP/1.") || end == std::string_view::npos ||
      end < kStatusAt + kStatusSize)
    throw notHttp;
  const auto status = parseInteger(bytes.substr(kStatusAt, kStatusSize));
  if (!status) throw notHttp;
  const auto body = bytes.substr(end + 4);
  if (const auto length = statedLength(bytes.substr(0, end)); length && *length != body.size())
    throw ClientError("the server's answer broke off");
  return {static_cast<int>(*status), std::string(body)};
}

}  // namespace amilocal
