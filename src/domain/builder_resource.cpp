#include "amilocal/domain/builder_resource.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<BuilderKind> kKinds[] = {
    {BuilderKind::component, "component"},
    {BuilderKind::image_recipe, "image-recipe"},
    {BuilderKind::container_recipe, "container-recipe"},
};

}  // namespace

std::string_view toString(BuilderKind kind) { return nameOf(kKinds, kind); }

std::optional<BuilderKind> parseBuilderKind(std::string_view text) { return valueOf(kKinds, text); }

}  // namespace amilocal::domain
