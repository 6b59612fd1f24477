#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/kms_errors.h"
#include "amilocal/domain/kms_rules.h"
#include "kms/handlers.gen.h"
#include "services/kms/keys.h"
#include "services/kms/pages.h"

namespace amilocal::kms {
namespace {

domain::KmsAlias requireAlias(RequestContext& ctx, const std::string& name) {
  domain::checkAliasName(name);
  const auto arn = domain::kmsAliasArn(name, ctx.region(), ctx.account());
  auto alias = ctx.catalog.kmsAliases().find(arn);
  if (!alias) throw errors::aliasNotFound(arn);
  return *std::move(alias);
}

AliasListEntry toWire(const domain::KmsAlias& alias) {
  AliasListEntry out;
  out.aliasName = alias.name;
  out.aliasArn = alias.arn;
  out.targetKeyId = alias.keyArn.substr(alias.keyArn.rfind('/') + 1);
  out.creationDate = alias.createdAt;
  out.lastUpdatedDate = alias.updatedAt;
  return out;
}

// AWS's own, which stands in every list.
AliasListEntry managedAlias(RequestContext& ctx) {
  const std::string name = "alias/aws/ebs";
  AliasListEntry out;
  out.aliasName = name;
  out.aliasArn = domain::kmsAliasArn(name, ctx.region(), ctx.account());
  out.targetKeyId = requireKey(ctx, name).id;
  return out;
}

}  // namespace

CreateAliasResponse createAlias(RequestContext& ctx, const CreateAliasRequest& request) {
  domain::checkAliasName(request.aliasName);
  const auto key = requireOwnKey(ctx, request.targetKeyId);
  domain::checkNotPendingDeletion(key);
  domain::KmsAlias alias;
  alias.name = request.aliasName;
  alias.arn = domain::kmsAliasArn(alias.name, ctx.region(), ctx.account());
  if (ctx.catalog.kmsAliases().find(alias.arn)) throw errors::aliasExists(alias.arn);
  alias.account = ctx.account();
  alias.region = ctx.region();
  alias.keyArn = key.arn;
  alias.createdAt = alias.updatedAt = ctx.now;
  ctx.catalog.kmsAliases().insert(alias);
  return {};
}

UpdateAliasResponse updateAlias(RequestContext& ctx, const UpdateAliasRequest& request) {
  auto alias = requireAlias(ctx, request.aliasName);
  const auto key = requireOwnKey(ctx, request.targetKeyId);
  domain::checkNotPendingDeletion(key);
  alias.keyArn = key.arn;
  alias.updatedAt = ctx.now;
  ctx.catalog.kmsAliases().update(alias);
  return {};
}

DeleteAliasResponse deleteAlias(RequestContext& ctx, const DeleteAliasRequest& request) {
  ctx.catalog.kmsAliases().remove(requireAlias(ctx, request.aliasName).arn);
  return {};
}

ListAliasesResponse listAliases(RequestContext& ctx, const ListAliasesRequest& request) {
  std::vector<AliasListEntry> all{managedAlias(ctx)};
  for (const auto& alias : ctx.catalog.kmsAliases().list(ctx.account(), ctx.region()))
    all.push_back(toWire(alias));
  if (request.keyId) {
    const auto key = requireKey(ctx, *request.keyId);
    std::erase_if(all, [&](const AliasListEntry& alias) { return alias.targetKeyId != key.id; });
  }
  std::ranges::sort(all, {}, &AliasListEntry::aliasName);
  return pageOf<ListAliasesResponse>(
      std::move(all), request, [](const AliasListEntry& alias) { return *alias.aliasName; },
      &ListAliasesResponse::aliases);
}

TagResourceResponse tagResource(RequestContext& ctx, const TagResourceRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  domain::checkNotPendingDeletion(key);
  domain::Tags added;
  for (const auto& tag : request.tags) added.push_back({tag.tagKey, tag.tagValue});
  domain::checkKeyTags(added);
  for (const auto& tag : added) {
    const auto place = std::ranges::find(key.tags, tag.key, &domain::Tag::key);
    if (place == key.tags.end())
      key.tags.push_back(tag);
    else
      place->value = tag.value;
  }
  domain::checkKeyTags(key.tags);
  ctx.catalog.kmsKeys().update(key);
  return {};
}

UntagResourceResponse untagResource(RequestContext& ctx, const UntagResourceRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  domain::checkNotPendingDeletion(key);
  for (const auto& name : request.tagKeys)
    std::erase_if(key.tags, [&](const domain::Tag& tag) { return tag.key == name; });
  ctx.catalog.kmsKeys().update(key);
  return {};
}

ListResourceTagsResponse listResourceTags(RequestContext& ctx,
                                          const ListResourceTagsRequest& request) {
  std::vector<Tag> all;
  for (const auto& tag : requireKey(ctx, request.keyId).tags)
    all.push_back({.tagKey = tag.key, .tagValue = tag.value});
  std::ranges::sort(all, {}, &Tag::tagKey);
  return pageOf<ListResourceTagsResponse>(
      std::move(all), request, [](const Tag& tag) { return tag.tagKey; },
      &ListResourceTagsResponse::tags);
}

}  // namespace amilocal::kms
