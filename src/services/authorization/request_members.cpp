#include "services/authorization/request_members.h"

#include "amilocal/core/text.h"

namespace amilocal::services {
namespace {

using Value = wire::JsonDocument::Value;

void collect(Value from, std::string_view path, std::vector<Value>& into) {
  if (from.isArray()) {
    for (std::size_t i = 0; i < from.size(); ++i) collect(from.at(i), path, into);
    return;
  }
  if (path.empty()) {
    if (from.isThere()) into.push_back(from);
    return;
  }
  const auto dot = path.find('.');
  collect(from.member(path.substr(0, dot)),
          dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1), into);
}

}  // namespace

std::vector<Value> itemsIn(Value from, std::string_view path) {
  std::vector<Value> items;
  collect(from, path, items);
  return items;
}

std::vector<std::string> textsIn(Value from, std::string_view paths) {
  std::vector<std::string> texts;
  for (const auto path : split(paths, '|'))
    for (const auto& item : itemsIn(from, path))
      if (auto text = item.scalarText(); !text.empty()) texts.push_back(std::move(text));
  return texts;
}

std::string textIn(Value from, std::string_view paths) {
  auto texts = textsIn(from, paths);
  return texts.empty() ? std::string() : std::move(texts.front());
}

// KMS has names of its own for the two.
domain::Tags tagsIn(Value from, std::string_view path) {
  domain::Tags tags;
  for (const auto& item : itemsIn(from, path))
    if (auto key = textIn(item, "Key|TagKey"); !key.empty())
      tags.push_back({std::move(key), textIn(item, "Value|TagValue")});
  return tags;
}

RequestMembers::RequestMembers(const wire::Call& call) : RequestMembers(call.requestJson()) {}
RequestMembers::RequestMembers(std::string_view json) : document_(json) {}

std::vector<std::string> RequestMembers::texts(std::string_view paths) const {
  return textsIn(root(), paths);
}

std::string RequestMembers::text(std::string_view paths) const { return textIn(root(), paths); }

domain::Tags RequestMembers::tags(std::string_view path) const { return tagsIn(root(), path); }

}  // namespace amilocal::services
