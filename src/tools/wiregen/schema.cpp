#include "tools/wiregen/schema.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string_view>

namespace amilocal::wiregen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 8> kScalars{"string", "boolean", "integer",   "long",
                                                   "float",  "double",  "timestamp", "blob"};
constexpr std::array<std::string_view, 12> kKeywords{"return",  "default",  "export", "operator",
                                                     "private", "public",   "delete", "new",
                                                     "class",   "register", "union",  "protected"};
constexpr std::array<std::string_view, 12> kAttributes{"type",    "required", "query", "xml",
                                                       "item",    "enum",     "empty", "keepEmpty",
                                                       "missing", "place",    "time",  "shared"};
constexpr std::array<std::string_view, 4> kPlaces{"path", "query", "header", "payload"};
constexpr std::array<std::string_view, 5> kProtocols{"ec2-query", "query", "rest-json", "json-1.1",
                                                     "rest-xml"};

[[noreturn]] void refuse(const std::string& place, const std::string& reason) {
  throw std::runtime_error(place + ": " + reason);
}

std::string lowerFirst(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string fieldName(const std::string& member) {
  auto name = lowerFirst(member);
  if (std::ranges::find(kKeywords, name) != kKeywords.end()) name += '_';
  return name;
}

// `"place": "header:x-amz-Checksum"`: a kind of place and the name that the member has there.
void readPlace(const std::string& place, const std::string& text, Member& member) {
  const auto colon = text.find(':');
  member.place = text.substr(0, colon);
  if (std::ranges::find(kPlaces, member.place) == kPlaces.end())
    refuse(place, "unknown place " + member.place);
  if (colon != std::string::npos) member.query = text.substr(colon + 1);
}

Member readMember(const std::string& place, const std::string& name, const Json& json, bool isEc2) {
  for (const auto& [attribute, value] : json.items())
    if (std::ranges::find(kAttributes, attribute) == kAttributes.end())
      refuse(place, "unknown attribute " + attribute);
  Member member;
  member.name = name;
  member.field = fieldName(name);
  member.type = json.at("type").get<std::string>();
  if (member.type.starts_with("list<") && member.type.ends_with(">")) {
    member.isList = true;
    member.type = member.type.substr(5, member.type.size() - 6);
  }
  if (member.type == "map<string>") {
    member.isMap = true;
    member.type = "string";
  }
  member.isShared = json.value("shared", false);
  if (member.isShared && (!member.isList || isScalar(member.type)))
    refuse(place, "only the shapes of a list are shared");
  member.required = json.value("required", false);
  member.keepEmpty = json.value("keepEmpty", false);
  member.query = json.value("query", name);
  member.xml = json.value("xml", isEc2 ? lowerFirst(name) : name);
  member.item = json.value("item", std::string(isEc2 ? "item" : "member"));
  member.missing = json.value("missing", std::string());
  member.empty = json.value("empty", std::string("sent"));
  if (member.empty != "sent" && member.empty != "absent" && member.empty != "explicit")
    refuse(place, "empty is sent, absent or explicit");
  if (json.contains("place")) readPlace(place, json.at("place").get<std::string>(), member);
  if (const auto time = json.value("time", std::string("epoch")); time == "iso")
    member.isIsoTime = true;
  else if (time != "epoch")
    refuse(place, "time is epoch or iso");
  if (json.contains("enum")) member.allowed = json.at("enum").get<std::vector<std::string>>();
  return member;
}

Shape readShape(const std::string& name, const Json& json, bool isEc2) {
  Shape shape{name, {}};
  std::set<std::string> queries, elements;
  for (const auto& [memberName, attributes] : json.items()) {
    const auto place = name + "." + memberName;
    auto member = readMember(place, memberName, attributes, isEc2);
    if (!queries.insert(member.query).second) refuse(place, "second member named " + member.query);
    if (!elements.insert(member.xml).second) refuse(place, "second element named " + member.xml);
    shape.members.push_back(std::move(member));
  }
  return shape;
}

// Depth first, so that each shape comes after those it is made of.
class Sorter {
 public:
  explicit Sorter(const std::map<std::string, Shape>& shapes) : shapes_(shapes) {}

  void visit(const std::string& name, const std::string& from) {
    if (done_.contains(name)) return;
    const auto found = shapes_.find(name);
    if (found == shapes_.end()) refuse(from, "unknown type " + name);
    if (!open_.insert(name).second) refuse(from, "a cycle through " + name);
    for (const auto& member : found->second.members)
      if (!isScalar(member.type)) visit(member.type, name + "." + member.name);
    open_.erase(name);
    done_.insert(name);
    sorted_.push_back(found->second);
  }

  std::vector<Shape> take() { return std::move(sorted_); }

 private:
  const std::map<std::string, Shape>& shapes_;
  std::set<std::string> open_, done_;
  std::vector<Shape> sorted_;
};

// `"http": "PATCH /rules/{identifier}/lock"`
void readRoute(const std::string& name, const Json& json, Operation& operation) {
  const auto http = json.value("http", std::string());
  const auto blank = http.find(' ');
  if (blank == std::string::npos || http.find('/') != blank + 1)
    refuse(name, "http is a method and a path");
  operation.method = http.substr(0, blank);
  operation.path = http.substr(blank + 1);
  operation.status = json.value("status", 200);
}

// Each label of the path must have a member that takes it, and the other way round.
void checkLabels(const Operation& operation, const Shape& in) {
  std::size_t labels = 0;
  for (auto at = operation.path.find('{'); at != std::string::npos;
       at = operation.path.find('{', at + 1)) {
    const auto label = operation.path.substr(at + 1, operation.path.find('}', at) - at - 1);
    ++labels;
    const bool taken = std::ranges::any_of(in.members, [&](const Member& member) {
      return member.place == "path" && member.query == label && member.required;
    });
    if (!taken) refuse(operation.name, "no required member takes {" + label + "}");
  }
  const auto members = std::ranges::count(in.members, "path", &Member::place);
  if (labels != static_cast<std::size_t>(members))
    refuse(operation.name, "a member takes a label that the path has not");
}

Operation readOperation(const std::string& name, const Json& json, bool isRest) {
  Operation operation;
  operation.name = name;
  operation.handler = lowerFirst(name);
  operation.in = json.at("in").get<std::string>();
  operation.out = json.at("out").get<std::string>();
  const auto access = json.at("access").get<std::string>();
  if (access != "read" && access != "write") refuse(name, "access is read or write");
  operation.isWrite = access == "write";
  operation.hasToken = json.contains("token");
  if (isRest) readRoute(name, json, operation);
  return operation;
}

}  // namespace

