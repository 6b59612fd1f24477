#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/domain/builder_resource.h"
#include "amilocal/domain/caller.h"

/// Names, versions and ARNs of Image Builder's resources (EC2 Image Builder API Reference).
namespace amilocal::domain {

/// `1.0.0`: three numbers that are compared as such.
struct SemanticVersion {
  std::int64_t major = 0, minor = 0, patch = 0;
  static std::optional<SemanticVersion> parse(std::string_view text);
  std::string text() const;
  friend auto operator<=>(const SemanticVersion&, const SemanticVersion&) = default;
};

/// The version that a new resource gets: as asked, or, with `x`, one more than the highest that
/// there is so far: `1.2.x` after 1.2.0 is 1.2.1, and what follows the first `x` is 0. Throws
/// InvalidVersionNumberException.
SemanticVersion newVersion(std::string_view asked, std::span<const SemanticVersion> existing);

/// Does a version in an ARN, `1.x.x`, name this one?
bool namesVersion(std::string_view pattern, const SemanticVersion& version);

/// 3 to 128 letters, digits, blanks, hyphens and underscores. Throws InvalidRequestException.
void checkBuilderName(std::string_view name);

/// `arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/my-recipe/1.0.0`: names lose their
/// blanks and capitals.
std::string builderArn(const Caller& caller, BuilderKind kind, std::string_view name,
                       std::string_view version);

/// The parts of such an ARN.
struct BuilderArn {
  std::string region;
  std::string owner;
  BuilderKind kind = BuilderKind::component;
  std::string name;
  std::string version;  ///< `1.0.0` or a pattern
  std::string build;    ///< of a component, or empty
};
std::optional<BuilderArn> parseBuilderArn(std::string_view text);

}  // namespace amilocal::domain
