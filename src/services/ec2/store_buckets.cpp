#include "services/ec2/store_buckets.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/store_errors.h"

namespace amilocal::ec2 {

domain::Bucket requireBucketHere(RequestContext& ctx, const std::string& name) {
  auto bucket = ctx.catalog.buckets().find(name);
  if (!bucket) throw errors::storeBucketMissing(name);
  if (bucket->owner != ctx.account()) throw errors::storeBucketForbidden(name);
  if (bucket->region != ctx.region()) throw errors::storeBucketElsewhere(name, ctx.region());
  return *std::move(bucket);
}

}  // namespace amilocal::ec2
