#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/bundle_task_rules.h"
#include "amilocal/domain/errors/bundle_errors.h"
#include "amilocal/domain/errors/bundle_task_errors.h"
#include "amilocal/wire/json_reader.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/buckets.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

using Json = wire::JsonDocument::Value;

std::string required(const std::optional<std::string>& value, std::string_view name) {
  if (!value || value->empty()) throw errors::missingParameter("Storage.S3." + std::string(name));
  return *value;
}

/// `{"bucket": "x"}` or `["eq", "$bucket", "x"]` (Amazon S3 API Reference, "Creating a POST
/// policy").
bool demands(Json conditions, const std::string& name, const std::string& value) {
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const auto condition = conditions.at(i);
    if (condition.isObject() && condition.member(name).isThere() &&
        condition.member(name).text() == value)
      return true;
    if (condition.isArray() && condition.size() == 3 && condition.at(0).text() == "eq" &&
        condition.at(1).text() == "$" + name && condition.at(2).text() == value)
      return true;
  }
  return false;
}

// EC2 API Reference of 2010-08-31, BundleInstance: the policy has an expiration, the bucket, and
// the ACL ec2-bundle-read.
void checkPolicy(const std::string& json, const std::string& bucket, Instant now) {
  try {
    const wire::JsonDocument document(json);
    const auto root = document.root();
    const auto until = root.member("expiration").isThere()
                           ? parseInstant(root.member("expiration").text())
                           : std::nullopt;
    if (!until) throw errors::uploadPolicyInvalid("it has no expiration.");
    if (*until <= now) throw errors::uploadPolicyInvalid("it has expired.");
    const auto conditions = root.member("conditions");
    if (!conditions.isArray()) throw errors::uploadPolicyInvalid("it has no conditions.");
    if (!demands(conditions, "bucket", bucket))
      throw errors::uploadPolicyInvalid("it does not allow the bucket " + bucket + ".");
    if (!demands(conditions, "acl", "ec2-bundle-read"))
      throw errors::uploadPolicyInvalid("it does not have the ACL ec2-bundle-read.");
  } catch (const ApiError& error) {
    if (error.code() != "SerializationException") throw;
    throw errors::uploadPolicyInvalid("it is not a JSON document of its form.");
  }
}

/// Whose secret key signed the policy is not known; only the form of the signature is looked at.
void checkUpload(const S3Storage& s3, Instant now) {
  constexpr std::size_t kSha1Bytes = 20;
  required(s3.aWSAccessKeyId, "AWSAccessKeyId");
  const auto policy = decodeBase64(required(s3.uploadPolicy, "UploadPolicy"));
  const auto signature = decodeBase64(required(s3.uploadPolicySignature, "UploadPolicySignature"));
  if (!policy) throw errors::uploadPolicyInvalid("it is not in base64.");
  if (!signature || signature->size() != kSha1Bytes)
    throw errors::uploadPolicyInvalid("its signature is not an HMAC-SHA1 in base64.");
  checkPolicy(*policy, required(s3.bucket, "Bucket"), now);
}

/// A bucket that is not there is made when the bundle is stored.
void checkBucket(RequestContext& ctx, const std::string& name) {
  const auto bucket = bucketsOf(ctx)->find(name);
  if (!bucket) return domain::checkBucketName(name);
  if (bucket->owner != ctx.account()) throw errors::bundleBucketForbidden(name);
}

std::string newBundleId(RequestContext& ctx) {
  constexpr std::size_t kDigits = 8;
  const auto text = ctx.ids.nextText("bun");
  return "bun-" + text.substr(text.size() - kDigits);
}

BundleTask toWire(const domain::BundleTask& task, Instant now) {
  BundleTask wire{.instanceId = task.instanceId.str(),
                  .bundleId = task.id,
                  .state = std::string(domain::toString(task.state)),
                  .startTime = task.startedAt,
                  .updateTime = task.updatedAt,
                  .storage = Storage{.s3 = S3Storage{.bucket = task.bucket, .prefix = task.prefix}},
                  .progress = std::to_string(domain::progressOf(task, now)) + "%"};
  if (task.errorCode)
    wire.bundleTaskError = BundleTaskError{.code = task.errorCode, .message = task.errorMessage};
  return wire;
}

domain::BundleTask requireTask(RequestContext& ctx, const std::string& id) {
  auto task = ctx.catalog.bundleTasks().find(id);
  if (!task || task->account != ctx.account() || task->region != ctx.region())
    throw errors::bundleTaskNotFound(id);
  return *std::move(task);
}

}  // namespace

BundleInstanceResponse bundleInstance(RequestContext& ctx, const BundleInstanceRequest& request) {
  const auto s3 = request.storage.s3.value_or(S3Storage{});
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  domain::checkBundleable(instance);
  checkUpload(s3, ctx.now);
  domain::checkBundlePrefix(required(s3.prefix, "Prefix"));
  checkBucket(ctx, *s3.bucket);
  for (const auto& other : ctx.catalog.bundleTasks().list(ctx.account(), ctx.region()))
    if (other.instanceId == instance.id && !domain::isOver(other.state))
      throw errors::bundlingInProgress(instance.id);

  domain::BundleTask task;
  task.id = newBundleId(ctx);
  task.account = ctx.account();
  task.region = ctx.region();
  task.instanceId = instance.id;
  task.imageId = instance.imageId;
  task.bucket = *s3.bucket;
  task.prefix = *s3.prefix;
  task.startedAt = task.updatedAt = ctx.now;
  task.dueAt = ctx.schedule(domain::TaskKind::bundle_instance, task.id, 0).dueAt;
  ctx.catalog.bundleTasks().insert(task);
  ctx.record(task.id, {}, domain::toString(task.state));
  return {.bundleTask = toWire(task, ctx.now)};
}

DescribeBundleTasksResponse describeBundleTasks(RequestContext& ctx,
                                                const DescribeBundleTasksRequest& request) {
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::bundleTaskFilters(), filters, domain::TagFilters::unknown);
  for (const auto& id : request.bundleIds) requireTask(ctx, id);
  DescribeBundleTasksResponse response;
  for (const auto& task : ctx.catalog.bundleTasks().list(ctx.account(), ctx.region())) {
    const auto& ids = request.bundleIds;
    if (!ids.empty() && std::ranges::find(ids, task.id) == ids.end()) continue;
    const domain::BundleTaskView view{task, domain::progressOf(task, ctx.now)};
    if (domain::matches(domain::bundleTaskFilters(), filters, view, {}))
      response.bundleTasks.push_back(toWire(task, ctx.now));
  }
  return response;
}

CancelBundleTaskResponse cancelBundleTask(RequestContext& ctx,
                                          const CancelBundleTaskRequest& request) {
  auto task = requireTask(ctx, request.bundleId);
  if (domain::isOver(task.state) || task.state == domain::BundleTaskState::cancelling)
    throw errors::bundleTaskOver(task.id, domain::toString(task.state));
  ctx.catalog.tasks().removeFor(task.id);
  ctx.record(task.id, domain::toString(task.state), "cancelling");
  task.state = domain::BundleTaskState::cancelling;
  task.updatedAt = ctx.now;
  task.dueAt = ctx.schedule(domain::TaskKind::bundle_instance, task.id, 0).dueAt;
  ctx.catalog.bundleTasks().update(task);
  return {.bundleTask = toWire(task, ctx.now)};
}

}  // namespace amilocal::ec2
