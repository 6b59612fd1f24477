#include "amilocal/wire/query_tree.h"

#include <array>

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"

namespace amilocal::wire {
namespace {

// Signature versions 2 and 4 in the query, and what SDKs add to form bodies.
constexpr std::array<std::string_view, 14> kProtocolParameters{
    "Action",           "Version",         "AWSAccessKeyId",   "Expires",        "SecurityToken",
    "Signature",        "SignatureMethod", "SignatureVersion", "Timestamp",      "X-Amz-Algorithm",
    "X-Amz-Credential", "X-Amz-Date",      "X-Amz-Expires",    "X-Amz-Signature"};
constexpr std::array<std::string_view, 2> kSignedHeaders{"X-Amz-SignedHeaders",
                                                         "X-Amz-Security-Token"};

std::string_view unusedIn(const QueryTree::Node& node, std::string_view name) {
  const auto own = isDigits(node.name) ? name : node.name;
  if (node.value && !node.used) return own;
  for (const auto& child : node.children)
    if (const auto found = unusedIn(child, own); !found.empty()) return found;
  return {};
}

}  // namespace

const QueryTree::Node* QueryTree::Node::find(std::string_view childName) const {
  const auto index = indexOf(childName);
  return index ? &children[*index] : nullptr;
}

std::optional<std::size_t> QueryTree::Node::indexOf(std::string_view childName) const {
  if (!places_.empty()) {
    const auto found = places_.find(childName);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
  }
  // Parameters of one list come one after the other: look at the newest child first.
  for (auto i = children.size(); i-- > 0;)
    if (children[i].name == childName) return i;
  return std::nullopt;
}

QueryTree::Node& QueryTree::Node::add(std::string_view childName) {
  constexpr std::size_t kFew = 16;
  children.emplace_back().name = childName;
  if (children.size() > kFew)
    for (auto i = places_.size(); i < children.size(); ++i) places_.emplace(children[i].name, i);
  return children.back();
}

QueryTree QueryTree::parse(std::string_view form, const QueryLimits& limits) {
  QueryTree tree;
  std::size_t count = 0;
  for (const auto parameter : split(form, '&')) {
    if (parameter.empty()) continue;
    if (++count > limits.parameters)
      throw errors::malformedQueryString("more than " + std::to_string(limits.parameters) +
                                         " parameters");
    const auto equals = parameter.find('=');
    auto name = decodeForm(parameter.substr(0, equals));
    auto value = decodeForm(equals == std::string_view::npos ? std::string_view()
                                                             : parameter.substr(equals + 1));
    if (!name || !value) throw errors::malformedQueryString("a broken percent-coding");
    if (!isXmlText(*name) || !isXmlText(*value)) throw errors::invalidCharacter();
    if (name->empty()) throw errors::malformedQueryString("a parameter without a name");
    tree.insert(tree.keep(std::move(*name)), tree.keep(std::move(*value)), limits);
  }
  return tree;
}

void QueryTree::insert(std::string_view path, std::string_view value, const QueryLimits& limits) {
  Node* node = &root_;
  std::size_t depth = 0;
  const std::string_view whole = path;
  for (bool last = false; !last;) {
    const auto dot = path.find('.');
    last = dot == std::string_view::npos;
    const auto name = path.substr(0, dot);
    if (++depth > limits.depth)
      throw errors::malformedQueryString("a parameter nested deeper than " +
                                         std::to_string(limits.depth));
    const auto index = node->indexOf(name);
    if (!index && node->children.size() >= limits.listItems)
      throw errors::malformedQueryString("more than " + std::to_string(limits.listItems) +
                                         " parameters of one kind");
    node = index ? &node->children[*index] : &node->add(name);
    if (!last) path.remove_prefix(dot + 1);
  }
  if (node->value)
    throw errors::malformedQueryString("the parameter " + std::string(whole) + " given twice");
  node->value = value;
}

std::string_view QueryTree::keep(std::string text) { return texts_.emplace_back(std::move(text)); }

std::string_view QueryTree::take(std::string_view name) const {
  const auto* node = root_.find(name);
  if (node == nullptr || !node->value) return {};
  node->used = true;
  return *node->value;
}

void QueryTree::takeProtocolParameters() const {
  for (const auto name : kProtocolParameters) take(name);
  for (const auto name : kSignedHeaders) take(name);
}

std::string_view QueryTree::firstUnused() const {
  for (const auto& child : root_.children)
    if (const auto found = unusedIn(child, child.name); !found.empty()) return found;
  return {};
}

}  // namespace amilocal::wire
