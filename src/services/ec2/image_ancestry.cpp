#include "amilocal/domain/ancestry.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

ImageAncestryEntry entryOf(const domain::Image& image) {
  return {.creationDate = wholeSeconds(image.createdAt),
          .imageId = image.id.str(),
          .imageOwnerAlias = image.ownerAlias,
          .sourceImageId = image.sourceImageId,
          .sourceImageRegion = image.sourceImageRegion};
}

}  // namespace

GetImageAncestryResponse getImageAncestry(RequestContext& ctx,
                                          const GetImageAncestryRequest& request) {
  auto image = requireVisibleImage(ctx, parseImageId(request.imageId));
  const auto find = [&ctx](std::string_view region, const ImageId& id) {
    return findImageIn(ctx, region, id);
  };
  GetImageAncestryResponse answer;
  for (const auto& ancestor : domain::ancestryOf(std::move(image), find))
    answer.imageAncestryEntries.push_back(entryOf(ancestor));
  return answer;
}

}  // namespace amilocal::ec2
