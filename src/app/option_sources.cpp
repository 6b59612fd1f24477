#include "app/option_sources.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "app/config_file.h"
#include "app/credentials_file.h"
#include "app/option_table.h"

namespace amilocal {
namespace {

constexpr std::string_view kPrefix = "AMILOCAL_";
constexpr std::string_view kConfigVariable = "AMILOCAL_CONFIG";
// Read by the client commands; on a machine where it is set, the server must start all the same.
constexpr std::string_view kEndpointVariable = "AMILOCAL_ENDPOINT";

std::string didYouMean(const std::string& near) {
  return near.empty() ? std::string() : "; did you mean " + near + "?";
}

// `place` is how the user named it: `--port`, `AMILOCAL_PORT`, `amilocal.yaml:3: port`.
void apply(const OptionRow& row, ServeOptions& options, std::string_view text,
           const std::string& place) {
  try {
    row.set(options, text);
  } catch (const BadValue& bad) {
    throw UsageError(place + ": '" + std::string(text) + "' is not " + bad.expected +
                     didYouMean(bad.suggestion));
  }
}

std::string nearestOption(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& row : optionTable()) names.push_back(row.name);
  auto bare = toLower(name);
  std::ranges::replace(bare, '_', '-');
  return nearest(bare, names);
}

const OptionRow* optionOfVariable(std::string_view variable) {
  const auto found = std::ranges::find(optionTable(), variable,
                                       [](const auto& row) { return environmentName(row.name); });
  return found == optionTable().end() ? nullptr : &*found;
}

std::string nearestVariable(std::string_view variable) {
  if (nearest(variable, std::array{kConfigVariable, kEndpointVariable}) == kConfigVariable)
    return std::string(kConfigVariable);
  const auto near = nearestOption(variable.substr(kPrefix.size()));
  return near.empty() ? near : environmentName(near);
}

void applyFile(const std::string& path, ServeOptions& options) {
  for (const auto& entry : readConfigFile(path)) {
    const auto* row = findOption(entry.key);
    if (row == nullptr)
      throw UsageError(entry.place + ": unknown key '" + entry.key + "'" +
                       didYouMean(nearestOption(entry.key)));
    apply(*row, options, entry.value, entry.place + ": " + entry.key);
  }
}

void applyEnvironment(const NamedTexts& environment, ServeOptions& options) {
  for (const auto& [name, value] : environment) {
    if (!name.starts_with(kPrefix) || name == kConfigVariable || name == kEndpointVariable)
      continue;
    const auto* row = optionOfVariable(name);
    if (row == nullptr)
      throw UsageError("unknown environment variable " + name + didYouMean(nearestVariable(name)));
    if (!value.empty()) apply(*row, options, value, name);
  }
}

// Programmer's errors of the command line end here: it offers only flags of the table.
void applyFlags(const NamedTexts& flags, ServeOptions& options) {
  for (const auto& [name, value] : flags) {
    const auto* row = findOption(name);
    if (row == nullptr)
      throw UsageError("unknown option --" + name + didYouMean("--" + nearestOption(name)));
    apply(*row, options, value, "--" + name);
  }
}

std::string configFileOf(const OptionSources& sources) {
  if (sources.configFlag && sources.configFlag->empty())
    throw UsageError("--config: '' is not the name of a file");
  if (sources.configFlag) return *sources.configFlag;
  for (const auto& [name, value] : sources.environment)
    if (name == kConfigVariable) return value;
  return {};
}

}  // namespace

ServeOptions readServeOptions(const OptionSources& sources) {
  ServeOptions options;
  if (const auto file = configFileOf(sources); !file.empty()) applyFile(file, options);
  applyEnvironment(sources.environment, options);
  applyFlags(sources.flags, options);
  options.s3.completeFrom(sources.environment);
  checkTogether(options);
  options.settings.verifySignatures = options.auth == AuthMode::sigv4;
  if (!options.credentialsFile.empty())
    options.settings.users = readCredentialsFile(options.credentialsFile);
  return options;
}

NamedTexts readEnvironment(const char* const* variables) {
  NamedTexts environment;
  for (; variables != nullptr && *variables != nullptr; ++variables) {
    const std::string_view variable = *variables;
    const auto equals = std::min(variable.find('='), variable.size());
    environment.emplace_back(variable.substr(0, equals),
                             variable.substr(std::min(equals + 1, variable.size())));
  }
  return environment;
}

}  // namespace amilocal
