#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace amilocal::wire {

/// Bounds on one form body, against hostile or broken clients.
struct QueryLimits {
  std::size_t parameters = 20'000;
  std::size_t depth = 12;
  std::size_t listItems = 20'000;  ///< also the largest index of a list
};

/// The nested parameters of a form body: `Filter.1.Value.2=x` is a path of four nodes. Empty values
/// stay in the tree; the reader decides what they mean.
class QueryTree {
 public:
  struct Node {
    std::string_view name;
    std::optional<std::string_view> value;
    std::vector<Node> children;
    mutable bool used = false;  ///< has a reader taken the value?

    const Node* find(std::string_view childName) const;

   private:
    friend class QueryTree;
    Node& add(std::string_view childName);
    std::optional<std::size_t> indexOf(std::string_view childName) const;

    // Where each child is, once there are so many that looking through them would take long: a
    // hostile client sends thousands.
    std::unordered_map<std::string_view, std::size_t> places_{};
  };

  /// Decodes `application/x-www-form-urlencoded` text. Throws ApiError: MalformedQueryString for
  /// broken percent-coding, a parameter given twice, or too many or too deep ones;
  /// InvalidCharacter for text that XML cannot carry (EC2 API Reference, "Error codes").
  static QueryTree parse(std::string_view form, const QueryLimits& limits = {});

  const Node& root() const { return root_; }

  /// The value of a top-level parameter, marked as used; empty when absent.
  std::string_view take(std::string_view name) const;

  /// Marks what belongs to the protocol and not to an operation: Action, Version and the
  /// parameters of a presigned or version 2 signature.
  void takeProtocolParameters() const;

  /// The last path component that no reader has used and that is not a list's number; empty when
  /// everything was used. EC2 names just that (aws-facts/errors.md section 2, UnknownParameter).
  std::string_view firstUnused() const;

 private:
  void insert(std::string_view path, std::string_view value, const QueryLimits& limits);
  std::string_view keep(std::string text);

  std::deque<std::string> texts_;  // what the nodes' views point into; a deque never moves them
  Node root_;
};

}  // namespace amilocal::wire
