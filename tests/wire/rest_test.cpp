#include <gtest/gtest.h>

#include <array>
#include <map>

#include "amilocal/core/api_error.h"
#include "amilocal/wire/rest_reader.h"
#include "amilocal/wire/rest_request.h"
#include "amilocal/wire/rest_writer.h"

namespace amilocal::wire {
namespace {

// What the generator would write for a small service.
struct Fin {
  std::string color{};
  std::optional<std::int64_t> length;
  friend bool operator==(const Fin&, const Fin&) = default;
};
struct Fish {
  std::string reefId{};
  std::optional<std::int64_t> weight;
  std::vector<std::string> names;
  std::optional<Instant> since;
  std::optional<Instant> fedAt;
  std::vector<Fin> fins;
  std::optional<Fin> tail;
  std::map<std::string, std::string> marks;
  friend bool operator==(const Fish&, const Fish&) = default;
};
struct Picture {
  std::optional<std::string> bytes;
  std::optional<std::int64_t> size;
};

constexpr std::string_view kColors[] = {"red", "blue"};

Field field(std::string_view name, bool required = false) {
  Field made{.name = name, .query = name, .xml = name, .missing = {}};
  made.required = required;
  return made;
}
Field at(Place place, std::string_view wireName, Field made) {
  made.place = place;
  made.query = wireName;
  return made;
}

template <class Visitor, OneOf<Fin> T>
void describe(Visitor& visit, T& fin) {
  auto color = field("Color", true);
  color.allowed = kColors;
  visit(color, fin.color);
  visit(field("Length"), fin.length);
}
template <class Visitor, OneOf<Fish> T>
void describe(Visitor& visit, T& fish) {
  visit(at(Place::path, "reefId", field("ReefId", true)), fish.reefId);
  visit(at(Place::header, "x-amz-Weight", field("Weight")), fish.weight);
  visit(at(Place::query, "name", field("Names")), fish.names);
  visit(field("Since"), fish.since);
  auto fedAt = field("FedAt");
  fedAt.time = TimeForm::iso;
  visit(fedAt, fish.fedAt);
  visit(field("Fins"), fish.fins);
  visit(field("Tail"), fish.tail);
  auto marks = field("Marks");
  marks.presence = ListPresence::absent;
  visit(marks, fish.marks);
}
template <class Visitor, OneOf<Picture> T>
void describe(Visitor& visit, T& picture) {
  visit(at(Place::payload, "Bytes", field("Bytes")), picture.bytes);
  visit(at(Place::header, "x-amz-Size", field("Size")), picture.size);
}

Fish read(std::string_view body, RestRequest request = {.body = {}, .labels = {{"reefId", "r"}}}) {
  request.body = body;
  Fish fish;
  readRest(request, fish);
  return fish;
}

std::string refusalOf(std::string_view body,
                      RestRequest request = {.body = {}, .labels = {{"reefId", "r"}}}) {
  try {
    read(body, std::move(request));
  } catch (const ApiError& error) {
    return error.code() + ": " + error.message();
  }
  return "";
}

TEST(RestReader, TakesEachMemberFromItsPlace) {
  RestRequest request{.body = {},
                      .labels = {{"reefId", "r-1"}},
                      .query = {{"name", "a"}, {"other", "x"}, {"name", "b"}},
                      .header = [](std::string_view name) -> std::optional<std::string_view> {
                        if (name == "x-amz-Weight") return "7";
                        return std::nullopt;
                      }};
  const auto fish =
      read(R"({"Fins":[{"Color":"red","Length":2}],"Tail":{"Color":"blue"}})", request);
  EXPECT_EQ(fish.reefId, "r-1");
  EXPECT_EQ(fish.weight, 7);
  EXPECT_EQ(fish.names, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(fish.fins.size(), 1U);
  EXPECT_EQ(fish.fins[0], (Fin{"red", 2}));
  EXPECT_EQ(fish.tail, (Fin{"blue", std::nullopt}));
}

// AWS's JSON services pass over what they do not know, so that newer clients work.
TEST(RestReader, PassesOverUnknownMembersAndNulls) {
  EXPECT_EQ(read(R"({"Scales":{"a":[1]},"Tail":null})"), (Fish{.reefId = "r"}));
}

TEST(RestReader, ReadsMapsOfTexts) {
  EXPECT_EQ(read(R"({"Marks":{"a":"1","b":""}})").marks,
            (std::map<std::string, std::string>{{"a", "1"}, {"b", ""}}));
  EXPECT_EQ(refusalOf(R"({"Marks":{"a":1}})"), "SerializationException: Expected a string");
}

TEST(RestReader, TakesAnEmptyBodyForNoMembers) { EXPECT_EQ(read("").reefId, "r"); }

TEST(RestReader, ReadsTimesAsSecondsOrText) {
  EXPECT_EQ(read(R"({"Since":1763640000.25})").since, Instant{Duration{1763640000250}});
  EXPECT_EQ(read(R"({"Since":"2025-11-20T12:00:00Z"})").since, Instant{Duration{1763640000000}});
  EXPECT_EQ(refusalOf(R"({"Since":"soon"})"), "SerializationException: Expected a time");
  EXPECT_EQ(refusalOf(R"({"Since":-1})"), "SerializationException: Expected a time");
}

TEST(RestReader, RefusesWhatIsMissingByItsPath) {
  EXPECT_EQ(
      refusalOf(R"({"Fins":[{"Color":"red"},{}]})"),
      "ValidationException: 1 validation error detected: Value at 'fins.2.member.color' failed "
      "to satisfy constraint: Member must not be null");
  EXPECT_EQ(refusalOf("", {.body = {}}),
            "ValidationException: 1 validation error detected: Value at 'reefId' failed to satisfy "
            "constraint: Member must not be null");
}

TEST(RestReader, RefusesAValueOutsideItsEnumeration) {
  EXPECT_EQ(refusalOf(R"({"Tail":{"Color":"pink"}})"),
            "ValidationException: 1 validation error detected: Value 'pink' at 'tail.color' failed "
            "to satisfy constraint: Member must satisfy enum value set: [red, blue]");
}

TEST(RestReader, RefusesValuesOfAnotherType) {
  EXPECT_EQ(refusalOf("[]"), "SerializationException: Expected an object");
  EXPECT_EQ(refusalOf("{"), "SerializationException: The document is not well-formed JSON");
  EXPECT_EQ(refusalOf(R"({"Tail":"red"})"), "SerializationException: Expected an object");
  EXPECT_EQ(refusalOf(R"({"Fins":{}})"), "SerializationException: Expected a list");
  EXPECT_EQ(refusalOf("", {.body = {},
                           .labels = {{"reefId", "r"}},
                           .header = [](std::string_view) -> std::optional<std::string_view> {
                             return "much";
                           }}),
            "ValidationException: 1 validation error detected: Value 'much' at 'weight' failed to "
            "satisfy constraint: Member must be an integer");
}

TEST(RestReader, LeavesAPayloadAsItIs) {
  const std::string bytes("{\0\xff", 3);
  Picture picture;
  readRest({.body = bytes}, picture);
  EXPECT_EQ(picture.bytes, bytes);
}

template <class Shape>
Answer written(const Shape& shape) {
  Answer answer;
  RestWriter writer(answer);
  describe(writer, shape);
  writer.end();
  return answer;
}

TEST(RestWriter, WritesTimesAsSecondsUnlessTheModelSaysIso) {
  Fish fish;
  fish.since = Instant{Duration{1763640000250}};
  fish.fedAt = Instant{Duration{1763640000000}};
  const auto answer = written(fish);
  EXPECT_EQ(answer.body, R"({"Since":1763640000.25,"FedAt":"2025-11-20T12:00:00.000Z","Fins":[]})");
}

TEST(RestWriter, WritesMapsOfTexts) {
  Fish fish;
  fish.marks = {{"b", "\""}, {"a", "1"}};
  EXPECT_EQ(written(fish).body, R"({"Fins":[],"Marks":{"a":"1","b":"\""}})");
}

TEST(RestWriter, PutsMembersIntoTheHeadAndBytesIntoTheBody) {
  const auto answer = written(Picture{.bytes = "raw", .size = 3});
  EXPECT_TRUE(answer.isPayload);
  EXPECT_EQ(answer.body, "raw");
  ASSERT_EQ(answer.headers.size(), 1U);
  EXPECT_EQ(answer.headers[0].first, "x-amz-Size");
  EXPECT_EQ(answer.headers[0].second, "3");
}

TEST(RestWriter, WritesAnAnswerWithoutMembersAsAnEmptyObject) {
  EXPECT_EQ(written(Picture{}).body, "{}");
}

constexpr std::array kRoutes{
    Operation{"Get", Access::read, nullptr, "GET", "/rules/{id}"},
    Operation{"List", Access::read, nullptr, "POST", "/list-rules"},
    Operation{"Lock", Access::write, nullptr, "PATCH", "/rules/{id}/lock"},
    Operation{"Put", Access::write, nullptr, "PUT", "/files/{key+}"},
};
constexpr ServiceTable kService{"x", "rest-json", "1", "", kRoutes, {}};

std::string routed(std::string_view method, std::string_view path) {
  NamedTexts labels;
  const auto* operation = matchRoute(kService, method, path, labels);
  if (operation == nullptr) return "none";
  std::string text(operation->name);
  for (const auto& [name, value] : labels) text += " " + name + "=" + value;
  return text;
}

TEST(RestRoute, FollowsMethodAndPath) {
  EXPECT_EQ(routed("GET", "/rules/abc"), "Get id=abc");
  EXPECT_EQ(routed("PATCH", "/rules/abc/lock"), "Lock id=abc");
  EXPECT_EQ(routed("POST", "/list-rules"), "List");
  EXPECT_EQ(routed("DELETE", "/rules/abc"), "none");
  EXPECT_EQ(routed("GET", "/rules/"), "none");
  EXPECT_EQ(routed("GET", "/rules"), "none");
  EXPECT_EQ(routed("GET", "/rules/abc/"), "none");
  EXPECT_EQ(routed("GET", "/"), "none");
}

// An ARN has colons and a slash, which clients code as %3A and %2F.
TEST(RestRoute, DecodesALabelAfterItHasBeenCut) {
  EXPECT_EQ(routed("GET", "/rules/arn%3Aaws%3Arbin%2Fa+b"), "Get id=arn:aws:rbin/a+b");
  EXPECT_EQ(routed("GET", "/rules/%zz"), "none");
  EXPECT_EQ(routed("PUT", "/files/a/b%20c/d"), "Put key=a/b c/d");
}

TEST(RestRoute, KnowsItsPathsWhateverTheMethod) {
  EXPECT_TRUE(hasPath(kService, "/rules/abc"));
  EXPECT_FALSE(hasPath(kService, "/index.html"));
}

TEST(RestRequest, TakesAQueryStringApart) {
  EXPECT_EQ(parseQueryString("a=1&b=x%26y&&c"), (NamedTexts{{"a", "1"}, {"b", "x&y"}, {"c", ""}}));
  EXPECT_THROW(parseQueryString("a=%g"), ApiError);
}

// Policies compare texts, whatever JSON has them as.
TEST(JsonDocument, GivesScalarsAsTexts) {
  const JsonDocument document(R"({"a":"x","b":7,"c":true,"d":null,"e":[1],"f":{"g":1}})");
  const auto textOf = [&](std::string_view name) {
    return document.root().member(name).scalarText();
  };
  EXPECT_EQ(textOf("a"), "x");
  EXPECT_EQ(textOf("b"), "7");
  EXPECT_EQ(textOf("c"), "true");
  for (const auto* none : {"d", "e", "f", "none"}) EXPECT_EQ(textOf(none), "") << none;
}

}  // namespace
}  // namespace amilocal::wire
