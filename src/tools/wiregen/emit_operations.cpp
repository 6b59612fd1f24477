#include <algorithm>
#include <set>

#include "tools/wiregen/emit.h"

namespace amilocal::wiregen {
namespace {

std::string opened(const Schema& schema) {
  return "namespace amilocal::" + schema.service + " {\n";
}
std::string closed(const Schema& schema) {
  return "}  // namespace amilocal::" + schema.service + "\n";
}

// Each input or output once, though several operations may share an answer.
std::set<std::string> inputsOf(const Schema& schema) {
  std::set<std::string> names;
  for (const auto& operation : schema.operations) names.insert(operation.in);
  return names;
}
std::set<std::string> outputsOf(const Schema& schema) {
  std::set<std::string> names;
  for (const auto& operation : schema.operations) names.insert(operation.out);
  return names;
}
// Shapes that are kept as JSON for a client token.
std::set<std::string> tokenInputsOf(const Schema& schema) {
  std::set<std::string> names;
  for (const auto& operation : schema.operations)
    if (operation.hasToken) names.insert(operation.in);
  return names;
}
std::set<std::string> tokenOutputsOf(const Schema& schema) {
  std::set<std::string> names;
  for (const auto& operation : schema.operations)
    if (operation.hasToken) names.insert(operation.out);
  return names;
}

std::string routeOf(const Operation& operation) {
  if (operation.method.empty()) return "";
  return ",\n     \"" + operation.method + "\", \"" + operation.path + "\", " +
         std::to_string(operation.status);
}

std::string parametersOf(const Shape& shape) {
  std::string text;
  for (const auto& member : shape.members) {
    if (member.name == "DryRun") continue;
    if (!text.empty()) text += ", ";
    text += member.required ? "**" + member.name + "**" : member.name;
  }
  return text.empty() ? "–" : text;
}

}  // namespace

std::string emitHandlers(const Schema& schema) {
  std::string out = "#pragma once\n\n#include \"" + schema.service +
                    "/shapes.gen.h\"\n\nnamespace amilocal {\nclass RequestContext;\n}\n\n" +
                    opened(schema) + "\n";
  for (const auto& operation : schema.operations)
    out += operation.out + " " + operation.handler + "(RequestContext& ctx, const " + operation.in +
           "& request);\n";
  return out + "\n" + closed(schema);
}

std::string emitCodec(const Schema& schema) {
  std::string out =
      "#pragma once\n\n#include <string>\n#include <string_view>\n\n"
      "#include \"amilocal/wire/operation.h\"\n#include \"" +
      schema.service + "/shapes.gen.h\"\n\n" + opened(schema) +
      "\nstruct Codec {\n  template <class T>\n  static constexpr bool hasToken = false;\n\n";
  for (const auto& name : inputsOf(schema)) {
    out += "  static void read(const wire::CallInput& input, " + name + "& request);\n";
    out += "  static std::string json(const " + name + "& request);\n";
  }
  for (const auto& name : outputsOf(schema))
    out += "  static void write(wire::Answer& out, const " + name + "& answer);\n";
  for (const auto& name : tokenOutputsOf(schema)) {
    out += "  static std::string json(const " + name + "& answer);\n";
    out += "  static void parse(std::string_view json, " + name + "& answer);\n";
  }
  out += "};\n\n";
  for (const auto& name : tokenInputsOf(schema))
    out += "template <>\ninline constexpr bool Codec::hasToken<" + name + "> = true;\n";
  return out + "\n" + closed(schema);
}

std::string emitCodecIn(const Schema& schema) {
  const std::string header = schema.isJson() ? "rest_reader" : "query_reader";
  const std::string read = schema.isJson() ? "wire::readRest(*input.rest, request)"
                                           : "wire::readQuery(*input.form, input.unknown, request)";
  std::string out = "#include \"amilocal/wire/json_writer.h\"\n#include \"amilocal/wire/" + header +
                    ".h\"\n#include \"" + schema.service + "/codec.gen.h\"\n#include \"" +
                    schema.service + "/describe.gen.h\"\n\n" + opened(schema);
  for (const auto& name : inputsOf(schema)) {
    out += "void Codec::read(const wire::CallInput& input, " + name + "& request) {\n  " + read +
           ";\n}\n";
    out +=
        "std::string Codec::json(const " + name + "& request) { return wire::toJson(request); }\n";
  }
  return out + closed(schema);
}

std::string emitCodecOut(const Schema& schema) {
  const std::string header = schema.isJson() ? "rest_writer" : "xml_writer";
  const std::string writer =
      schema.isJson() ? "wire::RestWriter writer(out)" : "wire::XmlWriter writer(out.body)";
  const std::string end = schema.isJson() ? "  writer.end();\n" : "";
  std::string out =
      "#include \"amilocal/wire/json_reader.h\"\n#include \"amilocal/wire/json_writer.h\"\n"
      "#include \"amilocal/wire/" +
      header + ".h\"\n#include \"" + schema.service + "/codec.gen.h\"\n#include \"" +
      schema.service + "/describe.gen.h\"\n\n" + opened(schema);
  for (const auto& name : outputsOf(schema))
    out += "void Codec::write(wire::Answer& out, const " + name + "& answer) {\n  " + writer +
           ";\n  describe(writer, answer);\n" + end + "}\n";
  for (const auto& name : tokenOutputsOf(schema)) {
    out += "std::string Codec::json(const " + name + "& answer) { return wire::toJson(answer); }\n";
    out += "void Codec::parse(std::string_view json, " + name +
           "& answer) { wire::fromJson(json, answer); }\n";
  }
  return out + closed(schema);
}

std::string emitTableHeader(const Schema& schema) {
  return "#pragma once\n\n#include \"amilocal/wire/operation.h\"\n\n" + opened(schema) +
         "\n/// What of the service is emulated, and by which function.\n"
         "const wire::ServiceTable& serviceTable();\n\n" +
         closed(schema);
}

std::string emitOperations(const Schema& schema) {
  std::string out = "#include \"amilocal/wire/call_of.h\"\n#include \"" + schema.service +
                    "/codec.gen.h\"\n#include \"" + schema.service +
                    "/handlers.gen.h\"\n#include \"" + schema.service + "/table.gen.h\"\n\n" +
                    opened(schema) + "namespace {\n\n" +
                    "constexpr wire::Operation kOperations[] = {\n";
  for (const auto& operation : schema.operations)
    out += "    {\"" + operation.name +
           "\", wire::Access::" + (operation.isWrite ? "write" : "read") +
           ",\n     &wire::CallOf<" + operation.in + ", " + operation.out + ", &" +
           operation.handler + ", Codec>::decode" + routeOf(operation) + "},\n";
  out += "};\n\n";
  // An array cannot be empty.
  const std::string notEmulated = schema.refused.empty() ? "{}" : "kNotEmulated";
  if (!schema.refused.empty()) {
    out += "constexpr std::string_view kNotEmulated[] = {\n";
    for (const auto& name : schema.refused) out += "    \"" + name + "\",\n";
    out += "};\n\n";
  }
  out += "constexpr wire::ServiceTable kTable{\"" + schema.service + "\", \"" + schema.protocol +
         "\", \"" + schema.version + "\",\n                                   \"" +
         schema.xmlNamespace + "\", kOperations, " + notEmulated +
         (schema.target.empty() ? "" : ", \"" + schema.target + "\"") +
         "};\n\n}  // namespace\n\n" +
         "const wire::ServiceTable& serviceTable() { return kTable; }\n\n";
  return out + closed(schema);
}

std::string emitDocument(const Schema& schema) {
  std::string out =
      "## " + schema.service + " (" + schema.protocol + ", " + schema.version + ")\n\n" +
      std::to_string(schema.operations.size()) +
      " operations. Required parameters are bold; all take `DryRun` where AWS has it. "
      "What a parameter does when it is not AWS's effect is in "
      "[compatibility.md](compatibility.md).\n\n"
      "| Operation | Access | Token | Parameters |\n| --- | --- | --- | --- |\n";
  for (const auto& operation : schema.operations)
    out += "| `" + operation.name + "` | " + (operation.isWrite ? "write" : "read") + " | " +
           (operation.hasToken ? "yes" : "") + " | " + parametersOf(schema.shape(operation.in)) +
           " |\n";
  if (!schema.refused.empty())
    out += "\nKnown to AWS and refused here with `UnsupportedOperation`: " +
           std::to_string(schema.refused.size()) + " more.\n";
  return out;
}

}  // namespace amilocal::wiregen
