#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/region.h"
#include "services/authorization/ec2_resources.h"
#include "services/authorization/question.h"
#include "services/authorization/service_touches.h"
#include "services/authorization/side_questions.h"

namespace amilocal::services {
namespace {

using domain::RequestFacts;

/// What a request says that conditions can ask for (Service Authorization Reference, the tables of
/// condition keys of each service).
struct SaidKey {
  std::string_view service, member, key;
};
constexpr SaidKey kSaid[] = {
    {"ebs", "Description", "ebs:Description"},
    {"ebs", "VolumeSize", "ebs:VolumeSize"},
    {"iam", "PermissionsBoundary", "iam:PermissionsBoundary"},
    {"iam", "PolicyArn", "iam:PolicyARN"},
    {"kms", "BypassPolicyLockoutSafetyCheck", "kms:BypassPolicyLockoutSafetyCheck"},
    {"kms", "KeySpec", "kms:KeySpec"},
    {"kms", "KeyUsage", "kms:KeyUsage"},
    {"kms", "MultiRegion", "kms:MultiRegion"},
    {"kms", "Origin", "kms:KeyOrigin"},
    {"kms", "PendingWindowInDays", "kms:ScheduleKeyDeletionPendingWindowInDays"},
    {"kms", "RotationPeriodInDays", "kms:RotationPeriodInDays"},
    {"rbin", "ResourceType", "rbin:Request/ResourceType"},
    {"ssm", "Overwrite", "ssm:Overwrite"},
    {"ssm", "Policies", "ssm:Policies"},
    {"ssm", "Recursive", "ssm:Recursive"},
};

/// Who makes something with tags must be allowed to tag it.
struct TaggedMaking {
  std::string_view service, operation, action;
};
constexpr TaggedMaking kTaggedMakings[] = {
    {"dlm", "CreateLifecyclePolicy", "dlm:TagResource"},
    {"ebs", "StartSnapshot", "ec2:CreateTags"},
    {"iam", "CreateInstanceProfile", "iam:TagInstanceProfile"},
    {"iam", "CreatePolicy", "iam:TagPolicy"},
    {"iam", "CreateRole", "iam:TagRole"},
    {"imagebuilder", "CreateComponent", "imagebuilder:TagResource"},
    {"imagebuilder", "CreateContainerRecipe", "imagebuilder:TagResource"},
    {"imagebuilder", "CreateImageRecipe", "imagebuilder:TagResource"},
    {"kms", "CreateKey", "kms:TagResource"},
    {"rbin", "CreateRule", "rbin:TagResource"},
    {"ssm", "PutParameter", "ssm:AddTagsToResource"},
};

// A list of pairs, or a map.
domain::Tags requestTags(const RequestMembers& members) {
  auto tags = members.tags("Tags");
  for (const auto* name : {"Tags", "tags"}) {
    const auto map = members.root().member(name);
    for (const auto& key : map.memberNames()) tags.push_back({key, textIn(map.member(key), "")});
  }
  return tags;
}

void addTags(RequestFacts& facts, std::string_view service, const domain::Tags& tags) {
  for (const auto& tag : tags) {
    facts.put("aws:ResourceTag/" + tag.key, tag.value);
    facts.put(std::string(service) + ":ResourceTag/" + tag.key, tag.value);
  }
}

void addRoleFacts(RequestFacts& facts, const domain::Role& role) {
  addTags(facts, "iam", role.tags);
  if (role.permissionsBoundary && facts.find("iam:PermissionsBoundary") == nullptr)
    facts.put("iam:PermissionsBoundary", *role.permissionsBoundary);
}

std::string lastOf(const std::string& arn) { return arn.substr(arn.rfind('/') + 1); }

class ServiceQuestions {
 public:
  ServiceQuestions(RequestContext& ctx, const wire::Call& call)
      : ctx_(ctx),
        service_(ctx.caller.service),
        operation_(call.operation().name),
        members_(call),
        tags_(requestTags(members_)) {}

  Questions all() {
    bool isFirst = true;
    for (const auto& touch : serviceTouchesOf(service_, operation_)) {
      auto names = members_.texts(touch.members);
      // What an operation is for is asked even where nothing is named.
      if (names.empty() && isFirst) names.emplace_back();
      for (const auto& name : names)
        ask(service_ + ":" + operation_,
            touch.arnOf == nullptr ? "*" : touch.arnOf(ctx_, members_, name));
      isFirst = false;
    }
    if (questions_.empty()) ask(service_ + ":" + operation_, "*");
    askToTag();
    askToPass();
    askToRead();
    return std::move(questions_);
  }

