#include "amilocal/net/client_connection.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "net/client_tls.h"

namespace amilocal {
namespace {

// How long whoever ends the process may have to wait for those who wait for the network.
constexpr std::chrono::milliseconds kGlance{100};

// Who is there takes a connection within a few round trips.
constexpr std::chrono::milliseconds kConnectPatience{10'000};

ConnectionFailed failure(int error) {
  return ConnectionFailed(std::generic_category().message(error));
}

}  // namespace

ClientConnection::ClientConnection(const std::string& host, const std::string& port,
                                   ConnectionOptions options)
    : options_(std::move(options)) {
  try {
    open(host, port);
    if (options_.tls)
      tls_ = std::make_unique<ClientTls>(
          host, options_.trustedFile, [this](std::string_view bytes) { sendPlain(bytes); },
          [this](char* into, std::size_t room) { return receivePlain(into, room); });
  } catch (...) {
    if (socket_ >= 0) close(socket_);
    throw;
  }
}

ClientConnection::~ClientConnection() { close(socket_); }

void ClientConnection::open(const std::string& host, const std::string& port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int unknown = getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (unknown != 0) throw ConnectionFailed(gai_strerror(unknown));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, freeaddrinfo);
  int error = EADDRNOTAVAIL;
  for (const auto* address = found; address != nullptr; address = address->ai_next) {
    if (socket_ >= 0) close(std::exchange(socket_, -1));
    socket_ = ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) throw failure(errno);
    if (connect(socket_, address->ai_addr, address->ai_addrlen) == 0) return;
    error = errno;
    if (error != EINPROGRESS) continue;
    try {
      await(POLLOUT, std::min(options_.patience, kConnectPatience));
    } catch (const ConnectionTimedOut&) {
      if (address->ai_next == nullptr) throw;  // a name may have an address that nobody has
      continue;
    }
    socklen_t size = sizeof error;
    getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == 0) return;
  }
  throw failure(error);
}

void ClientConnection::await(short what, std::chrono::milliseconds patience) const {
  for (auto left = patience; left.count() > 0; left -= kGlance) {
    if (options_.isStopped && options_.isStopped()) throw failure(ECANCELED);
    pollfd entry{socket_, what, 0};
    const auto glance = std::min(left, kGlance);
    const int count = poll(&entry, 1, static_cast<int>(glance.count()));
    if (count > 0) return;
    if (count < 0 && errno != EINTR) throw failure(errno);
  }
  throw ConnectionTimedOut(std::generic_category().message(ETIMEDOUT));
}

void ClientConnection::sendPlain(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    else if (errno == EAGAIN)
      await(POLLOUT, options_.patience);
    else if (errno != EINTR)
      throw failure(errno);
  }
}

std::size_t ClientConnection::receivePlain(char* into, std::size_t room) const {
  for (;;) {
    const auto count = recv(socket_, into, room, 0);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EAGAIN)
      await(POLLIN, options_.patience);
    else if (errno != EINTR)
      throw failure(errno);
  }
}

void ClientConnection::send(std::string_view bytes) {
  if (tls_) return tls_->send(bytes);
  sendPlain(bytes);
}

std::size_t ClientConnection::receive(char* into, std::size_t room) {
  return tls_ ? tls_->receive(into, room) : receivePlain(into, room);
}

}  // namespace amilocal
