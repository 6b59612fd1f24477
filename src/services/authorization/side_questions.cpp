#include "services/authorization/side_questions.h"

#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/encryption.h"
#include "amilocal/domain/region.h"

namespace amilocal::services {

PolicyQuestion passRoleQuestion(RequestContext& ctx, const std::string& roleArn,
                                std::string_view service) {
  PolicyQuestion question{{"iam:PassRole", roleArn, globalFacts(ctx)}};
  auto& facts = question.asked.facts;
  facts.put("iam:PassedToService", std::string(service));
  if (const auto role = ctx.catalog.roles().find(roleArn))
    for (const auto& tag : role->tags) {
      facts.put("aws:ResourceTag/" + tag.key, tag.value);
      facts.put("iam:ResourceTag/" + tag.key, tag.value);
    }
  return question;
}

std::optional<ResourcePolicy> keyPolicy(RequestContext& ctx, const std::string& keyArn) {
  const auto key = ctx.catalog.kmsKeys().find(keyArn);
  if (!key) return std::nullopt;
  return ResourcePolicy{key->arn, key->account, key->policy};
}

std::optional<PolicyQuestion> keyQuestion(RequestContext& ctx, std::string_view action,
                                          const std::string& keyArn) {
  const auto parts = split(keyArn, ':');
  constexpr std::size_t kArnParts = 6;
  if (parts.size() < kArnParts || domain::isDefaultKeyArn(keyArn, parts[3], parts[4]))
    return std::nullopt;
  PolicyQuestion question{.asked = {std::string(action), keyArn, globalFacts(ctx)},
                          .failsLater = true};
  auto& facts = question.asked.facts;
  facts.put("kms:CallerAccount", ctx.account());
  facts.put("kms:ViaService", "ec2." + std::string(parts[3]) + ".amazonaws.com");
  facts.put("kms:GrantIsForAWSResource", "true");
  facts.put("aws:ResourceAccount", std::string(parts[4]));
  question.policy = keyPolicy(ctx, keyArn);
  return question;
}

std::string parameterArn(const RequestContext& ctx, std::string_view name) {
  if (name.starts_with("arn:")) {
    // The version stands behind the ARN's last colon, if there is one in the name.
    const auto slash = std::min(name.find('/'), name.size());
    return std::string(name.substr(0, std::min(name.find(':', slash), name.size())));
  }
  name = name.substr(0, name.find(':'));
  const bool isPublic = name.starts_with("/aws/service/");
  if (name.starts_with('/')) name.remove_prefix(1);
  return "arn:" + std::string(domain::partitionOf(ctx.region())) + ":ssm:" + ctx.region() + ":" +
         (isPublic ? std::string() : ctx.account()) + ":parameter/" + std::string(name);
}

}  // namespace amilocal::services
