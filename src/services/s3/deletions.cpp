#include "services/s3/deletions.h"

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/wire/xml_reader.h"

namespace amilocal::s3 {
namespace {

// Amazon S3 API Reference, DeleteObjects.
constexpr std::size_t kDeletedMax = 1000;

}  // namespace

std::vector<Deletion> deletionsOf(const Request& request) {
  const wire::XmlDocument body(request.body);
  if (body.root().name() != "Delete") throw errors::malformedXml();
  std::vector<Deletion> deletions;
  for (const auto& object : body.root().children("Object")) {
    if (!object.child("Key").isThere()) throw errors::malformedXml();
    auto& deletion = deletions.emplace_back();
    deletion.key = object.child("Key").wholeText();
    if (object.child("VersionId").isThere()) deletion.version = object.child("VersionId").text();
  }
  if (deletions.empty() || deletions.size() > kDeletedMax) throw errors::malformedXml();
  return deletions;
}

}  // namespace amilocal::s3
