#include <set>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/catalog.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/block_access.h"
#include "amilocal/domain/errors/ebs_errors.h"
#include "ebs/handlers.gen.h"
#include "services/ebs/lookup.h"

namespace amilocal::ebs {
namespace {

// EBS direct APIs, ListSnapshotBlocks, MaxResults.
constexpr std::int64_t kPageMin = 100, kPageMax = 10'000;

// A chain of parents is never longer in practice; a limit keeps a damaged one from going round.
constexpr int kAncestorsMax = 10'000;

/// Where a page begins and how long it is.
struct Page {
  std::string list;
  std::int64_t from = 0;
  std::int64_t size = kPageMax;
};

template <class Request>
Page pageOf(RequestContext& ctx, const Request& request, std::string list) {
  Page page{.list = std::move(list)};
  page.size = request.maxResults.value_or(kPageMax);
  if (page.size < kPageMin || page.size > kPageMax)
    throw errors::ebsInvalidParameter("MaxResults must be from 100 to 10000.");
  page.from = request.startingBlockIndex.value_or(0);
  if (page.from < 0) throw errors::ebsInvalidParameter("StartingBlockIndex must not be negative.");
  if (!request.nextToken) return page;
  // The token goes before the index (EBS direct APIs, ListSnapshotBlocks, StartingBlockIndex).
  const auto begin = domain::blockPageBegin(*request.nextToken, page.list, ctx.now);
  if (!begin) throw errors::ebsInvalidPageToken();
  page.from = *begin;
  return page;
}

/// Cuts what was read with one more than the page has, and answers the token of the next one.
template <class Item>
std::optional<std::string> cut(std::vector<Item>& items, const Page& page, Instant now) {
  if (items.size() <= static_cast<std::size_t>(page.size)) return std::nullopt;
  const auto next = items.back().index;
  items.pop_back();
  return domain::blockPageToken(page.list, next, now);
}

std::set<std::string> lineageOf(RequestContext& ctx, const domain::Snapshot& snapshot) {
  std::set<std::string> ids{snapshot.id.str()};
  auto parent = snapshot.parentSnapshotId;
  for (int i = 0; parent && i < kAncestorsMax; ++i) {
    ids.insert(*parent);
    const auto found = ctx.catalog.snapshots().find(SnapshotId::trusted(*parent));
    parent = found ? found->parentSnapshotId : std::nullopt;
  }
  return ids;
}

/// Of one volume, or with a parent in common.
bool areRelated(RequestContext& ctx, const domain::Snapshot& first,
                const domain::Snapshot& second) {
  if (first.volumeId == second.volumeId && first.volumeId != domain::kNoVolume) return true;
  const auto ids = lineageOf(ctx, first);
  for (const auto& id : lineageOf(ctx, second))
    if (ids.contains(id)) return true;
  return false;
}

}  // namespace

ListSnapshotBlocksResponse listSnapshotBlocks(RequestContext& ctx,
                                              const ListSnapshotBlocksRequest& request) {
  const auto snapshot = requireReadable(ctx, request.snapshotId, "snapshotId");
  const auto page = pageOf(ctx, request, request.snapshotId);
  const auto expiry = domain::blockTokensExpire(ctx.now);
  std::vector<domain::Block> blocks;
  if (snapshot.contentId)
    blocks = ctx.catalog.contents().list(*snapshot.contentId, page.from, page.size + 1);
  ListSnapshotBlocksResponse response;
  response.nextToken = cut(blocks, page, ctx.now);
  for (const auto& block : blocks)
    response.blocks.push_back(
        {.blockIndex = block.index,
         .blockToken = domain::blockToken(request.snapshotId, block.index, block.blob, expiry)});
  response.expiryTime = expiry;
  response.volumeSize = snapshot.volumeSizeGib;
  response.blockSize = static_cast<std::int64_t>(kBlockBytes);
  return response;
}

ListChangedBlocksResponse listChangedBlocks(RequestContext& ctx,
                                            const ListChangedBlocksRequest& request) {
  const auto second = requireReadable(ctx, request.secondSnapshotId, "secondSnapshotId");
  std::optional<std::int64_t> firstContent;
  if (request.firstSnapshotId) {
    const auto first = requireReadable(ctx, *request.firstSnapshotId, "firstSnapshotId");
    if (!areRelated(ctx, first, second))
      throw errors::ebsUnrelatedSnapshots(first.id.str(), second.id.str());
    firstContent = first.contentId;
  }
  const auto firstId = request.firstSnapshotId.value_or("");
  const auto page = pageOf(ctx, request, firstId + ":" + request.secondSnapshotId);
  const auto expiry = domain::blockTokensExpire(ctx.now);
  auto changes =
      ctx.catalog.contents().changes(firstContent, second.contentId, page.from, page.size + 1);
  ListChangedBlocksResponse response;
  response.nextToken = cut(changes, page, ctx.now);
  for (const auto& change : changes) {
    auto& block = response.changedBlocks.emplace_back();
    block.blockIndex = change.index;
    if (change.first)
      block.firstBlockToken = domain::blockToken(firstId, change.index, *change.first, expiry);
    if (change.second)
      block.secondBlockToken =
          domain::blockToken(second.id.str(), change.index, *change.second, expiry);
  }
  response.expiryTime = expiry;
  response.volumeSize = second.volumeSizeGib;
  response.blockSize = static_cast<std::int64_t>(kBlockBytes);
  return response;
}

GetSnapshotBlockResponse getSnapshotBlock(RequestContext& ctx,
                                          const GetSnapshotBlockRequest& request) {
  const auto snapshot = requireReadable(ctx, request.snapshotId, "snapshotId");
  if (request.blockIndex < 0 || request.blockIndex >= blocksOf(snapshot.volumeSizeGib))
    throw errors::ebsInvalidBlock("The block index is beyond the end of the volume.");
  std::optional<std::string> blob;
  if (snapshot.contentId)
    blob = ctx.catalog.contents().find(*snapshot.contentId, request.blockIndex);
  if (!blob || !domain::isBlockToken(request.blockToken, request.snapshotId, request.blockIndex,
                                     *blob, ctx.now))
    throw errors::ebsInvalidBlockToken();
  auto bytes = ctx.blobs.block(*blob);
  return {.dataLength = static_cast<std::int64_t>(bytes.size()),
          .blockData = std::move(bytes),
          .checksum = encodeBase64(decodeHex(*blob).value_or("")),
          .checksumAlgorithm = "SHA256"};
}

}  // namespace amilocal::ebs
