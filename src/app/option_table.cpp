#include "app/option_table.h"

#include <algorithm>

#include "amilocal/domain/task_time.h"
#include "app/http_client.h"
#include "app/option_values.h"

namespace amilocal {
namespace {

using namespace option;

// More threads than this are a slip of the hand, not a machine.
constexpr int kIoThreadsMax = 1024;

constexpr Choice<log::Format> kFormats[] = {{"text", log::Format::text},
                                            {"json", log::Format::json}};
constexpr Choice<log::Level> kLevels[] = {{"debug", log::Level::debug},
                                          {"info", log::Level::info},
                                          {"warn", log::Level::warn},
                                          {"error", log::Level::error},
                                          {"off", log::Level::off}};
constexpr Choice<domain::UsageDelay> kUsageDelays[] = {{"none", domain::UsageDelay::none},
                                                       {"aws", domain::UsageDelay::aws}};
constexpr Choice<AuthMode> kAuthModes[] = {{"off", AuthMode::off}, {"sigv4", AuthMode::sigv4}};
constexpr Choice<domain::IamMode> kIamModes[] = {{"off", domain::IamMode::off},
                                                 {"audit", domain::IamMode::audit},
                                                 {"enforce", domain::IamMode::enforce}};
constexpr Choice<bool> kOnOff[] = {{"on", true}, {"off", false}};
constexpr Choice<TlsMode> kTlsModes[] = {
    {"auto", TlsMode::automatic}, {"off", TlsMode::off}, {"self-signed", TlsMode::selfSigned}};

domain::TaskTime readTaskTime(std::string_view text) {
  if (const auto time = domain::TaskTime::parse(text)) return *time;
  throw BadValue{"0, a length of time such as 2s, aws or hold", {}};
}

std::string readS3Url(std::string_view text) {
  try {
    return ServerAddress::parseUrl(text).url;
  } catch (const UsageError&) {
    throw BadValue{"an address such as http://127.0.0.1:9000", {}};
  }
}

using Text = std::string_view;
using Options = ServeOptions;

constexpr OptionRow kOptions[] = {
    {"host", "ADDRESS", "127.0.0.1",
     "Where to listen: an IP address, or localhost for both loopback addresses; 0.0.0.0 for "
     "everybody.",
     [](Options& o, Text t) { o.endpoint.host = nonEmpty(t, "an IP address or localhost"); }},
    {"port", "NUMBER", "4566", "The port; 0 lets the system choose one.",
     [](Options& o, Text t) {
       o.endpoint.port = static_cast<std::uint16_t>(readNumber(t, "a port number", 0, 65535));
     }},
    {"port-file", "FILE", "", "Write the port into this file, once clients can connect.",
     [](Options& o, Text t) { o.portFile = nonEmpty(t, "the name of a file"); }},
    {"data-dir", "DIRECTORY", "",
     "Keep everything in this directory. Without it the server begins empty and leaves nothing.",
     [](Options& o, Text t) { o.dataDirectory = nonEmpty(t, "the name of a directory"); }},
    {"durable", "", "off",
     "Let each write survive a power cut too, not only the end of the process.",
     [](Options& o, Text t) { o.durable = readSwitch(t); }},
    {"max-data", "BYTES", "16g",
     "How many bytes of disks and objects are kept, as they are on disk.",
     [](Options& o, Text t) { o.maxDataBytes = readBytes(t); }},
    {"task-time", "TIME", "0",
     "How long asynchronous work takes: a length of time (with 0 the next look shows the end), "
     "aws (as long as on AWS) or hold (until the command 'tasks' ends it).",
     [](Options& o, Text t) { o.settings.taskTime = readTaskTime(t); }},
    {"usage-delay", "aws|none", "none",
     "How late reports on the use of images see what is new: at once (none), or as late as on AWS, "
     "instances after a day and launch templates after three.",
     [](Options& o, Text t) { o.settings.usageDelay = readChoice(t, kUsageDelays); }},
    {"seed", "NUMBER", "", "Make the ids of new resources repeat from run to run.",
     [](Options& o, Text t) { o.settings.seed = readSeed(t); }},
    {"seed-catalogue", "on|off", "on", "Are the public images of well-known owners there?",
     [](Options& o, Text t) { o.settings.seedCatalogue = readChoice(t, kOnOff); }},
    {"history", "NUMBER", "10000", "How many events and entries of the journal are kept.",
     [](Options& o, Text t) {
       o.settings.history = readNumber(t, "a number of events", 1, 10'000'000);
     }},
    {"events-file", "FILE", "", "Write each event into this file, one line of JSON each.",
     [](Options& o, Text t) { o.eventsFile = nonEmpty(t, "the name of a file"); }},
    {"events-url", "URL", "", "Send each event to this address (http://...), one POST each.",
     [](Options& o, Text t) { o.eventsUrl = nonEmpty(t, "an http:// address"); }},
    {"s3-endpoint", "URL", "",
     "Let the buckets be those of another server (http://... or https://...), such as MinIO.",
     [](Options& o, Text t) { o.s3.url = readS3Url(t); }},
    {"s3-region", "REGION", "us-east-1", "The Region that requests to it are signed for.",
     [](Options& o, Text t) { o.s3.region = nonEmpty(t, "a Region"); }},
    {"s3-access-key", "KEY", "", "The key for it, instead of AWS_ACCESS_KEY_ID.",
     [](Options& o, Text t) { o.s3.accessKey = nonEmpty(t, "an access key"); }},
    {"s3-secret-key", "SECRET", "", "Its secret, instead of AWS_SECRET_ACCESS_KEY.",
     [](Options& o, Text t) { o.s3.secretKey = nonEmpty(t, "a secret key"); }},
    {"s3-session-token", "TOKEN", "",
     "What goes with temporary keys, instead of AWS_SESSION_TOKEN.",
     [](Options& o, Text t) { o.s3.sessionToken = nonEmpty(t, "a token"); }},
    {"s3-ca", "FILE", "",
     "Certificates (PEM) that may vouch for it; else AWS_CA_BUNDLE, else those of the system.",
     [](Options& o, Text t) { o.s3.trustedFile = nonEmpty(t, "the name of a file"); }},
    {"default-region", "REGION", "us-east-1", "The Region of requests that are not signed.",
     [](Options& o, Text t) { o.settings.defaultRegion = readRegion(t); }},
    {"enable-regions", "all|REGION,...", "",
     "The opt-in Regions that every account has enabled from the beginning.",
     [](Options& o, Text t) { o.settings.enabledRegions = readRegions(t); }},
    {"quota", "NAME=VALUE", "",
     "Another quota than AWS's default, such as public-images=1; several with commas, or the "
     "option again. GET /_amilocal/quotas lists the names.",
     [](Options& o, Text t) { readQuotas(t, o.settings.limits); }, true},
    {"unusable-kms-key", "KEY", "",
     "A key that nobody can use, named by its id, its alias or its ARN: what is encrypted with it "
     "fails. Several with commas, or the option again.",
     [](Options& o, Text t) { readList(t, o.settings.unusableKmsKeys); }, true},
    {"accounts", "ACCOUNT,...", "",
     "Accounts of organizations, each as id=DIGITS;name=TEXT;organization=o-ID;unit=ou-ID/ou-ID; "
     "in a file a list of mappings.",
     [](Options& o, Text t) { o.settings.accounts = readAccounts(t); }},
    {"auth", "off|sigv4", "off",
     "Are requests believed (off), or refused unless they are signed with a key that is known "
     "(sigv4)?",
     [](Options& o, Text t) { o.auth = readChoice(t, kAuthModes); }},
    {"credentials", "FILE", "", "Accounts, users, their keys and policies (docs/security.md).",
     [](Options& o, Text t) { o.credentialsFile = nonEmpty(t, "the name of a file"); }},
    {"iam", "off|audit|enforce", "off",
     "What policies do: nothing, write into the log what they would refuse, or refuse it.",
     [](Options& o, Text t) { o.settings.iam = readChoice(t, kIamModes); }},
    {"control-token", "TOKEN", "",
     "What clients of the control API must send, as 'Authorization: Bearer TOKEN'.",
     [](Options& o, Text t) { o.controlToken = nonEmpty(t, "a token"); }},
    {"lenient", "", "off", "Let parameters pass that the operation does not have.",
     [](Options& o, Text t) { o.settings.lenient = readSwitch(t); }},
    {"tls", "auto|off|self-signed", "auto",
     "HTTPS on the same port as HTTP: where a certificate is given (auto), never, or with one "
     "made at start.",
     [](Options& o, Text t) { o.tls = readChoice(t, kTlsModes); }},
    {"tls-cert", "FILE", "", "The certificate and its chain (PEM).",
     [](Options& o, Text t) { o.tlsCertificateFile = nonEmpty(t, "the name of a file"); }},
    {"tls-key", "FILE", "", "The key of the certificate (PEM, not encrypted).",
     [](Options& o, Text t) { o.tlsKeyFile = nonEmpty(t, "the name of a file"); }},
    {"log-format", "text|json", "text", "The form of the log, which goes to standard error.",
     [](Options& o, Text t) { o.logFormat = readChoice(t, kFormats); }},
    {"log-level", "LEVEL", "info", "The least that is logged: debug, info, warn, error or off.",
     [](Options& o, Text t) { o.logLevel = readChoice(t, kLevels); }},
    {"io-threads", "NUMBER", "auto", "Threads that serve requests; auto is one for each core.",
     [](Options& o, Text t) {
       o.ioThreads =
           t == "auto"
               ? 0
               : static_cast<int>(readNumber(t, "auto or a number of threads", 1, kIoThreadsMax));
     }},
    {"max-header-bytes", "BYTES", "64k", "The longest header of a request.",
     [](Options& o, Text t) { o.limits.maxHeaderBytes = readBytes(t); }},
    {"max-body-bytes", "BYTES", "16m", "The longest body of a request.",
     [](Options& o, Text t) { o.limits.maxBodyBytes = readBytes(t); }},
    {"max-connections", "NUMBER", "16000", "Connections at a time.",
     [](Options& o, Text t) {
       o.limits.maxConnections =
           static_cast<std::size_t>(readNumber(t, "a number of connections", 1, 1'000'000));
     }},
    {"request-timeout", "TIME", "30s",
     "How long the header of a request may take, and each silence inside its body.",
     [](Options& o, Text t) { o.limits.headerTimeout = o.limits.bodyTimeout = readTimeout(t); }},
    {"idle-timeout", "TIME", "2m", "How long a connection may be silent between requests.",
     [](Options& o, Text t) { o.limits.idleTimeout = readTimeout(t); }},
    {"drain-timeout", "TIME", "10s", "How long requests under way get when the server is to end.",
     [](Options& o, Text t) { o.limits.drainTimeout = readDuration(t); }},
};

}  // namespace

std::span<const OptionRow> optionTable() { return kOptions; }

const OptionRow* findOption(std::string_view name) {
  const auto* found = std::ranges::find(kOptions, name, &OptionRow::name);
  return found == std::end(kOptions) ? nullptr : found;
}

std::string environmentName(std::string_view optionName) {
  std::string name = "AMILOCAL_";
  for (const char c : optionName)
    name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

}  // namespace amilocal
