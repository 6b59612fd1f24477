#include "services/authorization/denial_message.h"

#include <algorithm>

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/json_object.h"
#include "amilocal/wire/json_writer.h"

namespace amilocal::services {
namespace {

constexpr int kDigestDigits = 16;

std::string quoted(std::string_view text) {
  std::string out;
  wire::appendJsonString(out, text);
  return out;
}

std::string conditionItems(const domain::RequestFacts& facts) {
  std::string items;
  for (const auto& [key, values] : facts.all()) {
    if (!items.empty()) items += ',';
    items += "{\"key\":" + quoted(key) + ",\"values\":{\"items\":[";
    for (std::size_t i = 0; i < values.size(); ++i)
      items += (i == 0 ? "{\"value\":" : ",{\"value\":") + quoted(values[i]) + "}";
    items += "]}}";
  }
  return items;
}

}  // namespace

std::string encodeDenial(const RequestContext& ctx, const domain::AccessQuestion& question,
                         const domain::Denial& denial) {
  const std::string none = R"({"items":[]})";
  const auto& arn = ctx.caller.arn;
  const auto principal = wire::JsonObject()
                             .text("id", ctx.caller.userId)
                             .text("name", arn.substr(arn.rfind('/') + 1))
                             .text("arn", arn)
                             .end();
  const auto context =
      wire::JsonObject()
          .json("principal", principal)
          .text("action", question.action)
          .text("resource", question.resource)
          .json("conditions", "{\"items\":[" + conditionItems(question.facts) + "]}")
          .end();
  const auto json = wire::JsonObject()
                        .json("allowed", "false")
                        .json("explicitDeny", denial.isExplicit ? "true" : "false")
                        .json("matchedStatements", none)
                        .json("failures", none)
                        .json("context", context)
                        .end();
  auto text = encodeBase64(stableHex(json, kDigestDigits) + json);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  std::erase(text, '=');
  return text;
}

std::optional<std::string> decodeDenial(std::string_view encoded) {
  std::string text(encoded);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text += '=';
  const auto bytes = decodeBase64(text);
  if (!bytes || bytes->size() < kDigestDigits) return std::nullopt;
  auto json = bytes->substr(kDigestDigits);
  if (bytes->substr(0, kDigestDigits) != stableHex(json, kDigestDigits)) return std::nullopt;
  return json;
}

}  // namespace amilocal::services
