#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "services/authorization/ec2_dependents.h"
#include "services/authorization/ec2_launches.h"
#include "services/authorization/ec2_made_facts.h"
#include "services/authorization/ec2_resources.h"
#include "services/authorization/ec2_touches.h"
#include "services/authorization/question.h"

namespace amilocal::services {
namespace {

using domain::RequestFacts;

constexpr std::string_view kNew = "*";

// What a fleet touches in each of its pools, besides what the launches there do.
constexpr std::string_view kFleetTypes[] = {"image", "instance", "placement-group", "subnet"};

/// The tags that come with new resources.
struct NewTags {
  std::string type;
  domain::Tags tags;
};

std::vector<NewTags> newTags(const RequestMembers& members) {
  std::vector<NewTags> all;
  for (const auto& item : itemsIn(members.root(), "TagSpecifications"))
    if (auto tags = tagsIn(item, "Tags"); !tags.empty())
      all.push_back({textIn(item, "ResourceType"), std::move(tags)});
  return all;
}

// What a request says of an instance itself.
constexpr std::string_view kInstanceMembers =
    "InstanceType|CpuOptions|EbsOptimized|IamInstanceProfile|InstanceMarketOptions|"
    "MetadataOptions|Placement";

bool isAnySent(const RequestMembers& sent, std::string_view paths) {
  for (const auto path : split(paths, '|'))
    if (!path.empty() && !itemsIn(sent.root(), path).empty()) return true;
  return false;
}

/// One asking about a list of touches: for an action, of what the members say.
struct Asking {
  std::string action;
  const RequestMembers& members;
  const RequestMembers& sent;  ///< the same, but for what comes from a launch template
  std::optional<std::string> templateArn{};
};

class Ec2Questions {
 public:
  Ec2Questions(RequestContext& ctx, const wire::Call& call)
      : ctx_(ctx),
        operation_(call.operation().name),
        json_(call.requestJson()),
        members_(json_),
        launches_(launchesOf(ctx, operation_, json_)),
        facts_(globalFacts(ctx)) {
    facts_.put("ec2:Region", ctx.region());
  }

  Questions all() {
    if (operation_ != "RunInstances") askAbout({operation_, members_, members_});
    for (const auto& launch : launches_) askAboutLaunch(launch);
    if (operation_ == "CreateSnapshots") askAboutVolumes();
    if (questions_.empty()) ask(operation_, std::string(kNew), factsOfRequest(members_));
    for (auto& question : ec2Dependents(ctx_, operation_, members_, launches_))
      questions_.push_back(std::move(question));
    return std::move(questions_);
  }

 private:
  void ask(const std::string& action, std::string resource, RequestFacts facts) {
    questions_.push_back({{"ec2:" + action, std::move(resource), std::move(facts)}});
  }

  // CreateTags and DeleteTags bring their tags by themselves.
  RequestFacts factsOfRequest(const RequestMembers& members) const {
    auto facts = facts_;
    addRequestTags(facts, members.tags("Tags"));
    return facts;
  }

  void askAbout(const Asking& asking) {
    for (const auto& touch : touchesOf(asking.action)) askOf(touch, asking);
    for (const auto& [type, tags] : newTags(asking.members)) askToTag(type, tags);
  }

  // A launch by a fleet is one: who may not launch an image may not let a fleet do it.
  void askAboutLaunch(const Launch& launch) {
    const RequestMembers members(wire::toJson(launch.request));
    const Asking asking{"RunInstances", members, members_, launch.templateArn};
    for (const auto& touch : touchesOf(asking.action)) {
      const bool isTemplate = touch.type == "launch-template";
      askOf(touch,
            isTemplate ? Asking{asking.action, members_, members_, asking.templateArn} : asking);
      if (operation_ == "CreateFleet" &&
          std::ranges::find(kFleetTypes, touch.type) != std::end(kFleetTypes))
        askOf(touch, {operation_, members, members_, asking.templateArn});
    }
    if (members.text("InstanceMarketOptions.MarketType") == "spot")
      askOfMade({"", "spot-instances-request", Reach::made, ""}, asking);
    askAboutDisks(launch, asking);
    for (const auto& [type, tags] : newTags(members)) askToTag(type, tags);
  }

