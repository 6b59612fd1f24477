#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace amilocal::domain {

/// The states of an image, as AWS spells them (EC2 API Reference, Image, imageState). `invalid`,
/// `transient` and `error` exist in the model and are never entered here. `recoverable` is ours,
/// for what is in the Recycle Bin; no answer shows it.
enum class ImageState { pending, available, disabled, failed, deregistered, recoverable };

enum class ImageEvent { complete, fail, disable, enable, deregister, recycle, restore };

struct ImageStep {
  ImageState from;
  ImageEvent on;
  ImageState to;
};

/// Every legal step; all else is illegal by absence (aws-facts/images.md 1.2).
inline constexpr ImageStep kImageSteps[] = {
    {ImageState::pending, ImageEvent::complete, ImageState::available},
    {ImageState::pending, ImageEvent::fail, ImageState::failed},
    {ImageState::pending, ImageEvent::deregister, ImageState::deregistered},
    {ImageState::available, ImageEvent::disable, ImageState::disabled},
    {ImageState::available, ImageEvent::deregister, ImageState::deregistered},
    {ImageState::disabled, ImageEvent::enable, ImageState::available},
    {ImageState::disabled, ImageEvent::deregister, ImageState::deregistered},
    {ImageState::failed, ImageEvent::deregister, ImageState::deregistered},
    {ImageState::available, ImageEvent::recycle, ImageState::recoverable},
    {ImageState::disabled, ImageEvent::recycle, ImageState::recoverable},
    {ImageState::recoverable, ImageEvent::restore, ImageState::available},
    {ImageState::recoverable, ImageEvent::deregister, ImageState::deregistered},
};

constexpr std::optional<ImageState> next(ImageState from, ImageEvent on) {
  for (const auto& step : kImageSteps)
    if (step.from == from && step.on == on) return step.to;
  return std::nullopt;
}

static_assert(!next(ImageState::deregistered, ImageEvent::enable), "deregistered is final");

std::string_view toString(ImageState state);
std::optional<ImageState> parseImageState(std::string_view text);

}  // namespace amilocal::domain
