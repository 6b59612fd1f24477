#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/wire/field.h"
#include "amilocal/wire/query_tree.h"
#include "amilocal/wire/scalar_text.h"

namespace amilocal::wire {

/// Visitor that fills a shape from the nested parameters of a form: the query protocols' way in.
/// An empty parameter is an absent one, tag values excepted (clients/contract.md 2.3). A malformed
/// value throws at once; the first missing parameter is remembered, so that malformed ones are
/// refused before missing ones.
class QueryReader {
 public:
  QueryReader(const QueryTree::Node& node, std::string& firstMissing, std::string path = {})
      : node_(node), firstMissing_(firstMissing), path_(std::move(path)) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    if (!readMember(field, node_.find(field.query), member) && field.required) noteMissing(field);
  }

 private:
  // Each answers whether the parameter was there.
  bool readMember(const Field& field, const QueryTree::Node* node, std::string& out) {
    const auto* text = textOf(field, node);
    if (text != nullptr) out = readText(field, *text);
    return text != nullptr;
  }
  bool readMember(const Field& field, const QueryTree::Node* node, bool& out) {
    const auto* text = textOf(field, node);
    if (text != nullptr) out = readBoolean(field, *text);
    return text != nullptr;
  }
  bool readMember(const Field& field, const QueryTree::Node* node, std::int64_t& out) {
    const auto* text = textOf(field, node);
    if (text != nullptr) out = readInteger(field, *text);
    return text != nullptr;
  }
  bool readMember(const Field& field, const QueryTree::Node* node, double& out) {
    const auto* text = textOf(field, node);
    if (text != nullptr) out = readDouble(field, *text);
    return text != nullptr;
  }
  bool readMember(const Field& field, const QueryTree::Node* node, Instant& out) {
    const auto* text = textOf(field, node);
    if (text != nullptr) out = readInstant(field, *text);
    return text != nullptr;
  }
  template <class T>
  bool readMember(const Field& field, const QueryTree::Node* node, std::optional<T>& out) {
    if (node == nullptr) return false;
    T value{};
    if (!readMember(field, node, value)) return false;
    out = std::move(value);
    return true;
  }
  template <class T>
  bool readMember(const Field& field, const QueryTree::Node* node, std::vector<T>& out) {
    if (node == nullptr) return false;
    for (const auto* item : itemsOf(*node)) {
      T value{};
      if (readMember(field, item, value)) out.push_back(std::move(value));
    }
    return !out.empty();
  }
  template <class T>
  requires std::is_class_v<T>
  bool readMember(const Field& field, const QueryTree::Node* node, T& out) {
    if (node == nullptr || node->children.empty()) {
      textOf(field, node);  // `Placement=` is an absent structure, not an unknown parameter
      return false;
    }
    QueryReader inner(*node, firstMissing_, pathOf(node->name));
    describe(inner, out);
    return true;
  }

  const std::string_view* textOf(const Field& field, const QueryTree::Node* node) const;
  std::vector<const QueryTree::Node*> itemsOf(const QueryTree::Node& list) const;
  std::string pathOf(std::string_view name) const;
  void noteMissing(const Field& field);

  const QueryTree::Node& node_;
  std::string& firstMissing_;
  std::string path_;
};

/// What to do with parameters that no member took.
enum class UnknownParameters { refuse, ignore };

/// Ends the reading of a request: throws MissingParameter, then UnknownParameter.
void checkComplete(const QueryTree& tree, const std::string& firstMissing,
                   UnknownParameters unknown);

/// Fills `request` from the form. Throws ApiError in the order malformed, missing, unknown.
template <class Request>
void readQuery(const QueryTree& tree, UnknownParameters unknown, Request& request) {
  std::string firstMissing;
  QueryReader reader(tree.root(), firstMissing);
  describe(reader, request);
  checkComplete(tree, firstMissing, unknown);
}

}  // namespace amilocal::wire
