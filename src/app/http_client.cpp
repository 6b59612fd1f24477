#include "app/http_client.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>

#include "amilocal/core/text.h"
#include "amilocal/net/client_connection.h"
#include "app/serve_options.h"

namespace amilocal {
namespace {

constexpr std::string_view kDefaultPort = "4566";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kHeadMax = 65536;

/// `host`, `host:port`, `[::1]:port`. `refuse` makes the error.
template <class Refuse>
ServerAddress placeOf(std::string_view rest, std::string_view defaultPort, const Refuse& refuse) {
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find_first_of("/?#@ ") != std::string_view::npos) throw refuse();
  const auto bracket = rest.find(']');
  const auto colon = rest.find(':', rest.starts_with('[') ? std::min(bracket, rest.size()) : 0);
  auto host = rest.substr(0, colon);
  const auto port = colon == std::string_view::npos ? defaultPort : rest.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto number = isDigits(port) ? parseInteger(port) : std::nullopt;
  if (host.empty() || !number || *number < 1 || *number > 65535) throw refuse();
  return {std::string(host), std::string(port), {}};
}

ClientError notHttp() { return ClientError("the server's answer is not HTTP"); }
ClientError brokenOff() { return ClientError("the server's answer broke off"); }

// Of the head up to its last line's end.
ClientAnswer parseHead(std::string_view head) {
  constexpr std::size_t kStatusAt = 9, kStatusSize = 3;  // after "HTTP/1.1 "
  if (!head.starts_with("HTTP/1.") || head.size() < kStatusAt + kStatusSize) throw notHttp();
  const auto status = parseInteger(head.substr(kStatusAt, kStatusSize));
  if (!status) throw notHttp();
  ClientAnswer answer{.status = static_cast<int>(*status)};
  for (const auto line : split(head, '\n')) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    answer.headers.emplace_back(toLower(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return answer;
}

// The length that the header states, if it states one.
std::optional<std::uint64_t> statedLength(const ClientAnswer& answer) {
  const auto length = parseInteger(answer.header("content-length"));
  if (!length || *length < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*length);
}

// RFC 9112, 7.1: the size in hexadecimal digits, the bytes, each with a line break behind.
std::string chunkOf(std::string_view bytes) {
  std::array<char, 20> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16).ptr;
  return std::string(digits.data(), end).append("\r\n").append(bytes).append("\r\n");
}

void sendStream(ClientConnection& connection, const LongBody& body) {
  std::array<char, 65536> buffer;
  std::uint64_t sent = 0;
  while (!body.size || sent < *body.size) {
    const auto count = body.read(buffer.data(), buffer.size());
    const std::string_view piece(buffer.data(), count);
    connection.send(body.size ? std::string(piece) : chunkOf(piece));
    sent += count;
    if (count > 0) continue;
    if (body.size) throw ClientError("what was to be sent became shorter meanwhile");
    return;
  }
}

void sendBody(ClientConnection& connection, const ClientRequest& request) {
  if (request.stream) return sendStream(connection, *request.stream);
  if (!request.source) return connection.send(request.body);
  std::array<char, 65536> buffer;
  for (std::uint64_t at = 0; at < request.source->size;) {
    const auto room = std::min<std::uint64_t>(buffer.size(), request.source->size - at);
    const auto count = request.source->readAt(at, buffer.data(), static_cast<std::size_t>(room));
    if (count == 0) throw ClientError("the bytes that were to be sent ended early");
    connection.send({buffer.data(), count});
    at += count;
  }
}

/// Receives up to the end of the head; `rest` gets what came behind it.
ClientAnswer receiveHead(ClientConnection& connection, std::string& rest) {
  std::array<char, 16384> buffer;
  for (std::size_t end = std::string::npos;;) {
    const auto count = connection.receive(buffer.data(), buffer.size());
    if (count == 0) throw rest.empty() ? brokenOff() : notHttp();
    rest.append(buffer.data(), count);
    end = rest.find(kHeadEnd);
    if (end == std::string::npos && rest.size() <= kHeadMax) continue;
    if (end == std::string::npos) throw notHttp();
    auto answer = parseHead(std::string_view(rest).substr(0, end));
    rest.erase(0, end + kHeadEnd.size());
    return answer;
  }
}

void receiveBody(ClientConnection& connection, ClientAnswer& answer, std::string bytes,
                 const Asking& asking) {
  const auto length = statedLength(answer);
  std::array<char, 65536> buffer;
  std::uint64_t received = 0;
  for (std::string_view some = bytes;;) {
    received += some.size();
    if (asking.take && answer.isGood())
      asking.take(answer, some);
    else
      answer.body += some;
    if (length && received >= *length) break;
    const auto count = connection.receive(buffer.data(), buffer.size());
    if (count == 0) break;
    some = {buffer.data(), count};
  }
  if (length && received != *length) throw brokenOff();
}

// HTTP/1.0, so that the answer comes in one piece and ends with the connection; what has no length
// can only be sent in 1.1.
std::string headOf(const ServerAddress& server, const ClientRequest& request) {
  const bool isChunked = request.stream && !request.stream->size;
  std::string head;
  head.append(request.method).append(" ").append(request.target);
  head.append(isChunked ? " HTTP/1.1\r\nConnection: close" : " HTTP/1.0");
  head.append("\r\nHost: ").append(hostOf(server)).append("\r\n");
  for (const auto& [name, value] : request.headers)
    head.append(name).append(": ").append(value).append("\r\n");
  if (isChunked) return head.append("Transfer-Encoding: chunked").append(kHeadEnd);
  const auto size = request.stream   ? *request.stream->size
                    : request.source ? request.source->size
                                     : request.body.size();
  return head.append("Content-Length: ").append(std::to_string(size)).append(kHeadEnd);
}

/// Sends it, and receives the head of the answer; `rest` gets what came behind it. Whoever refuses
/// what he has not read to its end may close before all is sent, and his answer is there all the
/// same.
ClientAnswer exchange(ClientConnection& connection, const ServerAddress& server,
                      const ClientRequest& request, std::string& rest) {
  std::exception_ptr failure;
  try {
    connection.send(headOf(server, request));
    sendBody(connection, request);
  } catch (const ConnectionTimedOut&) {
    throw;
  } catch (const ConnectionFailed&) {
    failure = std::current_exception();
  }
  try {
    return receiveHead(connection, rest);
  } catch (const std::runtime_error&) {
    if (failure) std::rethrow_exception(failure);
    throw;
  }
}

ClientAnswer askOurs(const ServerAddress& server, ClientRequest request, const Asking& asking) {
  if (!server.token.empty())
    request.headers.emplace_back("Authorization", "Bearer " + server.token);
  try {
    return ask(server, request, asking);
  } catch (const ServerUnreachable& error) {
    throw ClientError(std::string(error.what()) + "; 'amilocal serve' starts one");
  }
}

}  // namespace

std::string ClientAnswer::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &HeaderFields::value_type::first);
  return found == headers.end() ? "" : found->second;
}

