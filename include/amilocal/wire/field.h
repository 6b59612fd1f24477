#pragma once

#include <concepts>
#include <span>
#include <string_view>
#include <type_traits>

namespace amilocal::wire {

/// When does a list stand in an answer?
enum class ListPresence {
  sent,      ///< always, as an empty element when it is empty
  absent,    ///< left out when it is empty
  asMember,  ///< std::optional: sent when set, even if empty
};

/// Where does a member of a request or an answer stand? Anything but `body` is of the REST
/// protocols.
enum class Place {
  body,     ///< in the form, the XML or the JSON
  path,     ///< a label of the path: `/rules/{identifier}`
  query,    ///< a parameter of the path
  header,   ///< a header line
  payload,  ///< the whole body, as it is
};

/// How JSON spells a time.
enum class TimeForm {
  epochSeconds,  ///< a number, with milliseconds as its fraction
  iso,           ///< `2026-02-24T06:46:54.000Z`
};

/// One member of a shape, as the protocols spell it. The generator writes these from schema/api;
/// together with `describe` they are all that a codec knows about a shape.
struct Field {
  std::string_view name;           ///< the member's name in the model: `SourceImageId`
  std::string_view query;          ///< in a form body, or at its `place`: `SourceImageId`
  std::string_view xml;            ///< as an element: `sourceImageId`
  std::string_view item = "item";  ///< the element around each member of a list
  std::string_view missing;        ///< what MissingParameter calls it
  bool required = false;
  bool keepEmpty = false;  ///< an empty value is a value, not an absent parameter
  bool narrow = false;     ///< a 32-bit integer
  ListPresence presence = ListPresence::sent;
  std::span<const std::string_view> allowed = {};  ///< the values of an enumeration; empty: any
  Place place = Place::body;
  TimeForm time = TimeForm::epochSeconds;
};

/// A shape or the same shape const: `describe` reads one and writes the other.
template <class T, class Shape>
concept OneOf = std::same_as<std::remove_const_t<T>, Shape>;

}  // namespace amilocal::wire
