#include "app/serve_options.h"

namespace amilocal {

std::optional<TlsOptions> ServeOptions::tlsOptions() const {
  const bool hasCertificate = !tlsCertificateFile.empty();
  if (tls == TlsMode::off || (tls == TlsMode::automatic && !hasCertificate)) return std::nullopt;
  return TlsOptions{tlsCertificateFile, tlsKeyFile};
}

void S3Options::completeFrom(const std::vector<std::pair<std::string, std::string>>& environment) {
  if (url.empty()) return;
  const bool hasKey = !accessKey.empty() || !secretKey.empty() || !sessionToken.empty();
  for (const auto& [name, value] : environment) {
    if (!hasKey && name == "AWS_ACCESS_KEY_ID") accessKey = value;
    if (!hasKey && name == "AWS_SECRET_ACCESS_KEY") secretKey = value;
    if (!hasKey && name == "AWS_SESSION_TOKEN") sessionToken = value;
    if (trustedFile.empty() && name == "AWS_CA_BUNDLE") trustedFile = value;
  }
}

namespace {

void checkS3(const S3Options& s3) {
  const bool hasKey = !s3.accessKey.empty() && !s3.secretKey.empty();
  const bool saysMore = !s3.accessKey.empty() || !s3.secretKey.empty() ||
                        !s3.sessionToken.empty() || !s3.trustedFile.empty();
  if (s3.url.empty() && saysMore)
    throw UsageError(
        "--s3-access-key, --s3-secret-key, --s3-session-token and --s3-ca need "
        "--s3-endpoint");
  if (!s3.url.empty() && !hasKey)
    throw UsageError(
        "--s3-endpoint needs --s3-access-key and --s3-secret-key, or "
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment");
}

}  // namespace

void checkTogether(const ServeOptions& options) {
  if (options.durable && options.dataDirectory.empty())
    throw UsageError("--durable needs --data-dir: without a directory nothing is kept");
  const bool hasCertificate = !options.tlsCertificateFile.empty();
  if (hasCertificate != !options.tlsKeyFile.empty())
    throw UsageError(hasCertificate ? "--tls-cert needs --tls-key" : "--tls-key needs --tls-cert");
  if (hasCertificate && options.tls == TlsMode::selfSigned)
    throw UsageError("--tls self-signed and --tls-cert exclude each other");
  if (options.auth == AuthMode::sigv4 && options.credentialsFile.empty())
    throw UsageError("--auth sigv4 needs --credentials: without a file nobody has a key");
  checkS3(options.s3);
}

}  // namespace amilocal
