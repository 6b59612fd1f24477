#include "services/s3/copy_source.h"

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "services/s3/access.h"
#include "services/s3/conditions.h"

namespace amilocal::s3 {

// `/bucket/key?versionId=null`, percent-coded, with or without the first slash.
Request copySourceOf(const Request& request) {
  const auto header = request.header("x-amz-copy-source").value_or("");
  const auto mark = header.find("?versionId=");
  auto path = decodePercent(std::string_view(header).substr(0, mark)).value_or("");
  if (path.starts_with('/')) path.erase(0, 1);
  const auto slash = path.find('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == path.size())
    throw errors::invalidArgument(
        "Copy Source must mention the source bucket and key: "
        "sourcebucket/sourcekey",
        "x-amz-copy-source", header);
  Request source;
  source.bucket = path.substr(0, slash);
  source.key = path.substr(slash + 1);
  constexpr std::size_t kMarkSize = 11;
  if (mark != std::string::npos)
    source.query.emplace_back("versionId", header.substr(mark + kMarkSize));
  return source;
}

domain::StoredObject requireCopySource(RequestContext& ctx, const Request& request) {
  auto source = copySourceOf(request);
  if (const auto owner = request.header("x-amz-source-expected-bucket-owner"))
    source.headers.emplace_back("x-amz-expected-bucket-owner", *owner);
  checkVersion(source);
  const auto bucket = namedBucket(ctx, source);
  auto object = requireObject(ctx, bucket, source.key, Permission::read);
  if (checkRead(request, object, "x-amz-copy-source-") == ReadOutcome::notModified)
    throw errors::preconditionFailed("x-amz-copy-source-If-None-Match");
  return object;
}

}  // namespace amilocal::s3
