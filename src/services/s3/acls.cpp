#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "amilocal/wire/xml_reader.h"
#include "services/s3/access.h"
#include "services/s3/operations.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

constexpr std::string_view kSchema =
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=";

void writeGrant(Xml& xml, const domain::Tag& grant) {
  const bool isGroup = grant.value.starts_with("uri=");
  const auto type = isGroup ? "\"Group\"" : "\"CanonicalUser\"";
  const auto name = grant.value.substr(grant.value.find('=') + 1);
  xml.open("Grant").open("Grantee" + std::string(kSchema) + type);
  xml.add(isGroup ? "URI" : "ID", name).close("Grantee");
  xml.add("Permission", grant.key).close("Grant");
}

std::string writeAcl(const std::string& owner, const std::string& grants) {
  const auto id = canonicalId(owner);
  Xml xml("AccessControlPolicy");
  xml.open("Owner").add("ID", id).close("Owner").open("AccessControlList");
  writeGrant(xml, {"FULL_CONTROL", "id=" + id});
  for (const auto& grant : domain::pairsOf(grants)) writeGrant(xml, grant);
  return std::move(xml.close("AccessControlList")).finish();
}

bool isPermission(std::string_view text) {
  for (const auto* name : {"FULL_CONTROL", "READ", "WRITE", "READ_ACP", "WRITE_ACP"})
    if (text == name) return true;
  return false;
}

/// The grants of a document, without the owner's own full control, which is always there.
std::string readAcl(const std::string& body, const std::string& owner) {
  const wire::XmlDocument document(body);
  const auto list = document.root().child("AccessControlList");
  if (document.root().name() != "AccessControlPolicy" || !list.isThere())
    throw errors::malformedXml();
  domain::Tags grants;
  for (const auto& grant : list.children("Grant")) {
    const auto grantee = grant.child("Grantee");
    const auto permission = grant.child("Permission").text();
    if (!grantee.isThere() || !isPermission(permission)) throw errors::malformedXml();
    const auto id = grantee.child("ID").text();
    const auto uri = grantee.child("URI").text();
    if (id.empty() && uri.empty()) throw errors::malformedXml();
    if (id == canonicalId(owner) && permission == "FULL_CONTROL") continue;
    grants.push_back({permission, uri.empty() ? "id=" + id : "uri=" + uri});
  }
  return domain::pairsText(grants);
}

std::string newGrants(const Request& request, const domain::Bucket& bucket,
                      const std::string& owner) {
  if (request.body.empty()) {
    if (!hasGrantHeaders(request))
      throw ApiError("MissingSecurityHeader", "Your request was missing a required header");
    return grantsOf(request, bucket);
  }
  if (hasGrantHeaders(request))
    throw ApiError("UnexpectedContent", "This request does not support content");
  const auto grants = readAcl(request.body, owner);
  if (bucket.ownership == kOwnerEnforced && !grants.empty()) throw errors::aclsNotSupported();
  checkPublicGrants(bucket, grants);
  return grants;
}

}  // namespace

Response getBucketAcl(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::read_acp);
  return document(writeAcl(bucket.owner, bucket.grants));
}

Response putBucketAcl(RequestContext& ctx, const Request& request) {
  auto bucket = requireBucket(ctx, request, Permission::write_acp);
  bucket.grants = newGrants(request, bucket, bucket.owner);
  ctx.catalog.buckets().update(bucket);
  return {};
}

Response getObjectAcl(RequestContext& ctx, const Request& request) {
  checkVersion(request);
  const auto bucket = namedBucket(ctx, request);
  const auto object = requireObject(ctx, bucket, request.key, Permission::read_acp);
  return document(writeAcl(object.owner, object.traits.grants));
}

Response putObjectAcl(RequestContext& ctx, const Request& request) {
  checkVersion(request);
  const auto bucket = namedBucket(ctx, request);
  auto object = requireObject(ctx, bucket, request.key, Permission::write_acp);
  object.traits.grants = newGrants(request, bucket, object.owner);
  ctx.catalog.objects().update(object);
  return {};
}

}  // namespace amilocal::s3
