#include <algorithm>
#include <optional>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "services/s3/access.h"
#include "services/s3/operations.h"
#include "services/s3/xml.h"

namespace amilocal::s3 {
namespace {

// Amazon S3 API Reference, ListObjectsV2, max-keys: more is as if it were a thousand.
constexpr std::int64_t kKeysMax = 1000;

/// What all lists of objects ask.
struct ListRequest {
  std::string prefix;
  std::string delimiter;
  std::string after;
  std::int64_t most = kKeysMax;
  bool encodes = false;
  bool isContinued = true;  ///< `after` is where a page ended, not what a client chose
};

/// Keys and common prefixes, in one order and counted together.
struct KeyPage {
  std::vector<domain::StoredObject> objects;
  std::vector<std::string> prefixes;
  std::string last;
  bool isTruncated = false;
};

ListRequest listRequestOf(const Request& request, std::string after) {
  ListRequest list;
  list.prefix = request.parameter("prefix").value_or("");
  list.delimiter = request.parameter("delimiter").value_or("");
  list.after = std::move(after);
  list.most = std::min(kKeysMax, numberOf(request, "max-keys", kKeysMax, 0, INT32_MAX));
  const auto encoding = request.parameter("encoding-type");
  if (encoding && *encoding != "url")
    throw errors::invalidArgument("Invalid Encoding Method specified in Request", "encoding-type",
                                  *encoding);
  list.encodes = encoding.has_value();
  return list;
}

/// The part of the key up to the first delimiter behind the prefix.
std::optional<std::string> commonPrefix(const ListRequest& list, const std::string& key) {
  if (list.delimiter.empty()) return std::nullopt;
  const auto found = key.find(list.delimiter, list.prefix.size());
  if (found == std::string::npos) return std::nullopt;
  return key.substr(0, found + list.delimiter.size());
}

// Behind every key with this prefix: UTF-8 has no such byte.
std::string behind(const std::string& prefix) { return prefix + "\xff"; }

// Where to begin behind `after`: a page that ended with a common prefix is continued behind all
// that it stands for.
std::string startOf(const ListRequest& list) {
  if (!list.isContinued || !list.after.starts_with(list.prefix)) return list.after;
  const auto prefix = commonPrefix(list, list.after);
  return prefix && *prefix == list.after ? behind(*prefix) : list.after;
}

KeyPage pageOf(RequestContext& ctx, const std::string& bucket, const ListRequest& list) {
  KeyPage page;
  KeyRange range{.prefix = list.prefix, .after = startOf(list)};
  std::int64_t count = 0;
  for (;;) {
    range.limit = std::min(kKeysMax, list.most - count + 1);
    const auto objects = ctx.catalog.objects().list(bucket, range);
    for (const auto& object : objects) {
      if (object.key < range.after) continue;  // one of a common prefix that is counted
      if (count == list.most) {
        page.isTruncated = list.most > 0;
        return page;
      }
      ++count;
      const auto prefix = commonPrefix(list, object.key);
      if (prefix)
        page.prefixes.push_back(*prefix);
      else
        page.objects.push_back(object);
      page.last = prefix.value_or(object.key);
      range.after = prefix ? behind(*prefix) : object.key;
    }
    if (static_cast<std::int64_t>(objects.size()) < range.limit) return page;
  }
}

std::string encoded(const ListRequest& list, const std::string& text) {
  return list.encodes ? encodePercent(text, "/") : text;
}

void writeOwner(Xml& xml, const std::string& account) {
  xml.open("Owner").add("ID", canonicalId(account)).close("Owner");
}

void writeObject(Xml& xml, const ListRequest& list, const domain::StoredObject& object,
                 bool withOwner) {
  xml.add("Key", encoded(list, object.key)).add("LastModified", wholeSeconds(object.modifiedAt));
  xml.add("ETag", "\"" + object.etag + "\"");
  if (object.traits.checksumAlgorithm) {
    xml.add("ChecksumAlgorithm", *object.traits.checksumAlgorithm);
    xml.add("ChecksumType", object.traits.checksumType.value_or("FULL_OBJECT"));
  }
  xml.add("Size", object.size);
  if (withOwner) writeOwner(xml, object.owner);
  xml.add("StorageClass", object.traits.storageClass);
}

void writeHead(Xml& xml, const Request& request, const ListRequest& list, const KeyPage& page) {
  xml.add("Name", request.bucket).add("Prefix", encoded(list, list.prefix));
  if (!list.delimiter.empty()) xml.add("Delimiter", encoded(list, list.delimiter));
  xml.add("MaxKeys", list.most);
  if (list.encodes) xml.add("EncodingType", "url");
  xml.flag("IsTruncated", page.isTruncated);
}

void writePrefixes(Xml& xml, const ListRequest& list, const KeyPage& page) {
  for (const auto& prefix : page.prefixes)
    xml.open("CommonPrefixes").add("Prefix", encoded(list, prefix)).close("CommonPrefixes");
}

}  // namespace

Response listObjects(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::read);
  const auto marker = request.parameter("marker").value_or("");
  const auto list = listRequestOf(request, marker);
  const auto page = pageOf(ctx, bucket.name, list);
  Xml xml("ListBucketResult");
  writeHead(xml, request, list, page);
  xml.add("Marker", encoded(list, marker));
  // Only with a delimiter; without one the last key tells where to go on.
  if (page.isTruncated && !list.delimiter.empty()) xml.add("NextMarker", encoded(list, page.last));
  for (const auto& object : page.objects) {
    xml.open("Contents");
    writeObject(xml, list, object, true);
    xml.close("Contents");
  }
  writePrefixes(xml, list, page);
  return document(std::move(xml).finish());
}

