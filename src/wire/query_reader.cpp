#include "amilocal/wire/query_reader.h"

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"

namespace amilocal::wire {

const std::string_view* QueryReader::textOf(const Field& field, const QueryTree::Node* node) const {
  if (node == nullptr || !node->value) return nullptr;
  node->used = true;
  if (node->value->empty() && !field.keepEmpty) return nullptr;
  return &*node->value;
}

// The members of a list by their numbers, which need be neither in order nor without gaps.
// The query protocols but EC2's have `member` before the number: `Tags.member.1.Key`.
std::vector<const QueryTree::Node*> QueryReader::itemsOf(const QueryTree::Node& list) const {
  if (const auto* member = list.find("member")) return itemsOf(*member);
  if (list.value && list.value->empty()) list.used = true;
  std::vector<std::pair<std::int64_t, const QueryTree::Node*>> numbered;
  for (const auto& child : list.children) {
    const auto number = parseInteger(child.name);
    if (number && *number >= 0) numbered.emplace_back(*number, &child);
  }
  std::ranges::sort(numbered);
  std::vector<const QueryTree::Node*> items;
  items.reserve(numbered.size());
  for (const auto& [number, node] : numbered) items.push_back(node);
  return items;
}

std::string QueryReader::pathOf(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void QueryReader::noteMissing(const Field& field) {
  if (!firstMissing_.empty()) return;
  firstMissing_ = pathOf(field.missing.empty() ? field.query : field.missing);
}

void checkComplete(const QueryTree& tree, const std::string& firstMissing,
                   UnknownParameters unknown) {
  if (!firstMissing.empty()) throw errors::missingParameter(firstMissing);
  if (unknown == UnknownParameters::ignore) return;
  if (const auto name = tree.firstUnused(); !name.empty()) throw errors::unknownParameter(name);
}

}  // namespace amilocal::wire
