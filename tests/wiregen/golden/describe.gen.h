#pragma once

#include "amilocal/wire/field.h"
#include "zoo/shapes.gen.h"

namespace amilocal::zoo {
namespace fields {
inline constexpr std::string_view kValues0[] = {"2", "4", };
inline constexpr wire::Field kAdoptAnimalRequest[] = {
    {"Name", "Name", "name", "item", "", true, true, false, wire::ListPresence::sent, {}},
    {"Return", "GiveBack", "return", "item", "giveBack", false, false, false, wire::ListPresence::sent, {}},
    {"ClientToken", "ClientToken", "clientToken", "item", "", false, false, false, wire::ListPresence::sent, {}},
    {"DryRun", "DryRun", "dryRun", "item", "", false, false, false, wire::ListPresence::sent, {}},
};
inline constexpr wire::Field kAnimal[] = {
    {"Name", "Name", "name", "item", "", false, false, false, wire::ListPresence::sent, {}},
    {"Legs", "Legs", "legs", "item", "", false, false, true, wire::ListPresence::sent, kValues0},
    {"Tags", "Tags", "tagSet", "item", "", false, false, false, wire::ListPresence::absent, {}},
    {"Foods", "Foods", "foods", "item", "", false, false, false, wire::ListPresence::asMember, {}},
};
inline constexpr wire::Field kAdoptAnimalResponse[] = {
    {"Animal", "Animal", "animal", "item", "", false, false, false, wire::ListPresence::sent, {}},
    {"At", "At", "at", "item", "", false, false, false, wire::ListPresence::sent, {}},
};
inline constexpr wire::Field kListAnimalsRequest[] = {
    {"Names", "Name", "names", "item", "", true, false, false, wire::ListPresence::sent, {}},
};
inline constexpr wire::Field kListAnimalsResponse[] = {
    {"Animals", "Animals", "animalSet", "item", "", false, false, false, wire::ListPresence::sent, {}},
    {"Weight", "Weight", "weight", "item", "", false, false, false, wire::ListPresence::sent, {}},
};
}  // namespace fields

template <class Visitor, wire::OneOf<AdoptAnimalRequest> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kAdoptAnimalRequest[0], shape.name);
  visit(fields::kAdoptAnimalRequest[1], shape.return_);
  visit(fields::kAdoptAnimalRequest[2], shape.clientToken);
  visit(fields::kAdoptAnimalRequest[3], shape.dryRun);
}

template <class Visitor, wire::OneOf<Animal> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kAnimal[0], shape.name);
  visit(fields::kAnimal[1], shape.legs);
  visit(fields::kAnimal[2], shape.tags);
  visit(fields::kAnimal[3], shape.foods);
}

template <class Visitor, wire::OneOf<AdoptAnimalResponse> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kAdoptAnimalResponse[0], shape.animal);
  visit(fields::kAdoptAnimalResponse[1], shape.at);
}

template <class Visitor, wire::OneOf<ListAnimalsRequest> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kListAnimalsRequest[0], shape.names);
}

template <class Visitor, wire::OneOf<ListAnimalsResponse> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kListAnimalsResponse[0], shape.animals);
  visit(fields::kListAnimalsResponse[1], shape.weight);
}

}  // namespace amilocal::zoo
