#pragma once

#include "amilocal/wire/field.h"
#include "reef/shapes.gen.h"

namespace amilocal::reef {
namespace fields {
inline constexpr wire::Field kPutFishRequest[] = {
    {"ReefId", "reefId", "ReefId", "member", "", true, false, false, wire::ListPresence::sent, {}, wire::Place::path},
    {"Weight", "x-amz-Weight", "Weight", "member", "", false, false, true, wire::ListPresence::sent, {}, wire::Place::header},
    {"Names", "name", "Names", "member", "", false, false, false, wire::ListPresence::sent, {}, wire::Place::query},
    {"Picture", "Picture", "Picture", "member", "", false, false, false, wire::ListPresence::sent, {}, wire::Place::payload},
};
inline constexpr wire::Field kPutFishResponse[] = {
    {"FishId", "FishId", "FishId", "member", "", false, false, false, wire::ListPresence::sent, {}},
    {"Since", "Since", "Since", "member", "", false, false, false, wire::ListPresence::sent, {}, wire::Place::body, wire::TimeForm::iso},
    {"Marks", "Marks", "Marks", "member", "", false, false, false, wire::ListPresence::absent, {}},
};
inline constexpr wire::Field kGetFishRequest[] = {
    {"FishId", "fishId", "FishId", "member", "", true, false, false, wire::ListPresence::sent, {}, wire::Place::path},
};
inline constexpr wire::Field kGetFishResponse[] = {
    {"Weight", "x-amz-Weight", "Weight", "member", "", false, false, true, wire::ListPresence::sent, {}, wire::Place::header},
    {"Picture", "Picture", "Picture", "member", "", false, false, false, wire::ListPresence::sent, {}, wire::Place::payload},
};
}  // namespace fields

template <class Visitor, wire::OneOf<PutFishRequest> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kPutFishRequest[0], shape.reefId);
  visit(fields::kPutFishRequest[1], shape.weight);
  visit(fields::kPutFishRequest[2], shape.names);
  visit(fields::kPutFishRequest[3], shape.picture);
}

template <class Visitor, wire::OneOf<PutFishResponse> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kPutFishResponse[0], shape.fishId);
  visit(fields::kPutFishResponse[1], shape.since);
  visit(fields::kPutFishResponse[2], shape.marks);
}

template <class Visitor, wire::OneOf<GetFishRequest> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kGetFishRequest[0], shape.fishId);
}

template <class Visitor, wire::OneOf<GetFishResponse> T>
void describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {
  visit(fields::kGetFishResponse[0], shape.weight);
  visit(fields::kGetFishResponse[1], shape.picture);
}

}  // namespace amilocal::reef
