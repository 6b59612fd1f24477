#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Policies of IAM: reading them, and what they say of a request (IAM User Guide, "IAM JSON policy
/// elements reference" and "Policy evaluation logic"). Pure: what is to be known of a request comes
/// with it.
namespace amilocal::domain {

/// What conditions and variables can ask for: keys, whatever their case, and their values.
class RequestFacts {
 public:
  void put(std::string_view key, std::string value);
  void add(std::string_view key, std::string value);  ///< one more value of a key that has several

  /// Null when the request has no such key.
  const std::vector<std::string>* find(std::string_view key) const;
  const std::map<std::string, std::vector<std::string>>& all() const { return values_; }

 private:
  std::map<std::string, std::vector<std::string>> values_;  // by keys in small letters
};

/// May somebody do `action` to `resource`?
struct AccessQuestion {
  std::string action;    ///< `ec2:CopyImage`
  std::string resource;  ///< an ARN, or `*`
  RequestFacts facts{};
};

/// Who asks, as a trust policy may name it: `AWS`, `Federated` or `Service`, and each name that it
/// goes by, the most exact first.
struct Principal {
  std::string kind = "AWS";
  std::vector<std::string> names;
};

enum class Effect { allow, deny };

/// `{"StringLike": {"ec2:Owner": ["amazon"]}}`, one key of one operator.
struct PolicyCondition {
  enum class Set { none, forAllValues, forAnyValue };
  std::string operation;  ///< `stringlike`: without set and `IfExists`, in small letters
  Set set = Set::none;
  bool ifExists = false;
  std::string key;
  std::vector<std::string> values;
};

struct PolicyStatement {
  std::string id;
  Effect effect = Effect::deny;
  bool isNotAction = false;
  std::vector<std::string> actions;
  bool isNotResource = false;
  std::vector<std::string> resources;  ///< none in a trust policy: any
  bool isNotPrincipal = false;
  std::vector<std::pair<std::string, std::string>> principals;  ///< kind and name
  std::vector<PolicyCondition> conditions;
};

enum class Verdict { silent, allowed, denied };

class Policy {
 public:
  /// Throws MalformedPolicyDocument for what AWS would not store.
  static Policy parse(std::string_view json);

  /// What its statements say: a deny counts more than any number of permissions.
  Verdict verdict(const AccessQuestion& question) const;
  /// The same of a policy that names whom it is about. `by` becomes the name that was met, the most
  /// exact one where several statements agree; `*` for anybody.
  Verdict verdict(const AccessQuestion& question, const Principal& who, std::string& by) const;

 private:
  bool applies(const PolicyStatement& statement, const AccessQuestion& question) const;

  bool hasVariables_ = false;  // those of version 2008-10-17 have none
  std::vector<PolicyStatement> statements_;
};

}  // namespace amilocal::domain
