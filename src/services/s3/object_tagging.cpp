#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/wire/xml_reader.h"
#include "services/s3/access.h"
#include "services/s3/operations.h"
#include "services/s3/tag_set.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

void change(RequestContext& ctx, const Request& request, const domain::Tags& tags) {
  checkVersion(request);
  const auto bucket = requireOwnBucket(ctx, request);
  auto object = requireObject(ctx, bucket, request.key, Permission::write);
  object.traits.tags = domain::pairsText(tags);
  ctx.catalog.objects().update(object);
}

}  // namespace

domain::Tags readTagSet(std::string_view xml) {
  const wire::XmlDocument document(xml);
  const auto set = document.root().child("TagSet");
  if (document.root().name() != "Tagging" || !set.isThere()) throw errors::malformedXml();
  domain::Tags tags;
  for (const auto& tag : set.children("Tag")) {
    if (!tag.child("Key").isThere() || !tag.child("Value").isThere()) throw errors::malformedXml();
    tags.push_back({tag.child("Key").wholeText(), tag.child("Value").wholeText()});
  }
  return tags;
}

std::string writeTagSet(const domain::Tags& tags) {
  Xml xml("Tagging");
  xml.open("TagSet");
  for (const auto& [key, value] : tags)
    xml.open("Tag").add("Key", key).add("Value", value).close("Tag");
  return std::move(xml.close("TagSet")).finish();
}

Response getObjectTagging(RequestContext& ctx, const Request& request) {
  checkVersion(request);
  const auto bucket = namedBucket(ctx, request);
  const auto object = requireObject(ctx, bucket, request.key, Permission::read);
  return document(writeTagSet(domain::pairsOf(object.traits.tags)));
}

Response putObjectTagging(RequestContext& ctx, const Request& request) {
  const auto tags = readTagSet(request.body);
  domain::checkS3Tags(tags, domain::TagHolder::object);
  change(ctx, request, tags);
  return {};
}

Response deleteObjectTagging(RequestContext& ctx, const Request& request) {
  change(ctx, request, {});
  return nothing();
}

}  // namespace amilocal::s3
