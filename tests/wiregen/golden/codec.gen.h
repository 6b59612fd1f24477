#pragma once

#include <string>
#include <string_view>

#include "amilocal/wire/operation.h"
#include "zoo/shapes.gen.h"

namespace amilocal::zoo {

struct Codec {
  template <class T>
  static constexpr bool hasToken = false;

  static void read(const wire::CallInput& input, AdoptAnimalRequest& request);
  static std::string json(const AdoptAnimalRequest& request);
  static void read(const wire::CallInput& input, ListAnimalsRequest& request);
  static std::string json(const ListAnimalsRequest& request);
  static void write(wire::Answer& out, const AdoptAnimalResponse& answer);
  static void write(wire::Answer& out, const ListAnimalsResponse& answer);
  static std::string json(const AdoptAnimalResponse& answer);
  static void parse(std::string_view json, AdoptAnimalResponse& answer);
};

template <>
inline constexpr bool Codec::hasToken<AdoptAnimalRequest> = true;

}  // namespace amilocal::zoo
