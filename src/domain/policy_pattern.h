#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "amilocal/domain/policy.h"

namespace amilocal::domain {

/// A text of a policy with its wildcards: `*` is any run of characters, `?` is exactly one. What a
/// variable stands for is literal.
class PolicyPattern {
 public:
  /// A text without variables.
  explicit PolicyPattern(std::string_view text);

  /// Puts values in the place of `${aws:username}`, `${key, 'otherwise'}`, `${*}`, `${?}`, `${$}`
  /// (IAM User Guide, "IAM policy elements: Variables and tags"). Empty when one has no value.
  static std::optional<PolicyPattern> resolve(std::string_view text, const RequestFacts& facts);

  bool matches(std::string_view text) const;
  /// Each of the six parts of an ARN by itself.
  bool matchesArn(std::string_view arn) const;
  /// As it stands, wildcards and all.
  std::string literal() const;

 private:
  struct Piece {
    char c;
    bool isWild;
  };
  using Pieces = std::vector<Piece>;

  PolicyPattern() = default;
  static bool match(const Piece* pattern, const Piece* end, std::string_view text);
  void appendLiteral(std::string_view text);
  void appendText(std::string_view text);

  Pieces pieces_;
};

}  // namespace amilocal::domain