ServerAddress ServerAddress::parse(std::string_view text) {
  const auto refuse = [text](std::string_view why = "it must be like http://127.0.0.1:4566") {
    return UsageError("'" + std::string(text) + "' is no address of a server: " + std::string(why));
  };
  auto rest = text;
  if (rest.starts_with("https://")) throw refuse("use http://, which the same port answers");
  const bool hasScheme = rest.starts_with("http://");
  if (hasScheme) rest.remove_prefix(7);
  auto address = placeOf(rest, kDefaultPort, refuse);
  address.url = (hasScheme ? "" : "http://") + std::string(text);
  return address;
}

ServerAddress ServerAddress::parseUrl(std::string_view text) {
  const auto refuse = [text] {
    return UsageError("'" + std::string(text) +
                      "' is no address of a server: it must be like http://127.0.0.1:9000");
  };
  const bool tls = text.starts_with("https://");
  if (!tls && !text.starts_with("http://")) throw refuse();
  auto address = placeOf(text.substr(text.find("//") + 2), tls ? "443" : "80", refuse);
  address.tls = tls;
  address.url = text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
  return address;
}

std::string hostOf(const ServerAddress& server) {
  const bool isV6 = server.host.find(':') != std::string::npos;
  const auto host = isV6 ? "[" + server.host + "]" : server.host;
  return server.port == (server.tls ? "443" : "80") ? host : host + ":" + server.port;
}

ClientAnswer ask(const ServerAddress& server, const ClientRequest& request, const Asking& asking) {
  std::optional<ClientConnection> connection;
  try {
    connection.emplace(server.host, server.port,
                       ConnectionOptions{.patience = asking.patience,
                                         .isStopped = asking.isStopped,
                                         .tls = server.tls,
                                         .trustedFile = server.trustedFile});
  } catch (const ConnectionTimedOut&) {
    throw ServerSilent(server.url);
  } catch (const ConnectionFailed& error) {
    throw ServerUnreachable(server.url, error.what());
  }
  try {
    std::string rest;
    auto answer = exchange(*connection, server, request, rest);
    if (request.method != "HEAD") receiveBody(*connection, answer, std::move(rest), asking);
    return answer;
  } catch (const ConnectionTimedOut&) {
    throw ServerSilent(server.url);
  } catch (const ConnectionFailed& error) {
    throw ClientError("the connection to " + server.url + " failed: " + error.what());
  }
}

ClientAnswer ask(const ServerAddress& server, std::string_view method, std::string_view target,
                 std::string_view body, std::chrono::milliseconds patience) {
  ClientRequest request{std::string(method), std::string(target), {}, body};
  request.headers.emplace_back("Accept", "application/json");
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  return askOurs(server, std::move(request), {.patience = patience});
}

ClientAnswer download(const ServerAddress& server, std::string_view target,
                      const std::function<void(std::string_view)>& take,
                      std::chrono::milliseconds patience) {
  return askOurs(server, {"GET", std::string(target), {}, {}},
                 {.patience = patience,
                  .take = [&](const ClientAnswer&, std::string_view bytes) { take(bytes); }});
}

ClientAnswer upload(const ServerAddress& server, std::string_view target, const LongBody& body,
                    std::chrono::milliseconds patience) {
  ClientRequest request{"PUT", std::string(target), {{"Content-Type", "application/x-tar"}}, {}};
  request.stream = body;
  return askOurs(server, std::move(request), {.patience = patience});
}

ClientAnswer parseAnswer(std::string_view bytes) {
  const auto end = bytes.find(kHeadEnd);
  if (end == std::string_view::npos) throw notHttp();
  auto answer = parseHead(bytes.substr(0, end));
  answer.body = bytes.substr(end + kHeadEnd.size());
  if (const auto length = statedLength(answer); length && *length != answer.body.size())
    throw brokenOff();
  return answer;
}

}  // namespace amilocal
