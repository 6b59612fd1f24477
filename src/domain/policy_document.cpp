#include <nlohmann/json.hpp>

#include "amilocal/domain/errors/iam_errors.h"
#include "amilocal/domain/policy.h"
#include "domain/policy_conditions.h"

// The grammar of the policy language (IAM User Guide, "Grammar of the IAM JSON policy language").
namespace amilocal::domain {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& why) { throw errors::policySyntax(why); }

// Numbers and truth values may stand where a text is meant.
std::string textOf(const Json& value, const std::string& where) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() || value.is_number()) return value.dump();
  refuse(where + " must be a text");
}

std::vector<std::string> listOf(const Json& value, const std::string& where) {
  if (!value.is_array()) return {textOf(value, where)};
  std::vector<std::string> texts;
  for (const auto& element : value) texts.push_back(textOf(element, where));
  return texts;
}

// One of `Action` and `NotAction`.
bool readEither(const Json& json, const std::string& name, std::vector<std::string>& into) {
  const auto plain = json.find(name), negated = json.find("Not" + name);
  if (plain != json.end() && negated != json.end())
    refuse("a statement has " + name + " or Not" + name);
  if (plain != json.end()) into = listOf(*plain, name);
  if (negated != json.end()) into = listOf(*negated, "Not" + name);
  return negated != json.end();
}

void readPrincipals(const Json& json, PolicyStatement& statement) {
  const auto plain = json.find("Principal"), negated = json.find("NotPrincipal");
  statement.isNotPrincipal = negated != json.end();
  const auto found = plain != json.end() ? plain : negated;
  if (found == json.end()) return;
  if (found->is_string()) {
    if (*found != "*") refuse("Principal must be * or an object");
    statement.principals.emplace_back("*", "*");
    return;
  }
  if (!found->is_object()) refuse("Principal must be * or an object");
  for (const auto& [kind, names] : found->items())
    for (auto& name : listOf(names, "Principal"))
      statement.principals.emplace_back(kind, std::move(name));
}

void readConditions(const Json& json, PolicyStatement& statement) {
  const auto found = json.find("Condition");
  if (found == json.end()) return;
  if (!found->is_object()) refuse("Condition must be an object");
  for (const auto& [operation, keys] : found->items()) {
    auto condition = readConditionOperator(operation);
    if (condition.operation.empty()) refuse("Invalid Condition type : " + operation);
    if (!keys.is_object()) refuse("Condition " + operation + " must be an object");
    for (const auto& [key, values] : keys.items()) {
      condition.key = key;
      condition.values = listOf(values, key);
      statement.conditions.push_back(condition);
    }
  }
}

PolicyStatement readStatement(const Json& json) {
  static constexpr std::string_view kElements[] = {"Sid",       "Effect",       "Action",
                                                   "NotAction", "Resource",     "NotResource",
                                                   "Principal", "NotPrincipal", "Condition"};
  if (!json.is_object()) refuse("Statement must be an object");
  for (const auto& [name, value] : json.items())
    if (std::ranges::find(kElements, name) == std::end(kElements))
      refuse("a statement has no " + name);
  PolicyStatement statement;
  if (json.contains("Sid")) statement.id = textOf(json["Sid"], "Sid");
  const auto effect = json.contains("Effect") ? textOf(json["Effect"], "Effect") : "";
  if (effect != "Allow" && effect != "Deny") refuse("Effect must be Allow or Deny");
  statement.effect = effect == "Allow" ? Effect::allow : Effect::deny;
  statement.isNotAction = readEither(json, "Action", statement.actions);
  if (statement.actions.empty()) refuse("a statement needs Action or NotAction");
  statement.isNotResource = readEither(json, "Resource", statement.resources);
  readPrincipals(json, statement);
  if (statement.resources.empty() && statement.principals.empty())
    refuse("a statement needs Resource or NotResource");
  readConditions(json, statement);
  return statement;
}

}  // namespace

Policy Policy::parse(std::string_view json) {
  const auto root = Json::parse(json, nullptr, false);
  if (root.is_discarded() || !root.is_object()) throw errors::malformedPolicy();
  Policy policy;
  const auto version = root.value("Version", Json("2008-10-17"));
  if (version != "2012-10-17" && version != "2008-10-17") refuse("unknown Version");
  policy.hasVariables_ = version == "2012-10-17";
  const auto statements = root.find("Statement");
  if (statements == root.end()) refuse("Statement is missing");
  if (statements->is_array())
    for (const auto& statement : *statements)
      policy.statements_.push_back(readStatement(statement));
  else
    policy.statements_.push_back(readStatement(*statements));
  return policy;
}

}  // namespace amilocal::domain
