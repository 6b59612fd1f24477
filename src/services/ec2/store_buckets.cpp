#include "services/ec2/store_buckets.h"

#include "amilocal/domain/errors/store_errors.h"
#include "services/ec2/buckets.h"

namespace amilocal::ec2 {

domain::Bucket requireBucketHere(RequestContext& ctx, const std::string& name) {
  auto bucket = bucketsOf(ctx)->find(name);
  if (!bucket) throw errors::storeBucketMissing(name);
  if (bucket->owner != ctx.account()) throw errors::storeBucketForbidden(name);
  if (!isIn(*bucket, ctx.region())) throw errors::storeBucketElsewhere(name, ctx.region());
  return *std::move(bucket);
}

}  // namespace amilocal::ec2
