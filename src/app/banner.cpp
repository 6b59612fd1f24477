#include "app/banner.h"

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

std::string line(std::string_view name, std::string_view text) {
  constexpr std::size_t kColumn = 15;
  std::string out = "  " + std::string(name);
  out.resize(kColumn, ' ');
  return out.append(text);
}

std::string dataOf(const ServeOptions& options, const StartFacts& facts) {
  if (options.dataDirectory.empty()) return "ephemeral: gone when the server ends (see --data-dir)";
  return "kept in " + facts.dataDirectory + (options.durable ? ", durable" : "");
}

std::string taskTimeOf(const domain::TaskTime& time) {
  switch (time.mode) {
    case domain::TaskTime::Mode::aws:
      return "as long as on AWS";
    case domain::TaskTime::Mode::hold:
      return "held until 'amilocal tasks' ends it";
    case domain::TaskTime::Mode::fixed:
      break;
  }
  if (time.duration == Duration{0}) return "0: the next look shows the end (see --task-time)";
  return formatDuration(time.duration);
}

std::string addressOf(const ServeOptions& options, const StartFacts& facts) {
  auto text = urlOf(options.endpoint.host, facts.port);
  if (options.tlsOptions()) text += ", and https:// on the same port";
  return text;
}

std::string credentialsOf(const ServeOptions& options) {
  if (options.auth == AuthMode::off) return "any are accepted";
  return "signatures are verified with the keys of " + options.credentialsFile;
}

bool isLoopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

}  // namespace

std::string urlOf(std::string_view host, std::uint16_t port) {
  // The addresses that mean "everywhere" are nowhere to connect to.
  std::string name(host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host);
  if (name.find(':') != std::string::npos) name = "[" + name + "]";
  return "http://" + name + ":" + std::to_string(port);
}

std::vector<std::string> bannerOf(const ServeOptions& options, const StartFacts& facts) {
  const auto& settings = options.settings;
  std::vector<std::string> lines{
      "amilocal " AMILOCAL_VERSION,
      line("address", addressOf(options, facts)),
      line("data", dataOf(options, facts)),
      line("task time", taskTimeOf(settings.taskTime)),
      line("credentials", credentialsOf(options)),
      line("catalogue", settings.seedCatalogue ? "the public images of well-known owners"
                                               : "no public images (--seed-catalogue off)"),
  };
  if (!facts.certificateFile.empty())
    lines.push_back(line("certificate", "AWS_CA_BUNDLE=" + facts.certificateFile));
  if (settings.seed) lines.push_back(line("seed", std::to_string(*settings.seed) + ": ids repeat"));
  if (!settings.enabledRegions.empty())
    lines.push_back(line("regions", "also " + join(settings.enabledRegions, ", ")));
  if (settings.iam != domain::IamMode::off)
    lines.push_back(line("policies", settings.iam == domain::IamMode::audit
                                         ? "what they would refuse is logged"
                                         : "are enforced"));
  if (options.auth == AuthMode::off && !isLoopback(options.endpoint.host))
    lines.push_back(line("WARNING", "whoever reaches " + options.endpoint.host +
                                        " may do everything (see --auth, --control-token)"));
  if (settings.lenient) lines.push_back(line("lenient", "unknown parameters pass"));
  return lines;
}

std::vector<std::string> nextStepsOf(const ServeOptions& options, const StartFacts& facts) {
  const std::string keys = options.auth == AuthMode::off
                               ? "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test"
                               : "AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=...";
  return {
      "Next, in another shell:",
      "  export " + keys + " AWS_DEFAULT_REGION=" + options.settings.defaultRegion,
      "  aws --endpoint-url " + urlOf(options.endpoint.host, facts.port) + " ec2 describe-regions"};
}

}  // namespace amilocal
