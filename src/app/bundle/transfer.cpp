#include "app/bundle/transfer.h"

#include <algorithm>
#include <istream>
#include <ostream>
#include <thread>
#include <vector>

#include "amilocal/core/text.h"
#include "app/bundle/bundling.h"
#include "app/bundle/files.h"
#include "app/bundle/keys.h"
#include "app/files.h"
#include "app/serve_options.h"

namespace amilocal::bundle {
namespace {

constexpr std::uint64_t kManifestMax = 64ULL << 20U;

// Parts have 10 MB. One that is larger than what S3 takes at once is none.
constexpr std::uint64_t kPartMax = 5ULL << 30U;

constexpr std::string_view kManifestEnd = ".manifest.xml";

/// `bucket/path`, taken apart.
struct Place {
  std::string bucket;
  std::string folder;  ///< empty, or with a slash at its end

  std::string keyOf(std::string_view filename) const { return folder + std::string(filename); }
};

Place placeOf(const std::string& text) {
  std::vector<std::string> parts;
  for (const auto part : split(text, '/'))
    if (!part.empty()) parts.emplace_back(part);
  if (parts.empty()) throw UsageError("--bucket: there is no bucket in '" + text + "'");
  Place place{parts.front(), {}};
  for (std::size_t i = 1; i < parts.size(); ++i) place.folder += parts[i] + "/";
  return place;
}

S3Client clientOf(const TransferWish& wish) {
  return S3Client({.server = ServerAddress::parse(wish.url),
                   .accessKey = wish.accessKey,
                   .secretKey = wish.secretKey,
                   .token = wish.token,
                   .region = wish.region});
}

/// Tries again after what may pass: a lost connection, an error of the server's.
template <class Work>
void withRetries(const TransferWish& wish, const Work& work) {
  constexpr int kTries = 5, kServerError = 500;
  for (int left = wish.retries ? kTries : 1;; --left) {
    try {
      return work();
    } catch (const ClientError&) {
      if (left == 1) throw;
    } catch (const S3Error& error) {
      if (left == 1 || error.status() < kServerError) throw;
    }
    std::this_thread::sleep_for(wish.pause);
  }
}

/// The names of S3 for Regions of old.
std::string regionOf(const std::string& location) {
  if (location == "US") return "us-east-1";
  if (location == "EU") return "eu-west-1";
  return location;
}

void ensureBucket(S3Client& s3, const UploadWish& wish, const Place& place, std::ostream& out) {
  const auto there = s3.findRegion(place.bucket);
  const auto wanted = regionOf(wish.location);
  if (there) {
    if (!wanted.empty() && regionOf(*there) != wanted)
      throw std::runtime_error("the bucket " + place.bucket + " is in " + *there + ", not in " +
                               wanted);
    return;
  }
  out << "Creating bucket...\n";
  // EC2 is let in by an ACL, which new buckets do not have of themselves (Amazon S3 User Guide,
  // "Controlling ownership of objects and disabling ACLs for your bucket").
  s3.makeBucket(place.bucket, wanted.empty() ? wish.region : wanted,
                {{"x-amz-object-ownership", "BucketOwnerPreferred"}});
}

void checkFilename(const std::string& name, std::string_view option) {
  if (!wire::isPlainFilename(name))
    throw UsageError(std::string(option) + ": '" + name + "' is no name of a file");
}

std::string manifestName(const DownloadWish& wish) {
  if (!wish.manifest.empty() && !wish.prefix.empty())
    throw UsageError("--manifest and --prefix do not go together");
  const auto prefix = wish.prefix.empty() ? "image" : wish.prefix;
  return wish.manifest.empty() ? prefix + std::string(kManifestEnd) : wish.manifest;
}

/// Is it `.part.07`, `.manifest` or `.manifest.xml`?
bool isEndOfBundle(std::string_view end) {
  constexpr std::string_view kPart = ".part.";
  if (end == kManifestEnd || end == ".manifest") return true;
  return end.starts_with(kPart) && isDigits(end.substr(kPart.size()));
}

std::vector<std::string> filesToDelete(S3Client& s3, const DeleteWish& wish, const Place& place) {
  std::vector<std::string> names;
  if (!wish.manifest.empty()) {
    names.push_back(nameOf(wish.manifest));
    for (const auto& part : readManifestFile(wish.manifest).parts) names.push_back(part.filename);
    return names;
  }
  const auto begin = place.keyOf(wish.prefix);
  for (const auto& key : s3.keysUnder(place.bucket, begin))
    if (isEndOfBundle(std::string_view(key).substr(begin.size())))
      names.push_back(key.substr(place.folder.size()));
  return names;
}

bool isAgreed(const DeleteWish& wish, std::istream& in, std::ostream& out) {
  if (wish.isSure) return true;
  out << "Continue [y/N]: " << std::flush;
  std::string answer;
  std::getline(in, answer);
  return answer.starts_with('y') || answer.starts_with('Y');
}

}  // namespace

void uploadBundle(const UploadWish& wish, std::ostream& out) {
  if (wish.acl != "aws-exec-read" && wish.acl != "public-read")
    throw UsageError("--acl: " + wish.acl + " is none of aws-exec-read, public-read");
  const auto place = placeOf(wish.bucket);
  const auto manifest = readManifestFile(wish.manifest);
  const auto directory = wish.directory.empty() ? directoryOf(wish.manifest) : wish.directory;
  checkDirectory(directory, "--directory");
  auto s3 = clientOf(wish);
  withRetries(wish, [&] { ensureBucket(s3, wish, place, out); });

  const auto upload = [&](const std::string& name, const std::string& path, std::uint64_t most) {
    const auto bytes = readWhole(path, most);
    withRetries(wish, [&] { s3.put(place.bucket, place.keyOf(name), bytes, wish.acl); });
    out << "Uploaded " << name << '\n';
  };
  std::int64_t index = 0;
  for (const auto& part : manifest.parts) {
    if (wish.part && index++ < *wish.part)
      out << "Skipping " << part.filename << '\n';
    else
      upload(part.filename, beside(directory, part.filename), kPartMax);
  }
  if (wish.skipsManifest)
    out << "Skipping the manifest\n";
  else
    upload(nameOf(wish.manifest), wish.manifest, kManifestMax);
}

void downloadBundle(const DownloadWish& wish, std::ostream& out) {
  const auto place = placeOf(wish.bucket);
  const auto name = manifestName(wish);
  checkFilename(name, wish.manifest.empty() ? "--prefix" : "--manifest");
  checkDirectory(wish.directory, "--directory");
  // The manifests of before 2007 were encrypted for this key; those of today are not, and it is
  // looked at only.
  privateKeyFrom(wish.privateKey);
  auto s3 = clientOf(wish);
  const auto download = [&](const std::string& file) {
    withRetries(wish, [&] {
      writeFile(beside(wish.directory, file), s3.get(place.bucket, place.keyOf(file)));
    });
    out << "Downloaded " << file << '\n';
  };
  download(name);
  for (const auto& part : readManifestFile(beside(wish.directory, name)).parts)
    download(part.filename);
}

void deleteBundle(const DeleteWish& wish, std::istream& in, std::ostream& out) {
  if (wish.manifest.empty() == wish.prefix.empty())
    throw UsageError("one of --manifest and --prefix is needed, and not both");
  if (!wish.prefix.empty()) checkFilename(wish.prefix, "--prefix");
  const auto place = placeOf(wish.bucket);
  auto s3 = clientOf(wish);
  std::vector<std::string> names;
  withRetries(wish, [&] { names = filesToDelete(s3, wish, place); });
  out << (names.empty() ? "No files to delete.\n" : "Deleting files:\n");
  for (const auto& name : names) out << "   - " << name << '\n';
  if (!names.empty() && isAgreed(wish, in, out)) {
    for (const auto& name : names) {
      withRetries(wish, [&] { s3.remove(place.bucket, place.keyOf(name)); });
      out << "Deleted " << name << '\n';
    }
  }
  if (!wish.clears) return;
  withRetries(wish, [&] { s3.removeBucket(place.bucket); });
  out << "Deleted the bucket " << place.bucket << '\n';
}

}  // namespace amilocal::bundle
