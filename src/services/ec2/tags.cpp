#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/fleet_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/errors/root_volume_errors.h"
#include "amilocal/domain/errors/security_group_errors.h"
#include "amilocal/domain/errors/spot_errors.h"
#include "amilocal/domain/errors/tag_errors.h"
#include "amilocal/domain/errors/tagging_errors.h"
#include "amilocal/domain/page.h"
#include "amilocal/domain/tag_filters.h"
#include "amilocal/domain/tag_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/launch_template_lookup.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"
#include "services/ec2/recycle_bin.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/spot_requests.h"
#include "services/ec2/transfers.h"
#include "services/ec2/usage_report_making.h"
#include "services/ec2/vpc_parts.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, CreateTags, ResourceId.N.
constexpr std::size_t kResourcesMax = 1000;

using domain::BinResource;

/// Tags can be edited in the Recycle Bin (Amazon EBS User Guide, "Manage resources in the Recycle
/// Bin").
bool isBinned(RequestContext& ctx, BinResource type, const std::string& id) {
  return findInBin(ctx, type, id).has_value();
}

/// A kind of resource that takes tags, and the check that one exists for the caller: each account
/// tags what it can see, for itself (EC2 User Guide, "Tag your Amazon EC2 resources").
struct TaggableKind {
  std::string_view prefix;
  std::string_view type;
  void (*require)(RequestContext&, const std::string& id);
};

void requireRuleById(RequestContext& ctx, const std::string& id) {
  for (const auto& group : securityGroupsOf(ctx))
    for (const auto& rule : group.rules)
      if (rule.id.str() == id) return;
  throw errors::ruleIdNotFound(id);
}

void requireDhcpOptions(RequestContext& ctx, const std::string& id) {
  if (domain::dhcpOptionsOf(ctx.account(), ctx.region()).id.str() != id)
    throw errors::dhcpOptionsNotFound(id);
}