Response listObjectsV2(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::read);
  const auto token = request.parameter("continuation-token");
  const auto startAfter = request.parameter("start-after");
  const auto after = token ? decodeBase64(*token) : startAfter;
  if (token && (!after || token->empty()))
    throw errors::invalidArgument("The continuation token provided is incorrect",
                                  "continuation-token", *token);
  auto list = listRequestOf(request, after.value_or(""));
  list.isContinued = token.has_value();
  const auto page = pageOf(ctx, bucket.name, list);
  const bool withOwner = request.parameter("fetch-owner") == "true";
  Xml xml("ListBucketResult");
  writeHead(xml, request, list, page);
  xml.add("KeyCount", static_cast<std::int64_t>(page.objects.size() + page.prefixes.size()));
  if (token) xml.add("ContinuationToken", *token);
  if (page.isTruncated) xml.add("NextContinuationToken", encodeBase64(page.last));
  if (startAfter) xml.add("StartAfter", encoded(list, *startAfter));
  for (const auto& object : page.objects) {
    xml.open("Contents");
    writeObject(xml, list, object, withOwner);
    xml.close("Contents");
  }
  writePrefixes(xml, list, page);
  return document(std::move(xml).finish());
}

// A bucket that never had versioning has one version of each object, whose id is `null`.
Response listObjectVersions(RequestContext& ctx, const Request& request) {
  const auto bucket = requireBucket(ctx, request, Permission::read);
  const auto marker = request.parameter("key-marker").value_or("");
  const auto list = listRequestOf(request, marker);
  const auto page = pageOf(ctx, bucket.name, list);
  Xml xml("ListVersionsResult");
  writeHead(xml, request, list, page);
  xml.add("KeyMarker", encoded(list, marker));
  xml.add("VersionIdMarker", request.parameter("version-id-marker").value_or(""));
  if (page.isTruncated)
    xml.add("NextKeyMarker", encoded(list, page.last)).add("NextVersionIdMarker", "null");
  for (const auto& object : page.objects) {
    xml.open("Version");
    writeObject(xml, list, object, true);
    xml.add("VersionId", "null").flag("IsLatest", true).close("Version");
  }
  writePrefixes(xml, list, page);
  return document(std::move(xml).finish());
}

}  // namespace amilocal::s3
