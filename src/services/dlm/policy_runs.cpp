#include "services/dlm/policy_runs.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/block_device_rules.h"
#include "ec2/handlers.gen.h"
#include "services/dlm/policy_rules.h"

namespace amilocal::dlm {
namespace {

// The tags of policy-created resources (Data Lifecycle Manager user guide, "Tags").
constexpr std::string_view kPolicyTag = "aws:dlm:lifecycle-policy-id";
constexpr std::string_view kScheduleTag = "aws:dlm:lifecycle-schedule-name";
constexpr std::string_view kManagedTag = "dlm:managed";

// An image that is held (`--task-time hold`) is looked at as often as this.
constexpr std::chrono::hours kPatience{1};

// A schedule of a policy, as one of its images sees it.
struct Plan {
  domain::LifecyclePolicy policy;
  Schedule schedule;
  std::string scheduleName;
  bool noReboot = false;
};

std::optional<Plan> findPlan(RequestContext& ctx, const std::string& policyId,
                             std::size_t schedule) {
  const auto policy = ctx.catalog.lifecyclePolicies().find(LifecyclePolicyId::trusted(policyId));
  if (!policy) return std::nullopt;
  auto details = detailsOf(*policy);
  if (schedule >= details.schedules.size()) return std::nullopt;
  const bool noReboot = details.parameters && details.parameters->noReboot.value_or(false);
  return Plan{*policy, details.schedules[schedule], nameOf(details, schedule), noReboot};
}

std::size_t numberIn(std::string_view text) {
  return static_cast<std::size_t>(parseInteger(text).value_or(0));
}

// What goes wrong with one image must not stop the others: it is written down.
void attempt(RequestContext& ctx, const std::string& subject, const std::function<void()>& work) {
  try {
    work();
  } catch (const ApiError& error) {
    log::warn("lifecycle.refused",
              {{"subject", subject}, {"code", error.code()}, {"error", error.what()}});
    ctx.record(subject, "", "refused", error.what());
  }
}

domain::Tags systemTags(const Plan& plan) {
  return {{std::string(kPolicyTag), plan.policy.id.str()},
          {std::string(kScheduleTag), plan.scheduleName},
          {std::string(kManagedTag), "true"}};
}

// The image's snapshots bear the same tags.
void putSystemTags(RequestContext& ctx, const domain::Image& image, const domain::Tags& tags) {
  auto& table = ctx.catalog.tags();
  table.put({ctx.account(), ctx.region(), "image", image.id.str()}, tags);
  for (const auto& id : domain::snapshotIdsOf(image.blockDevices))
    table.put({ctx.account(), ctx.region(), "snapshot", id.str()}, tags);
}

// ---- Making images -----------------------------------------------------------------------------

// Running and stopped instances with one of the tags.
std::vector<InstanceId> targetsOf(RequestContext& ctx, const PolicyDetails& details) {
  std::set<std::string> ids;
  for (const auto& tag : details.targetTags)
    for (auto& id : ctx.catalog.tags().idsTagged({.account = ctx.account(),
                    .region = ctx.region(),
                    .resourceType = "instance",
                    .key = tag.key,
                    .value = tag.value}))
      ids.insert(std::move(id));
  std::vector<InstanceId> targets;
  for (const auto& id : ids) {
    const auto instance = ctx.catalog.instances().find(InstanceId::trusted(id));
    if (instance && (instance->state == domain::InstanceState::running ||
                     instance->state == domain::InstanceState::stopped))
      targets.push_back(instance->id);
  }
  return targets;
}

std::vector<ec2::Tag> imageTags(RequestContext& ctx, const Schedule& schedule,
                                const InstanceId& instance) {
  std::vector<ec2::Tag> tags;
  const auto put = [&](const std::string& key, const std::string& value) {
    const auto same = std::ranges::find(tags, key, &ec2::Tag::key);
    if (same == tags.end())
      tags.push_back({.key = key, .value = value});
    else
      same->value = value;
  };
  if (schedule.copyTags.value_or(false))
    for (const auto& tag : ctx.catalog.tags().listFor(ctx.account(), instance.str()))
      if (!tag.key.starts_with("aws:")) put(tag.key, tag.value);
  for (const auto& tag : schedule.tagsToAdd) put(tag.key, tag.value);
  for (const auto& tag : schedule.variableTags)
    put(tag.key, tag.value == "$(instance-id)" ? instance.str() : formatInstantSeconds(ctx.now));
  return tags;
}

// AWS does not say how it names these images: ours tell policy, instance and time.
std::string imageNameFor(const RequestContext& ctx, const Plan& plan, const InstanceId& instance,
                         std::size_t schedule) {
  auto time = formatInstantSeconds(ctx.now);
  std::erase(time, ':');
  return plan.policy.id.str() + "_" + std::to_string(schedule + 1) + "_" + instance.str() + "_" +
         time;
}

void makeImage(RequestContext& ctx, const Plan& plan, const InstanceId& instance,
               std::size_t schedule) {
  ec2::CreateImageRequest request;
  request.instanceId = instance.str();
  request.name = imageNameFor(ctx, plan, instance, schedule);
  request.description =
      "Created for policy: " + plan.policy.id.str() + " schedule: " + plan.scheduleName;
  request.noReboot = plan.noReboot;
  if (const auto tags = imageTags(ctx, plan.schedule, instance); !tags.empty())
    request.tagSpecifications = {{.resourceType = "image", .tags = tags},
                                 {.resourceType = "snapshot", .tags = tags}};
  const auto id = ImageId::trusted(*ec2::createImage(ctx, request).imageId);
  putSystemTags(ctx, *ctx.catalog.images().find(id), systemTags(plan));
  const auto waiting = ctx.catalog.tasks().listFor(id.str());
  const auto due = waiting.empty() ? std::optional(ctx.now) : waiting.front().dueAt;
  ctx.scheduleAt(domain::TaskKind::tend_lifecycle_image, id.str(),
                 due.value_or(ctx.now + kPatience),
                 plan.policy.id.str() + "/" + std::to_string(schedule));
}

// ---- Ending images -----------------------------------------------------------------------------

void endImage(RequestContext& ctx, const std::string& id) {
  attempt(ctx, id, [&] {
    ec2::DeregisterImageRequest request;
    request.imageId = id;
    request.deleteAssociatedSnapshots = true;
    ec2::deregisterImage(ctx, request);
  });
}

void deprecateImage(RequestContext& ctx, const std::string& id, Instant at) {
  attempt(ctx, id, [&] {
    ec2::EnableImageDeprecationRequest request;
    request.imageId = id;
    request.deprecateAt = at;
    ec2::enableImageDeprecation(ctx, request);
  });
}

// The schedule's available images of one instance, newest first.
std::vector<domain::Image> imagesOf(RequestContext& ctx, const Plan& plan,
                                    const std::optional<std::string>& instance) {
  std::vector<domain::Image> images;
  for (const auto& id : ctx.catalog.tags().idsTagged({.account = ctx.account(),
                        .region = ctx.region(),
                        .resourceType = "image",
                        .key = std::string(kPolicyTag),
                        .value = plan.policy.id.str()})) {
    auto image = ctx.catalog.images().find(ImageId::trusted(id));
    if (!image || image->state != domain::ImageState::available ||
        image->sourceInstanceId != instance)
      continue;
    const auto tags = ctx.catalog.tags().listFor(ctx.account(), id);
    const auto name = std::ranges::find(tags, kScheduleTag, &domain::Tag::key);
    if (name != tags.end() && name->value == plan.scheduleName) images.push_back(*std::move(image));
  }
  std::ranges::sort(images, [](const domain::Image& a, const domain::Image& b) {
    return a.createdAt > b.createdAt;
  });
  return images;
}

// ---- What follows an image ---------------------------------------------------------------------

void copyTo(RequestContext& ctx, const Plan& plan, const domain::Image& image,
            const CrossRegionCopyRule& rule) {
  const domain::Caller there{ctx.account(), *rule.targetRegion, {}};
  RequestContext away(there, ctx.now, ctx.catalog, ctx.blobs, ctx.ids, ctx.settings,
                      toString(domain::TaskKind::tend_lifecycle_image), ctx.requestId());
  ec2::CopyImageRequest request;
  request.name = image.name;
  request.description = image.description;
  request.sourceImageId = image.id.str();
  request.sourceRegion = ctx.region();
  if (rule.encrypted) request.encrypted = true;
  request.kmsKeyId = rule.cmkArn;
  request.copyImageTags = rule.copyTags;
  const auto id = *ec2::copyImage(away, request).imageId;
  putSystemTags(away, *ctx.catalog.images().find(ImageId::trusted(id)), systemTags(plan));
  const auto& retain = *rule.retainRule;
  away.scheduleAt(domain::TaskKind::expire_lifecycle_image, id,
                  domain::afterPeriod(ctx.now, *retain.interval, *retain.intervalUnit));
  if (const auto& deprecate = rule.deprecateRule)
    deprecateImage(away, id,
                   domain::afterPeriod(ctx.now, *deprecate->interval, *deprecate->intervalUnit));
}

void applyDeprecation(RequestContext& ctx, const Plan& plan, const domain::Image& image) {
  if (!plan.schedule.deprecateRule) return;
  const auto& rule = *plan.schedule.deprecateRule;
  if (rule.interval)
    return deprecateImage(ctx, image.id.str(),
                          domain::afterPeriod(image.createdAt, *rule.interval, *rule.intervalUnit));
  const auto images = imagesOf(ctx, plan, image.sourceInstanceId);
  for (auto i = static_cast<std::size_t>(*rule.count); i < images.size(); ++i)
    if (!images[i].deprecationAt)
      deprecateImage(ctx, images[i].id.str(), ctx.now + std::chrono::minutes(1));
}

void applyRetention(RequestContext& ctx, const Plan& plan, const domain::Image& image) {
  const auto& rule = *plan.schedule.retainRule;
  if (rule.interval) {
    ctx.scheduleAt(domain::TaskKind::expire_lifecycle_image, image.id.str(),
                   domain::afterPeriod(image.createdAt, *rule.interval, *rule.intervalUnit));
    return;
  }
  const auto images = imagesOf(ctx, plan, image.sourceInstanceId);
  for (auto i = static_cast<std::size_t>(*rule.count); i < images.size(); ++i)
    endImage(ctx, images[i].id.str());
}

void waitOn(RequestContext& ctx, const domain::Task& task) {
  auto next = ctx.now + kPatience;
  for (const auto& other : ctx.catalog.tasks().listFor(task.subject))
    if (other.id != task.id && other.dueAt && *other.dueAt > ctx.now)
      next = std::min(next, *other.dueAt);
  ctx.scheduleAt(task.kind, task.subject, next, task.detail);
}

}  // namespace

void schedulePolicy(RequestContext& ctx, const domain::LifecyclePolicy& policy) {
  ctx.catalog.tasks().removeFor(policy.id.str());
  if (policy.state != domain::PolicyState::enabled) return;
  const auto details = detailsOf(policy);
  for (std::size_t i = 0; i < details.schedules.size(); ++i)
    if (const auto at = domain::nextCreation(creationRule(details.schedules[i]), ctx.now))
      ctx.scheduleAt(domain::TaskKind::run_lifecycle_policy, policy.id.str(), *at,
                     std::to_string(i));
}

void runSchedule(RequestContext& ctx, const domain::Task& task) {
  const auto number = numberIn(task.detail);
  const auto plan = findPlan(ctx, task.subject, number);
  if (!plan || plan->policy.state != domain::PolicyState::enabled) return;
  if (const auto at = domain::nextCreation(creationRule(plan->schedule), ctx.now))
    ctx.scheduleAt(task.kind, task.subject, *at, task.detail);
  if (task.failure) return;
  for (const auto& instance : targetsOf(ctx, detailsOf(plan->policy)))
    attempt(ctx, task.subject, [&] { makeImage(ctx, *plan, instance, number); });
}

void tendImage(RequestContext& ctx, const domain::Task& task) {
  const auto image = ctx.catalog.images().find(ImageId::trusted(task.subject));
  if (!image) return;
  if (image->state == domain::ImageState::pending) return waitOn(ctx, task);
  const auto slash = task.detail.find('/');
  const auto plan =
      findPlan(ctx, task.detail.substr(0, slash), numberIn(task.detail.substr(slash + 1)));
  if (image->state != domain::ImageState::available || !plan) return;
  for (const auto& rule : plan->schedule.crossRegionCopyRules)
    attempt(ctx, task.subject, [&] { copyTo(ctx, *plan, *image, rule); });
  applyDeprecation(ctx, *plan, *image);
  applyRetention(ctx, *plan, *image);
}

void expireImage(RequestContext& ctx, const domain::Task& task) { endImage(ctx, task.subject); }

}  // namespace amilocal::dlm