constexpr TaggableKind kTaggableKinds[] = {
    {ImageKind::kPrefix, "image",
     [](RequestContext& ctx, const std::string& id) {
       if (!isBinned(ctx, BinResource::image, id)) requireVisibleImage(ctx, ImageId::trusted(id));
     }},
    {SnapshotKind::kPrefix, "snapshot",
     [](RequestContext& ctx, const std::string& id) {
       if (!isBinned(ctx, BinResource::snapshot, id))
         requireUsableSnapshot(ctx, SnapshotId::trusted(id));
     }},
    {VolumeKind::kPrefix, "volume",
     [](RequestContext& ctx, const std::string& id) {
       if (!isBinned(ctx, BinResource::volume, id)) requireOwnVolume(ctx, VolumeId::trusted(id));
     }},
    {InstanceKind::kPrefix, "instance",
     [](RequestContext& ctx, const std::string& id) {
       requireOwnInstance(ctx, InstanceId::trusted(id));
     }},
    {LaunchTemplateKind::kPrefix, "launch-template",
     [](RequestContext& ctx, const std::string& id) {
       requireLaunchTemplate(ctx, {.id = id, .name = {}}, "tag");
     }},
    {UsageReportKind::kPrefix, "image-usage-report",
     [](RequestContext& ctx, const std::string& id) {
       requireUsageReport(ctx, UsageReportId::trusted(id));
     }},
    {domain::kImportImagePrefix, "import-image-task",
     [](RequestContext& ctx, const std::string& id) { requireImport(ctx, id); }},
    {domain::kImportSnapshotPrefix, "import-snapshot-task",
     [](RequestContext& ctx, const std::string& id) { requireImport(ctx, id); }},
    {domain::kExportImagePrefix, "export-image-task",
     [](RequestContext& ctx, const std::string& id) { requireExport(ctx, id); }},
    {VpcKind::kPrefix, "vpc",
     [](RequestContext& ctx, const std::string& id) { requireVpc(ctx, id); }},
    {SubnetKind::kPrefix, "subnet",
     [](RequestContext& ctx, const std::string& id) { requireSubnet(ctx, id); }},
    {SecurityGroupKind::kPrefix, "security-group",
     [](RequestContext& ctx, const std::string& id) { requireSecurityGroup(ctx, id); }},
    {SecurityGroupRuleKind::kPrefix, "security-group-rule",
     [](RequestContext& ctx, const std::string& id) { requireRuleById(ctx, id); }},
    {RouteTableKind::kPrefix, "route-table",
     [](RequestContext& ctx, const std::string& id) {
       namedById(routeTablesOf(ctx), {id}, &errors::routeTableNotFound);
     }},
    {InternetGatewayKind::kPrefix, "internet-gateway",
     [](RequestContext& ctx, const std::string& id) {
       namedById(internetGatewaysOf(ctx), {id}, &errors::internetGatewayNotFound);
     }},
    {NetworkAclKind::kPrefix, "network-acl",
     [](RequestContext& ctx, const std::string& id) {
       namedById(networkAclsOf(ctx), {id}, &errors::networkAclNotFound);
     }},
    {DhcpOptionsKind::kPrefix, "dhcp-options",
     [](RequestContext& ctx, const std::string& id) { requireDhcpOptions(ctx, id); }},
    {NetworkInterfaceKind::kPrefix, "network-interface",
     [](RequestContext& ctx, const std::string& id) {
       namedById(networkInterfacesOf(ctx), {id}, &errors::networkInterfaceNotFound);
     }},
    {AllocationKind::kPrefix, "elastic-ip",
     [](RequestContext& ctx, const std::string& id) { requireAllocation(ctx, id); }},
    {PlacementGroupKind::kPrefix, "placement-group",
     [](RequestContext& ctx, const std::string& id) { requirePlacementGroup(ctx, id); }},
    {SpotRequestKind::kPrefix, "spot-instances-request",
     [](RequestContext& ctx, const std::string& id) {
       namedById(spotRequestsOf(ctx), {id}, &errors::spotRequestNotFound);
     }},
    {RootVolumeTaskKind::kPrefix, "replace-root-volume-task",
     [](RequestContext& ctx, const std::string& id) {
       namedById(ctx.catalog.rootVolumeTasks().list(ctx.account(), ctx.region()), {id},
                 &errors::rootVolumeTaskNotFound);
     }},
    {FleetKind::kPrefix, "fleet",
     [](RequestContext& ctx, const std::string& id) {
       namedById(ctx.catalog.fleets().list(ctx.account(), ctx.region()), {id},
                 &errors::fleetNotFound);
     }},
    {KeyPairKind::kPrefix, "key-pair",
     [](RequestContext& ctx, const std::string& id) {
       namedById(ctx.catalog.keyPairs().list(ctx.account(), ctx.region()), {id},
                 &errors::keyPairIdNotFound);
     }},
};

const TaggableKind& requireKind(const std::string& id) {
  const auto* kind = std::ranges::find_if(kTaggableKinds, [&](const TaggableKind& candidate) {
    if (candidate.prefix == FleetKind::kPrefix) return domain::isFleetId(id);
    return isResourceId(candidate.prefix, id);
  });
  if (kind == std::end(kTaggableKinds)) throw errors::invalidTaggableId(id);
  return *kind;
}

