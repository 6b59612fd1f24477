#pragma once

#include <memory>

#include "app/banner.h"
#include "app/serve_options.h"

namespace amilocal {

/// The whole house: storage, engine, gateway, control API and HTTP, built and handed to each other.
class Server {
 public:
  /// Opens the data and the port: from here on clients can connect. Throws std::runtime_error (a
  /// CatalogError among them) when the data or the port cannot be had.
  explicit Server(const ServeOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  const StartFacts& facts() const;

  /// Answers requests until stop() and what it lets end have ended. At most once.
  void run();
  void stop();  ///< from any thread

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace amilocal
