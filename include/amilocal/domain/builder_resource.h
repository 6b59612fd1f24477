#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// The kinds of Image Builder's resources that there are.
enum class BuilderKind { component, image_recipe, container_recipe };

/// `component`, `image-recipe`, `container-recipe`: as ARNs spell them.
std::string_view toString(BuilderKind kind);
std::optional<BuilderKind> parseBuilderKind(std::string_view text);

/// A component or recipe of Image Builder. It never changes.
struct BuilderResource {
  std::string arn;
  std::string region;
  std::string owner;
  BuilderKind kind = BuilderKind::component;
  std::string name;
  std::string version;  ///< 1.0.0; of a component without its build
  Instant createdAt{};
  std::optional<std::string> imageId;  ///< the AMI that a recipe starts from
  std::string data;                    ///< the creating request as JSON, under the model's names
  friend bool operator==(const BuilderResource&, const BuilderResource&) = default;
};

}  // namespace amilocal::domain