  void askAboutDisks(const Launch& launch, const Asking& asking) {
    const auto disks = disksOf(ctx_, launch.request);
    if (disks.empty()) askOfMade({"", "volume", Reach::made, ""}, asking);
    for (const auto& disk : disks) {
      auto facts = factsOfLaunch("BlockDeviceMappings", asking);
      addDiskFacts(ctx_, disk, facts);
      addTagsFor("volume", asking.members, facts);
      ask(asking.action, ec2Arn(ctx_, "volume", kNew), std::move(facts));
    }
  }

  void askAboutVolumes() {
    const auto id = InstanceId::parse(members_.text("InstanceSpecification.InstanceId"));
    const auto left = members_.texts("InstanceSpecification.ExcludeDataVolumeIds");
    if (!id) return;
    for (const auto& volume : ctx_.catalog.volumes().listAttachedTo(*id))
      if (std::ranges::find(left, volume.id.str()) == left.end())
        askOfExisting({operation_, "volume", Reach::named, ""}, {operation_, members_, members_},
                      volume.id.str());
  }

  RequestFacts factsOfLaunch(std::string_view memberPaths, const Asking& asking) const {
    auto facts = factsOfRequest(asking.members);
    if (!asking.templateArn) return facts;
    const bool isSent = isAnySent(asking.sent, memberPaths);
    facts.put("ec2:LaunchTemplate", *asking.templateArn);
    facts.put("ec2:IsLaunchTemplateResource", isSent ? "false" : "true");
    return facts;
  }

  void addTagsFor(std::string_view type, const RequestMembers& members, RequestFacts& facts) const {
    for (const auto& tags : newTags(members))
      if (tags.type == type) addRequestTags(facts, tags.tags);
  }

  void askOf(const Touch& touch, const Asking& asking) {
    if (touch.reach == Reach::made) return askOfMade(touch, asking);
    bool isNamed = false;
    for (const auto member : split(touch.members, '|'))
      for (const auto& named : asking.members.texts(member)) {
        isNamed = true;
        const auto name =
            touch.type.empty() ? named : resourceName(ctx_, touch.type, member, named);
        askOfExisting(touch, asking, name);
      }
    if (!isNamed && touch.reach == Reach::always) askOfSome(touch, asking);
  }

  // Of what nobody named: the default security group, the default subnet.
  void askOfSome(const Touch& touch, const Asking& asking) {
    auto facts = factsOfLaunch(touch.members, asking);
    addUnnamedFacts(ctx_, touch.type, asking.members, facts);
    ask(asking.action, touch.type.empty() ? std::string(kNew) : ec2Arn(ctx_, touch.type, kNew),
        std::move(facts));
  }

  void askOfMade(const Touch& touch, const Asking& asking) {
    auto facts = factsOfLaunch(touch.type == "instance" ? kInstanceMembers : touch.members, asking);
    addMadeFacts(ctx_, asking.members, touch.type, facts);
    addTagsFor(touch.type, asking.members, facts);
    const auto name = touch.members.empty() ? std::string() : asking.members.text(touch.members);
    ask(asking.action, ec2Arn(ctx_, touch.type, name.empty() ? kNew : std::string_view(name)),
        std::move(facts));
  }

  void askOfExisting(const Touch& touch, const Asking& asking, const std::string& name) {
    auto facts = factsOfLaunch(touch.members, asking);
    const auto type = touch.type.empty() ? resourceTypeOf(name) : touch.type;
    // The source of a copy stands where the request says.
    const auto from =
        touch.members.starts_with("Source") ? asking.members.text("SourceRegion") : "";
    const auto& region = from.empty() ? ctx_.region() : from;
    addResourceFacts(ctx_, type, name, region, facts);
    addChangeFacts(asking.action, asking.members, facts);
    ask(asking.action, type.empty() ? std::string(kNew) : ec2Arn(ctx_, type, name, region),
        std::move(facts));
  }

  // "Grant permission to tag Amazon EC2 resources during creation" (EC2 User Guide).
  void askToTag(const std::string& type, const domain::Tags& tags) {
    auto facts = facts_;
    addRequestTags(facts, tags);
    facts.put("ec2:CreateAction", operation_);
    ask("CreateTags", ec2Arn(ctx_, type, kNew), std::move(facts));
  }

  RequestContext& ctx_;
  const std::string operation_;
  const std::string json_;
  const RequestMembers members_;
  const std::vector<Launch> launches_;
  RequestFacts facts_;
  Questions questions_;
};

}  // namespace

Questions ec2Questions(RequestContext& ctx, const wire::Call& call) {
  return Ec2Questions(ctx, call).all();
}

}  // namespace amilocal::services
