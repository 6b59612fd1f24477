#include "rbin/handlers.gen.h"
#include "simulation/choice.h"

/// Instances, tags and the rules of the Recycle Bin.
namespace amilocal::simulation {
namespace {

/// The instance of an answer and the volumes that are attached to it.
Ids launchedIds(const ec2::Reservation& answer, Catalog& catalog) {
  if (answer.instances.empty()) return {""};
  Ids ids{answer.instances.front().instanceId.value_or("")};
  for (const auto& volume : catalog.volumes().listAttachedTo(InstanceId::trusted(ids.front())))
    ids.push_back(volume.id.str());
  return ids;
}

Action runInstance(const Chooser& choose) {
  const auto image = choose.image([&](const ModelImage& one) {
    return one.state == "available" &&
           (one.home.account == choose.who.account || one.sharedWith.contains("all") ||
            one.sharedWith.contains(choose.who.account));
  });
  const auto token = choose.token();
  ec2::RunInstancesRequest request;
  request.imageId = image;
  request.instanceType = "t3.micro";
  request.minCount = 1;
  request.maxCount = 1;
  request.clientToken = unlessEmpty(token);
  const auto call = calling(choose, &ec2::runInstances, request, "RunInstances");
  return {"RunInstances of " + image + " " + token, choose.who, call,
          [=, who = choose.who](Model& model, Catalog& catalog) {
            const auto made = launchedIds(call->out, catalog);
            const auto expected = model.runInstance(who, image, token, made);
            if (!made.front().empty() && made.front() != expected.front())
              throw Surprise{"the answer names " + made.front() + " and not " + expected.front()};
          }};
}

Action startInstance(const Chooser& choose) {
  const auto id = choose.instance("stopped");
  ec2::StartInstancesRequest request;
  request.instanceIds = {id};
  return {"StartInstances " + id, choose.who,
          calling(choose, &ec2::startInstances, request, "StartInstances"),
          [=, who = choose.who](Model& model, Catalog&) { model.startInstance(who, id); }};
}

Action stopInstance(const Chooser& choose) {
  const auto id = choose.instance("running");
  ec2::StopInstancesRequest request;
  request.instanceIds = {id};
  return {"StopInstances " + id, choose.who,
          calling(choose, &ec2::stopInstances, request, "StopInstances"),
          [=, who = choose.who](Model& model, Catalog&) { model.stopInstance(who, id); }};
}

Action terminateInstance(const Chooser& choose) {
  const auto id = choose.instance(choose.random.chance(70) ? "running" : "pending");
  ec2::TerminateInstancesRequest request;
  request.instanceIds = {id};
  return {"TerminateInstances " + id, choose.who,
          calling(choose, &ec2::terminateInstances, request, "TerminateInstances"),
          [=, who = choose.who](Model& model, Catalog&) { model.terminateInstance(who, id); }};
}

std::string taggable(const Chooser& choose) {
  switch (choose.random.below(4)) {
    case 0:
      return choose.image([](const ModelImage&) { return true; });
    case 1:
      return choose.ownSnapshot();
    case 2:
      return choose.volume("available");
    default:
      return choose.instance("running");
  }
}

Action createTag(const Chooser& choose) {
  const auto id = taggable(choose);
  const auto key = choose.key();
  ec2::CreateTagsRequest request;
  request.resources = {id};
  request.tags = {{.key = key, .value = "value"}};
  return {"CreateTags " + key + " on " + id, choose.who,
          calling(choose, &ec2::createTags, request, "CreateTags"),
          [=, who = choose.who](Model& model, Catalog&) { model.createTag(who, id, key); }};
}

Action deleteTag(const Chooser& choose) {
  const auto id = taggable(choose);
  const auto key = choose.key();
  ec2::DeleteTagsRequest request;
  request.resources = {id};
  request.tags = {{.key = key, .value = {}}};
  return {"DeleteTags " + key + " on " + id, choose.who,
          calling(choose, &ec2::deleteTags, request, "DeleteTags"),
          [=, who = choose.who](Model& model, Catalog&) { model.deleteTag(who, id, key); }};
}

Action createRule(const Chooser& choose) {
  const std::vector<std::string> types{"EC2_IMAGE", "EBS_SNAPSHOT", "EBS_VOLUME"};
  const auto type = choose.random.oneOf(types);
  const auto days = static_cast<std::int64_t>(choose.random.below(5) + 1);
  const auto key = choose.random.chance(70) ? std::string() : choose.key();
  rbin::CreateRuleRequest request;
  request.retentionPeriod = {.retentionPeriodValue = days, .retentionPeriodUnit = "DAYS"};
  request.resourceType = type;
  if (!key.empty()) request.resourceTags = {{.resourceTagKey = key, .resourceTagValue = {}}};
  const auto call = calling(choose, &rbin::createRule, request, "CreateRule");
  return {"CreateRule for " + type + " " + key, choose.who, call,
          [=, who = choose.who](Model& model, Catalog&) {
            model.createRule(who, type, days, key, {call->out.identifier.value_or("")});
          }};
}

Action deleteRule(const Chooser& choose) {
  auto id = choose.idIn(choose.model.rules(), "none",
                        [&](const ModelRule& rule) { return rule.home == choose.who; });
  if (id.starts_with("none")) id = "abcdefghijk";
  return {"DeleteRule " + id, choose.who,
          calling(choose, &rbin::deleteRule, {.identifier = id}, "DeleteRule"),
          [=, who = choose.who](Model& model, Catalog&) { model.deleteRule(who, id); }};
}

}  // namespace

const std::vector<Operation>& otherOperations() {
  static const std::vector<Operation> all{
      {12, 14, runInstance}, {3, 0, startInstance}, {4, 0, stopInstance}, {6, 0, terminateInstance},
      {8, 4, createTag},     {3, 0, deleteTag},     {5, 10, createRule},  {2, 0, deleteRule},
  };
  return all;
}

}  // namespace amilocal::simulation