 private:
  bool is(std::string_view operation) const { return operation_ == operation; }

  void ask(const std::string& action, const std::string& resource) {
    PolicyQuestion question{{action, resource, factsOf(resource)}};
    if (service_ == "kms") question.policy = keyPolicy(ctx_, resource);
    questions_.push_back(std::move(question));
  }

  void askToTag() {
    if (tags_.empty() || questions_.empty()) return;
    const auto resource = questions_.front().asked.resource;
    for (const auto& making : kTaggedMakings)
      if (making.service == service_ && making.operation == operation_)
        ask(std::string(making.action), resource);
  }

  // Amazon EBS User Guide, "Control access to Amazon Data Lifecycle Manager"; IAM API Reference,
  // AddRoleToInstanceProfile.
  void askToPass() {
    const auto execution = members_.text("ExecutionRoleArn");
    if (service_ == "dlm" && !execution.empty())
      questions_.push_back(passRoleQuestion(ctx_, execution, "dlm.amazonaws.com"));
    if (service_ != "iam" || !is("AddRoleToInstanceProfile")) return;
    const auto name = members_.text("RoleName");
    const auto role = ctx_.catalog.roles().findNamed(ctx_.account(), name);
    if (role) questions_.push_back(passRoleQuestion(ctx_, role->arn, "ec2.amazonaws.com"));
  }

  // Amazon EBS User Guide, "Use AWS KMS keys with EBS direct APIs".
  void askToRead() {
    if (service_ != "ebs" || !is("GetSnapshotBlock")) return;
    const auto id = SnapshotId::parse(members_.text("SnapshotId"));
    const auto snapshot = id ? ctx_.catalog.snapshots().find(*id) : std::nullopt;
    if (!snapshot || !snapshot->kmsKeyId) return;
    if (auto question = keyQuestion(ctx_, "kms:Decrypt", *snapshot->kmsKeyId)) {
      question->failsLater = false;
      questions_.push_back(*std::move(question));
    }
  }

  RequestFacts factsOf(const std::string& resource) {
    auto facts = globalFacts(ctx_);
    addRequestTags(facts, tags_);
    for (const auto& key : members_.texts("TagKeys|tagKeys")) facts.add("aws:TagKeys", key);
    for (const auto& said : kSaid)
      if (auto text = members_.text(said.member); said.service == service_ && !text.empty())
        facts.put(said.key, std::move(text));
    addResource(facts, resource);
    return facts;
  }

  void addResource(RequestFacts& facts, const std::string& resource) {
    if (service_ == "ebs") {
      if (const auto parent = members_.text("ParentSnapshotId"); !parent.empty())
        facts.put("ebs:ParentSnapshot", ec2Arn(ctx_, "snapshot", parent));
      return addResourceFacts(ctx_, "snapshot", lastOf(resource), ctx_.region(), facts);
    }
    if (service_ == "iam") return addEntity(facts, resource);
    if (service_ == "kms") {
      facts.put("kms:CallerAccount", ctx_.account());
      if (const auto key = ctx_.catalog.kmsKeys().find(resource)) addTags(facts, "kms", key->tags);
      return;
    }
    if (service_ == "rbin") {
      const auto rule = ctx_.catalog.retentionRules().find(lastOf(resource));
      if (!rule || rule->account != ctx_.account()) return;
      facts.put("rbin:Attribute/ResourceType", std::string(domain::toString(rule->resourceType)));
      return addTags(facts, "rbin", rule->tags);
    }
    addTags(facts, service_, ctx_.catalog.tags().listFor(ctx_.account(), resource));
  }

  void addEntity(RequestFacts& facts, const std::string& arn) {
    if (const auto role = ctx_.catalog.roles().find(arn)) addRoleFacts(facts, *role);
    if (const auto profile = ctx_.catalog.instanceProfiles().find(arn))
      addTags(facts, "iam", profile->tags);
    if (const auto policy = ctx_.catalog.policies().find(arn)) addTags(facts, "iam", policy->tags);
  }

  RequestContext& ctx_;
  const std::string service_;
  const std::string operation_;
  const RequestMembers members_;
  const domain::Tags tags_;
  Questions questions_;
};

}  // namespace

Questions serviceQuestions(RequestContext& ctx, const wire::Call& call) {
  return ServiceQuestions(ctx, call).all();
}

}  // namespace amilocal::services
