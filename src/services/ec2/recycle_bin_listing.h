#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/page.h"
#include "amilocal/domain/recycle_bin.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// One page of what a List…InRecycleBin shows, in the order of ids.
struct BinPage {
  std::vector<domain::BinEntry> entries;
  std::optional<std::string> nextToken;
};

/// What the caller has of that type in the Region's bin; only the ids given, where ids are given,
/// of which those that are not there are left out (reconstructed).
inline BinPage binPage(RequestContext& ctx, domain::BinResource type,
                       const std::vector<std::string>& ids, const domain::PageScope& scope) {
  BinPage page;
  for (auto& entry : ctx.catalog.recycleBin().list(ctx.account(), ctx.region(), type)) {
    const bool isAsked = ids.empty() || std::ranges::find(ids, entry.resourceId) != ids.end();
    if (!isAsked || entry.resourceId <= scope.after) continue;
    if (scope.limit && page.entries.size() == *scope.limit) {
      page.nextToken = domain::encodePageToken(page.entries.back().resourceId);
      break;
    }
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace amilocal::ec2
