#include "services/s3/traits.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "services/s3/access.h"

namespace amilocal::s3 {
namespace {

constexpr std::string_view kMetadataPrefix = "x-amz-meta-";

// Amazon S3 User Guide, "Working with object metadata": names and values together.
constexpr std::size_t kMetadataMax = 2048;

constexpr std::string_view kKeptHeaders[] = {"cache-control",
                                             "content-disposition",
                                             "content-encoding",
                                             "content-language",
                                             "content-type",
                                             "expires",
                                             "x-amz-website-redirect-location"};

constexpr std::string_view kDefaultType = "binary/octet-stream";

/// A query parameter that replaces a header of the answer.
struct Override {
  std::string_view parameter;
  std::string_view header;
};
constexpr Override kOverrides[] = {
    {"response-cache-control", "cache-control"},
    {"response-content-disposition", "content-disposition"},
    {"response-content-encoding", "content-encoding"},
    {"response-content-language", "content-language"},
    {"response-content-type", "content-type"},
    {"response-expires", "expires"},
};

domain::Tags headersOf(const Request& request) {
  domain::Tags kept;
  for (const auto name : kKeptHeaders) {
    auto value = request.header(name).value_or("");
    if (name == "content-encoding") value = withoutAwsChunked(value);
    if (!value.empty()) kept.push_back({std::string(name), value});
  }
  return kept;
}

domain::Tags metadataOf(const Request& request) {
  domain::Tags metadata;
  std::size_t size = 0;
  for (const auto& [name, value] : request.headers) {
    if (!name.starts_with(kMetadataPrefix)) continue;
    metadata.push_back({name.substr(kMetadataPrefix.size()), value});
    size += name.size() - kMetadataPrefix.size() + value.size();
  }
  if (size > kMetadataMax) throw errors::metadataTooLarge();
  return metadata;
}

void refuseUnsupported(const Request& request) {
  if (request.header("x-amz-server-side-encryption-customer-algorithm"))
    throw errors::s3NotImplemented("encryption with keys of the client's own (SSE-C)");
  const auto encryption = request.header("x-amz-server-side-encryption");
  if (encryption && *encryption != "AES256")
    throw errors::s3NotImplemented("encryption with KMS keys");
  if (request.header("x-amz-object-lock-mode") || request.header("x-amz-object-lock-legal-hold"))
    throw errors::s3NotImplemented("object locks");
}

const std::string* overriding(const Request& request, std::string_view header,
                              std::optional<std::string>& value) {
  for (const auto& each : kOverrides)
    if (each.header == header) value = request.parameter(each.parameter);
  return value ? &*value : nullptr;
}

void addHeaders(Response& response, const Request& request, const domain::StoredObject& object) {
  auto headers = domain::pairsOf(object.traits.headers);
  if (std::ranges::find(headers, "content-type", &domain::Tag::key) == headers.end())
    headers.push_back({"content-type", std::string(kDefaultType)});
  for (const auto& each : kOverrides)
    if (request.parameter(each.parameter) &&
        std::ranges::find(headers, each.header, &domain::Tag::key) == headers.end())
      headers.push_back({std::string(each.header), ""});
  for (const auto& [name, value] : headers) {
    std::optional<std::string> other;
    const auto* instead = overriding(request, name, other);
    addHeader(response, name, instead != nullptr ? *instead : value);
  }
}

}  // namespace

domain::ObjectTraits traitsOf(const Request& request, const domain::Bucket& bucket) {
  refuseUnsupported(request);
  domain::ObjectTraits traits;
  traits.storageClass = request.header("x-amz-storage-class").value_or(traits.storageClass);
  domain::checkStorageClass(traits.storageClass);
  traits.headers = domain::pairsText(headersOf(request));
  traits.metadata = domain::pairsText(metadataOf(request));
  traits.grants = grantsOf(request, bucket);
  const auto tags = domain::pairsOf(request.header("x-amz-tagging").value_or(""));
  domain::checkS3Tags(tags, domain::TagHolder::object);
  traits.tags = domain::pairsText(tags);
  return traits;
}

std::string checksumHeader(std::string_view algorithm) {
  return "x-amz-checksum-" + toLower(algorithm);
}

void describeChecksum(Response& response, const domain::ObjectTraits& traits,
                      const std::optional<std::string>& checksum) {
  if (!traits.checksumAlgorithm || !checksum) return;
  addHeader(response, checksumHeader(*traits.checksumAlgorithm), *checksum);
  addHeader(response, "x-amz-checksum-type", traits.checksumType.value_or("FULL_OBJECT"));
}

void describe(Response& response, const Request& request, const domain::StoredObject& object) {
  addHeader(response, "last-modified", httpDate(object.modifiedAt));
  addHeader(response, "etag", "\"" + object.etag + "\"");
  addHeader(response, "accept-ranges", "bytes");
  addHeader(response, "x-amz-server-side-encryption", "AES256");
  if (object.traits.storageClass != "STANDARD")
    addHeader(response, "x-amz-storage-class", object.traits.storageClass);
  addHeaders(response, request, object);
  for (const auto& [name, value] : domain::pairsOf(object.traits.metadata))
    addHeader(response, std::string(kMetadataPrefix) + name, value);
  const auto tags = domain::pairsOf(object.traits.tags).size();
  if (tags > 0) addHeader(response, "x-amz-tagging-count", std::to_string(tags));
  if (equalsIgnoringCase(request.header("x-amz-checksum-mode").value_or(""), "ENABLED"))
    describeChecksum(response, object.traits, object.checksum);
}

}  // namespace amilocal::s3