/// The ids, each once, when all of them are of taggable things that exist.
std::vector<std::string> requireTaggable(RequestContext& ctx, std::vector<std::string> ids) {
  if (ids.size() > kResourcesMax) throw errors::tooManyTaggedResources(kResourcesMax);
  for (const auto& id : ids) requireKind(id);
  for (const auto& id : ids) requireKind(id).require(ctx, id);
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

bool isUserTag(const domain::Tag& tag) { return !domain::isReservedTagKey(tag.key); }

/// Tags of AWS do not count (EC2 User Guide, "Tag restrictions").
void checkRoom(const domain::Tags& present, const domain::Tags& added) {
  auto count = static_cast<std::int64_t>(added.size());
  for (const auto& tag : present)
    if (isUserTag(tag) && std::ranges::find(added, tag.key, &domain::Tag::key) == added.end())
      ++count;
  domain::checkTagCount(count);
}

void checkDeletable(const std::vector<Tag>& tags) {
  for (const auto& tag : tags) {
    if (!tag.key || tag.key->empty()) throw errors::emptyTagKey();
    if (domain::isReservedTagKey(*tag.key)) throw errors::reservedTagKey();
  }
}

void deleteTagsOn(RequestContext& ctx, const std::string& id, const std::vector<Tag>& tags) {
  auto& table = ctx.catalog.tags();
  for (const auto& tag : tags) table.remove(ctx.account(), id, *tag.key, tag.value);
  if (!tags.empty()) return;
  for (const auto& tag : tagsOn(ctx, id))
    if (isUserTag(tag)) table.remove(ctx.account(), id, tag.key);
}

/// The key of a page: resource and tag key, in the order of the list. Ids have no blanks.
std::string pageKey(const domain::TagEntry& entry) { return entry.resourceId + " " + entry.key; }

std::optional<TagPosition> positionOf(const std::string& key) {
  if (key.empty()) return std::nullopt;
  const auto blank = std::min(key.find(' '), key.size());
  return TagPosition{key.substr(0, blank), key.substr(std::min(blank + 1, key.size()))};
}

/// The resources that a filter names one by one; empty when no filter does. They can be read at
/// their places, which a large catalog needs.
std::vector<std::string> namedResources(const domain::Filters& filters) {
  const auto filter =
      std::ranges::find(filters, std::string_view("resource-id"), &domain::Filter::name);
  const auto isLiteral = [](const std::string& value) {
    return !isPattern(value) && value.find('\\') == std::string::npos;
  };
  if (filter == filters.end() || !std::ranges::all_of(filter->values, isLiteral)) return {};
  auto ids = filter->values;
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// Reads the caller's tags in order, in parts, until `take` has had enough.
template <class Take>
void readTags(RequestContext& ctx, std::optional<TagPosition> after, Take take) {
  constexpr std::int64_t kBatch = 1000;
  for (bool more = true; more;) {
    const auto entries = ctx.catalog.tags().list(ctx.account(), ctx.region(), after, kBatch);
    more = std::ssize(entries) == kBatch;
    if (!entries.empty()) after = TagPosition{entries.back().resourceId, entries.back().key};
    for (const auto& entry : entries)
      if (!take(entry)) return;
  }
}

/// The same for the resources that are named.
template <class Take>
void readTagsOf(RequestContext& ctx, const std::vector<std::string>& ids,
                const std::optional<TagPosition>& after, Take take) {
  for (const auto& id : ids) {
    if (after && id < after->resourceId) continue;
    const auto from = after && id == after->resourceId ? *after : TagPosition{id, ""};
    bool more = true;
    const auto entries =
        ctx.catalog.tags().list(ctx.account(), ctx.region(), from, 2 * domain::kTagsMax);
    for (const auto& entry : entries)
      if (more && entry.resourceId == id) more = take(entry);
    if (!more) return;
  }
}

}  // namespace

ReturnResponse createTags(RequestContext& ctx, const CreateTagsRequest& request) {
  if (request.tags.empty()) throw errors::noTagsToCreate();
  const auto tags = tagsOf(request.tags);
  for (const auto& id : requireTaggable(ctx, request.resources)) {
    checkRoom(tagsOn(ctx, id), tags);
    putTags(ctx, requireKind(id).type, id, tags);
  }
  return {.return_ = true};
}

// A tag without a value goes whatever its value is; with one, also an empty one, only if it has
// that value; without any tags, all of the user's go (EC2 API Reference, DeleteTags, Tag.N).
ReturnResponse deleteTags(RequestContext& ctx, const DeleteTagsRequest& request) {
  checkDeletable(request.tags);
  for (const auto& id : requireTaggable(ctx, request.resources))
    deleteTagsOn(ctx, id, request.tags);
  return {.return_ = true};
}

DescribeTagsResponse describeTags(RequestContext& ctx, const DescribeTagsRequest& request) {
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  domain::checkTagEntryFilters(filters);

  DescribeTagsResponse response;
  std::string last;
  const auto take = [&](const domain::TagEntry& entry) {
    if (entry.resourceId.starts_with("arn:")) return true;  // of another service
    if (!domain::matchesTagEntry(filters, entry)) return true;
    if (page.limit && response.tags.size() == *page.limit) {
      response.nextToken = domain::encodePageToken(last);
      return false;
    }
    last = pageKey(entry);
    response.tags.push_back({.key = entry.key,
                             .resourceId = entry.resourceId,
                             .resourceType = entry.resourceType,
                             .value = entry.value});
    return true;
  };
  const auto named = namedResources(filters);
  if (named.empty())
    readTags(ctx, positionOf(page.after), take);
  else
    readTagsOf(ctx, named, positionOf(page.after), take);
  return response;
}

}  // namespace amilocal::ec2
