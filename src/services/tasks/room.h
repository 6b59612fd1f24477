#pragma once

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/catalog/transaction.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::services {

/// Does the work, once more when it found no room and a sweep has made some. What it wrote before
/// it failed is undone. Throws what the work throws.
template <class Work>
void withRoom(RequestContext& ctx, const Work& work) {
  for (bool swept = false;; swept = true) {
    try {
      Savepoint savepoint(ctx.catalog.database());
      work();
      return savepoint.commit();
    } catch (const DataLimitReached&) {
      if (swept || sweepData(ctx.catalog.database(), ctx.blobs) == 0) throw;
    }
  }
}

}  // namespace amilocal::services
