#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/builder_resource.h"
#include "amilocal/domain/page.h"
#include "amilocal/engine/request_context.h"
#include "imagebuilder/shapes.gen.h"

/// What all operations of Image Builder share.
namespace amilocal::imagebuilder {

using TagMap = std::map<std::string, std::string>;

/// The caller's resource of this ARN; a pattern in the place of its version, or a component's ARN
/// without a build, names the newest. Throws InvalidRequestException for an ARN of another kind and
/// ResourceNotFoundException.
domain::BuilderResource requireResource(RequestContext& ctx, const std::string& arn,
                                        domain::BuilderKind kind);

/// A new resource of the caller with its version, but for `data` and `imageId`.
domain::BuilderResource newResource(RequestContext& ctx, domain::BuilderKind kind,
                                    const std::string& name, std::string_view version);

/// Stores a new one with its tags. Throws what putTags() throws.
void insertResource(RequestContext& ctx, const domain::BuilderResource& resource,
                    const TagMap& tags);

/// Throws InvalidParameterException for tags that AWS does not take.
void putTags(RequestContext& ctx, const domain::BuilderResource& resource, const TagMap& tags);

TagMap tagsOn(RequestContext& ctx, const domain::BuilderResource& resource);

/// ARNs that always name the newest version, of all, of its major one, and so on.
LatestVersionReferences latestReferences(const domain::BuilderResource& resource);

/// Takes a resource away with its tags.
void removeResource(RequestContext& ctx, const domain::BuilderResource& resource);

/// Each of a recipe's components must exist; those of AWS always do. Throws
/// InvalidParameterValueException.
void checkComponents(RequestContext& ctx, const std::vector<ComponentConfiguration>& components);

/// The image that a recipe starts from.
struct BaseImage {
  std::optional<std::string> id;  ///< absent when it is named otherwise: by an ARN, a parameter
  std::string platform = "Linux";
};
/// `text` is what the recipe's member `parameter` says. Throws InvalidParameterValueException for
/// an id that is no image that the caller can use, and for a parameter that leads to none.
BaseImage baseImage(RequestContext& ctx, const std::string& text, std::string_view parameter);

/// A page of 1 to 25 ARNs. Throws InvalidRequestException, InvalidPaginationTokenException.
domain::PageScope builderPage(const std::optional<std::int64_t>& maxResults,
                              const std::optional<std::string>& nextToken);

/// One filter of a list and the texts of a resource that it compares.
struct FilterTexts {
  std::string_view name;
  std::vector<std::string> texts;
};
/// Does each filter match one of the texts of its name? Throws InvalidRequestException for a name
/// that is not among them.
bool matchesFilters(const std::vector<Filter>& filters, const std::vector<FilterTexts>& texts);

/// Lists show the caller's resources only: nobody shares any here, and there are none of others.
bool listsOwn(const std::optional<std::string>& owner);

}  // namespace amilocal::imagebuilder