bool isScalar(const std::string& type) {
  return std::ranges::find(kScalars, type) != kScalars.end();
}

const Shape& Schema::shape(const std::string& name) const {
  return *std::ranges::find(shapes, name, &Shape::name);
}

Schema readSchema(const std::string& path) {
  std::ifstream file(path);
  if (!file) refuse(path, "cannot be read");
  const auto json = Json::parse(file);
  Schema schema;
  schema.service = json.at("service").get<std::string>();
  schema.protocol = json.at("protocol").get<std::string>();
  schema.version = json.at("version").get<std::string>();
  schema.xmlNamespace = json.value("namespace", std::string());
  schema.target = json.value("target", std::string());
  if (std::ranges::find(kProtocols, schema.protocol) == kProtocols.end())
    refuse(path, "unknown protocol " + schema.protocol);
  if (schema.protocol == "json-1.1" && schema.target.empty()) refuse(path, "target is missing");
  schema.refused = json.at("refused").get<std::vector<std::string>>();
  std::ranges::sort(schema.refused);

  std::map<std::string, Shape> shapes;
  for (const auto& [name, members] : json.at("shapes").items())
    shapes.emplace(name, readShape(name, members, schema.protocol == "ec2-query"));
  Sorter sorter(shapes);
  const bool isRest = schema.protocol.starts_with("rest-");
  for (const auto& [name, attributes] : json.at("operations").items()) {
    schema.operations.push_back(readOperation(name, attributes, isRest));
    if (isRest) checkLabels(schema.operations.back(), shapes.at(schema.operations.back().in));
    sorter.visit(schema.operations.back().in, name);
    sorter.visit(schema.operations.back().out, name);
  }
  std::ranges::sort(schema.operations, {}, &Operation::name);
  schema.shapes = sorter.take();
  for (const auto& [name, shape] : shapes)
    if (std::ranges::find(schema.shapes, name, &Shape::name) == schema.shapes.end())
      refuse(name, "no operation reaches this shape");
  return schema;
}

}  // namespace amilocal::wiregen
