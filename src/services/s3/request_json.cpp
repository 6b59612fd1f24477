#include "services/s3/request_json.h"

#include <algorithm>

#include "amilocal/domain/bucket.h"
#include "amilocal/wire/json_object.h"
#include "services/s3/copy_source.h"
#include "services/s3/deletions.h"
#include "services/s3/tag_set.h"

namespace amilocal::s3 {
namespace {

std::string placeJson(const Request& request) {
  wire::JsonObject place;
  place.text("Bucket", request.bucket).text("Key", request.key);
  place.text("VersionId", request.parameter("versionId").value_or(""));
  return place.end();
}

// Of several with one name the first counts, as it does in Request.
std::string textsJson(const wire::NamedTexts& texts) {
  domain::Tags once;
  for (const auto& [name, value] : texts)
    if (std::ranges::find(once, name, &domain::Tag::key) == once.end())
      once.push_back({name, value});
  wire::JsonObject object;
  for (const auto& [name, value] : once) object.text(name, value);
  return object.end();
}

std::string tagsJson(const domain::Tags& tags) {
  return wire::jsonArray(tags, [](const domain::Tag& tag) {
    return wire::JsonObject().text("Key", tag.key).text("Value", tag.value).end();
  });
}

domain::Tags tagsOf(const Request& request, std::string_view operation) {
  if (operation == "PutObjectTagging" || operation == "PutBucketTagging")
    return readTagSet(request.body);
  return domain::pairsOf(request.header("x-amz-tagging").value_or(""));
}

}  // namespace

std::string requestJson(const Request& request, std::string_view operation) {
  wire::JsonObject json;
  json.text("Bucket", request.bucket).text("Key", request.key);
  json.text("VersionId", request.parameter("versionId").value_or(""));
  if (operation == "CopyObject" || operation == "UploadPartCopy")
    json.json("CopySource", placeJson(copySourceOf(request)));
  if (operation == "DeleteObjects")
    json.json("Deleted", wire::jsonArray(deletionsOf(request), [](const Deletion& deletion) {
                return wire::JsonObject()
                    .text("Key", deletion.key)
                    .text("VersionId", deletion.version.value_or(""))
                    .end();
              }));
  json.json("Tags", tagsJson(tagsOf(request, operation)));
  json.json("Headers", textsJson(request.headers));
  json.json("Parameters", textsJson(request.query));
  return json.end();
}

}  // namespace amilocal::s3
