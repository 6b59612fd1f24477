#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/core/log.h"
#include "amilocal/engine/server_settings.h"
#include "amilocal/net/http_server.h"

namespace amilocal {

/// The command line, an environment variable or the configuration file says something that cannot
/// be followed. The text names the place. Ends the program with exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// HTTPS beside HTTP: where a certificate is given, never, or with a certificate made at start.
enum class TlsMode { automatic, off, selfSigned };

/// Are requests believed, or is their signature verified?
enum class AuthMode { off, sigv4 };

/// The S3 of another server; without an address, ours is there.
struct S3Options {
  std::string url;
  std::string region = "us-east-1";
  std::string accessKey;
  std::string secretKey;
  std::string sessionToken;  ///< empty for none
  std::string trustedFile;   ///< certificates that may vouch for it; empty: the system's

  /// Takes the key of AWS's own clients where the options name none (AWS SDKs and Tools Reference
  /// Guide, "AWS access keys", and "General configuration", ca_bundle).
  void completeFrom(const std::vector<std::pair<std::string, std::string>>& environment);
};

/// Everything that `amilocal serve` can be told. The rows of option_table.cpp fill it.
struct ServeOptions {
  Endpoint endpoint{"127.0.0.1", 4566};
  std::string portFile;
  std::string dataDirectory;  ///< empty: ephemeral
  bool durable = false;
  std::uint64_t maxDataBytes = 16ULL << 30U;  ///< of disks and objects, on disk
  ServerSettings settings;
  AuthMode auth = AuthMode::off;
  std::string credentialsFile;  ///< empty: nobody is known
  std::string controlToken;     ///< empty: the control API asks for none
  log::Format logFormat = log::Format::text;
  log::Level logLevel = log::Level::info;
  int ioThreads = 0;  ///< 0: as many as cores
  TlsMode tls = TlsMode::automatic;
  std::string tlsCertificateFile;
  std::string tlsKeyFile;
  ServerLimits limits;
  std::string eventsFile;  ///< empty: nowhere
  std::string eventsUrl;   ///< empty: nowhere
  S3Options s3;

  /// What the HTTP server is to do about HTTPS; empty for nothing.
  std::optional<TlsOptions> tlsOptions() const;
};

/// Refuses options that contradict each other. Throws UsageError.
void checkTogether(const ServeOptions& options);

}  // namespace amilocal
