#include <algorithm>
#include <map>

#include "tools/wiregen/emit.h"

namespace amilocal::wiregen {
namespace {

std::string scalarType(const std::string& type) {
  if (type == "boolean") return "bool";
  if (type == "integer" || type == "long") return "std::int64_t";
  if (type == "float" || type == "double") return "double";
  if (type == "timestamp") return "Instant";
  return isScalar(type) ? "std::string" : type;
}

std::string memberType(const Member& member) {
  auto type = scalarType(member.type);
  if (member.isShared) type = "wire::Shared<" + type + ">";
  if (member.isMap) return "std::map<std::string, std::string>";
  if (member.isList)
    return member.empty == "explicit" ? "std::optional<std::vector<" + type + ">>"
                                      : "std::vector<" + type + ">";
  return member.required ? type : "std::optional<" + type + ">";
}

std::string initializer(const Member& member) {
  return member.required && !member.isList && !member.isMap ? "{}" : "";
}

std::string presence(const Member& member) {
  if (member.empty == "absent") return "wire::ListPresence::absent";
  return member.empty == "explicit" ? "wire::ListPresence::asMember" : "wire::ListPresence::sent";
}

// Only what differs from the rest: most members stand in the body.
std::string placeOf(const Member& member) {
  if (member.place == "body" && !member.isIsoTime) return "";
  return ", wire::Place::" + member.place + (member.isIsoTime ? ", wire::TimeForm::iso" : "");
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string boolean(bool value) { return value ? "true" : "false"; }

// Enumerations that several members share are written once.
class Enumerations {
 public:
  std::string nameOf(const std::vector<std::string>& values) {
    if (values.empty()) return "{}";
    const auto [found, fresh] =
        names_.try_emplace(values, "kValues" + std::to_string(names_.size()));
    if (fresh) {
      text_ += "inline constexpr std::string_view " + found->second + "[] = {";
      for (const auto& value : values) text_ += quoted(value) + ", ";
      text_ += "};\n";
    }
    return found->second;
  }
  const std::string& text() const { return text_; }

 private:
  std::map<std::vector<std::string>, std::string> names_;
  std::string text_;
};

std::string fieldRow(const Member& member, Enumerations& enumerations) {
  return "    {" + quoted(member.name) + ", " + quoted(member.query) + ", " + quoted(member.xml) +
         ", " + quoted(member.item) + ", " + quoted(member.missing) + ", " +
         boolean(member.required) + ", " + boolean(member.keepEmpty) + ", " +
         boolean(member.type == "integer") + ", " + presence(member) + ", " +
         enumerations.nameOf(member.allowed) + placeOf(member) + "},\n";
}

bool hasAny(const Schema& schema, bool Member::*trait) {
  return std::ranges::any_of(
      schema.shapes, [&](const Shape& shape) { return std::ranges::any_of(shape.members, trait); });
}

}  // namespace

std::string emitShapes(const Schema& schema) {
  std::string out =
      "#pragma once\n\n#include <cstdint>\n" +
      std::string(hasAny(schema, &Member::isMap) ? "#include <map>\n" : "") +
      "#include <optional>\n#include <string>\n"
      "#include <vector>\n\n#include \"amilocal/core/instant.h\"\n" +
      std::string(hasAny(schema, &Member::isShared) ? "#include \"amilocal/wire/shared.h\"\n"
                                                    : "") +
      "\nnamespace amilocal::" + schema.service + " {\n";
  for (const auto& shape : schema.shapes) {
    out += "\nstruct " + shape.name + " {\n";
    for (const auto& member : shape.members)
      out += "  " + memberType(member) + " " + member.field + initializer(member) + ";\n";
    out += "  friend bool operator==(const " + shape.name + "&, const " + shape.name +
           "&) = default;\n};\n";
  }
  return out + "\n}  // namespace amilocal::" + schema.service + "\n";
}

std::string emitDescribe(const Schema& schema) {
  Enumerations enumerations;
  std::string fields, functions;
  for (const auto& shape : schema.shapes) {
    if (!shape.members.empty()) {
      fields += "inline constexpr wire::Field k" + shape.name + "[] = {\n";
      for (const auto& member : shape.members) fields += fieldRow(member, enumerations);
      fields += "};\n";
    }
    functions +=
        "\ntemplate <class Visitor, wire::OneOf<" + shape.name +
        "> T>\nvoid describe([[maybe_unused]] Visitor& visit, [[maybe_unused]] T& shape) {\n";
    for (std::size_t i = 0; i < shape.members.size(); ++i)
      functions += "  visit(fields::k" + shape.name + "[" + std::to_string(i) + "], shape." +
                   shape.members[i].field + ");\n";
    functions += "}\n";
  }
  return "#pragma once\n\n#include \"amilocal/wire/field.h\"\n#include \"" + schema.service +
         "/shapes.gen.h\"\n\nnamespace amilocal::" + schema.service + " {\nnamespace fields {\n" +
         enumerations.text() + fields + "}  // namespace fields\n" + functions +
         "\n}  // namespace amilocal::" + schema.service + "\n";
}

}  // namespace amilocal::wiregen
