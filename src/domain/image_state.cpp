#include "amilocal/domain/image_state.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<ImageState> kImageStates[] = {
    {ImageState::pending, "pending"},           {ImageState::available, "available"},
    {ImageState::disabled, "disabled"},         {ImageState::failed, "failed"},
    {ImageState::deregistered, "deregistered"}, {ImageState::recoverable, "recoverable"},
};

}  // namespace

std::string_view toString(ImageState state) { return nameOf(kImageStates, state); }

std::optional<ImageState> parseImageState(std::string_view text) {
  return valueOf(kImageStates, text);
}

}  // namespace amilocal::domain
