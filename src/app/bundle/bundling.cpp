#include "app/bundle/bundling.h"

#include <sys/utsname.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "amilocal/core/cipher.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/rsa.h"
#include "amilocal/core/text.h"
#include "amilocal/net/gzip.h"
#include "app/bundle/ec2_certificate.h"
#include "app/bundle/files.h"
#include "app/bundle/keys.h"
#include "app/bundle/tar.h"
#include "app/serve_options.h"

namespace amilocal::bundle {
namespace {

// "It is split into parts of 10 MB", and images have up to 10 GB (EC2 User Guide, "Amazon EC2 AMI
// tools", ec2-bundle-image).
constexpr std::uint64_t kPartBytes = 10ULL << 20U;
constexpr std::uint64_t kImageMax = 10ULL << 30U;

constexpr std::string_view kArchitectures[] = {"i386", "x86_64", "arm64"};

/// Files of a bundle in the making, which go away with it unless they are kept.
class PartFiles {
 public:
  explicit PartFiles(std::string base) : base_(std::move(base)) {}
  ~PartFiles() {
    file_.reset();
    for (std::size_t i = 0; i < digests_.size(); ++i) removeFile(temporaryName(i));
  }
  PartFiles(const PartFiles&) = delete;
  PartFiles& operator=(const PartFiles&) = delete;

  void write(std::string_view bytes) {
    total_ += bytes.size();
    while (!bytes.empty()) {
      if (!file_) begin();
      const auto count = std::min<std::uint64_t>(bytes.size(), kPartBytes - filled_);
      const auto piece = bytes.substr(0, static_cast<std::size_t>(count));
      file_->writeAt(filled_, piece);
      digest_->update(piece);
      filled_ += count;
      bytes.remove_prefix(piece.size());
      if (filled_ == kPartBytes) end();
    }
  }

  std::uint64_t total() const { return total_; }

  /// Gives the parts their names, `NAME.part.00` with as many digits as the number of parts has.
  std::vector<wire::BundlePart> keep(const std::string& directory, const std::string& name,
                                     std::ostream& out) {
    end();
    const auto digits = std::to_string(digests_.size()).size();
    std::vector<wire::BundlePart> parts;
    for (std::size_t i = 0; i < digests_.size(); ++i) {
      auto number = std::to_string(i);
      number.insert(0, digits - number.size(), '0');
      parts.push_back({name + ".part." + number, digests_[i]});
      renameFile(temporaryName(i), beside(directory, parts.back().filename));
      out << "Created " << parts.back().filename << '\n';
    }
    digests_.clear();
    return parts;
  }

 private:
  std::string temporaryName(std::size_t index) const {
    return base_ + ".part." + std::to_string(index) + ".new";
  }
  void begin() {
    digests_.emplace_back();
    file_ = std::make_unique<File>(temporaryName(digests_.size() - 1), File::Use::write);
    digest_ = std::make_unique<Digest>(DigestKind::sha1);
    filled_ = 0;
  }
  void end() {
    if (!file_) return;
    digests_.back() = encodeHex(digest_->finish());
    file_.reset();
  }

  std::string base_;
  std::vector<std::string> digests_;
  std::unique_ptr<File> file_;
  std::unique_ptr<Digest> digest_;
  std::uint64_t filled_ = 0;
  std::uint64_t total_ = 0;
};

struct Secret {
  std::string key = randomBytes(AesStream::kKeyBytes);
  std::string iv = randomBytes(AesStream::kKeyBytes);
};

// What is encrypted by RSA are the hexadecimal digits, not the bytes.
wire::BundleSecret wrap(const Secret& secret, const RsaPublicKey& reader) {
  return {encodeHex(reader.encrypt(encodeHex(secret.key))),
          encodeHex(reader.encrypt(encodeHex(secret.iv)))};
}

std::string thisArchitecture() {
  utsname names{};
  if (uname(&names) != 0) throw std::runtime_error("this machine does not say what it is");
  const std::string machine = names.machine;
  if (machine == "aarch64") return "arm64";
  const bool isOld = machine.size() == 4 && machine.front() == 'i' && machine.ends_with("86");
  return isOld ? "i386" : machine;
}

std::string accountOf(const std::string& user) {
  constexpr std::size_t kAccountDigits = 12;
  auto account = user;
  std::erase(account, '-');
  if (account.size() != kAccountDigits || !isDigits(account))
    throw UsageError("--user: '" + user +
                     "' is no account, which has 12 digits; an access key is none");
  return account;
}

std::string architectureOf(const BundleWish& wish) {
  auto architecture = wish.architecture.empty() ? thisArchitecture() : wish.architecture;
  if (std::ranges::find(kArchitectures, architecture) == std::end(kArchitectures))
    throw UsageError("--arch: " + architecture + " is none of i386, x86_64, arm64");
  return architecture;
}

std::vector<wire::BundleMapping> mappingsOf(const BundleWish& wish) {
  if (wish.mappings.empty()) return {};
  auto mappings = wire::parseBundleMappings(wish.mappings);
  if (!mappings)
    throw UsageError("--block-device-mapping: '" + wish.mappings +
                     "' is not like ami=sda1,root=/dev/sda1,ephemeral0=sdb");
  return *std::move(mappings);
}

std::string prefixOf(const BundleWish& wish) {
  auto prefix = wish.prefix.empty() ? nameOf(wish.image) : wish.prefix;
  if (!wire::isPlainFilename(prefix))
    throw UsageError("--prefix: '" + prefix + "' is no beginning of a file's name");
  return prefix;
}

/// What the options say, without what has to be computed.
wire::BundleManifest manifestOf(const BundleWish& wish) {
  wire::BundleManifest manifest;
  manifest.bundler = {"amilocal", AMILOCAL_VERSION, "1"};
  manifest.architecture = architectureOf(wish);
  manifest.mappings = mappingsOf(wish);
  if (!wish.kernel.empty()) manifest.kernelId = wish.kernel;
  if (!wish.ramdisk.empty()) manifest.ramdiskId = wish.ramdisk;
  for (const auto code : split(wish.productCodes, ','))
    if (!trim(code).empty()) manifest.productCodes.emplace_back(trim(code));
  manifest.name = prefixOf(wish);
  manifest.user = accountOf(wish.user);
  return manifest;
}

void checkSize(const BundleWish& wish, const File& image) {
  if (!wish.checksSize) return;
  if (image.size() == 0) throw std::runtime_error(image.path() + " is empty");
  if (image.size() > kImageMax)
    throw std::runtime_error(image.path() +
                             " has more than 10 GB; --no-size-checks bundles it all the same");
}

/// Image → tar → (SHA-1) → gzip → AES → parts. Answers the SHA-1 of the tar.
std::string writeParts(const File& image, const std::string& name, const Secret& secret,
                       PartFiles& parts) {
  AesStream cipher(AesStream::Way::encrypt, secret.key, secret.iv);
  GzipWriter gzip([&](std::string_view bytes) { parts.write(cipher.update(bytes)); });
  Digest digest(DigestKind::sha1);
  const auto take = [&](std::string_view bytes) {
    digest.update(bytes);
    gzip.write(bytes);
  };
  const TarFile file{name, image.size(), image.modifiedAt(), image.extents()};
  take(tarHead(file));
  for (const auto& extent : file.extents) readRun(image, extent, take);
  take(tarTail(file));
  gzip.finish();
  parts.write(cipher.finish());
  return encodeHex(digest.finish());
}

}  // namespace

void bundleImage(const BundleWish& wish, std::ostream& out) {
  auto manifest = manifestOf(wish);
  checkDirectory(wish.destination, "--destination");
  const auto user = certificateFrom(wish.certificate);
  const auto privateKey = privateKeyFrom(wish.privateKey);
  checkPair(user, privateKey);
  const auto ec2 = wish.ec2Certificate.empty() ? RsaPublicKey::ofCertificate(kEc2Certificate)
                                               : certificateFrom(wish.ec2Certificate);
  const File image(wish.image, File::Use::read);
  checkSize(wish, image);

  out << "Bundling image file...\n";
  const Secret secret;
  PartFiles parts(beside(wish.destination, manifest.name));
  manifest.sha1 = writeParts(image, manifest.name, secret, parts);
  manifest.size = image.size();
  manifest.bundledSize = parts.total();
  manifest.parts = parts.keep(wish.destination, manifest.name, out);
  manifest.forUser = wrap(secret, user);
  manifest.forEc2 = wrap(secret, ec2);
  const auto path = beside(wish.destination, manifest.name + ".manifest.xml");
  writeSigned(manifest, privateKey, path);
  out << "Created " << nameOf(path) << '\n';
}

wire::BundleManifest readManifestFile(const std::string& path) {
  constexpr std::uint64_t kManifestMax = 64ULL << 20U;
  try {
    return wire::readBundleManifest(readWhole(path, kManifestMax));
  } catch (const wire::BadManifest& error) {
    throw std::runtime_error("the manifest " + path + " cannot be used: " + error.what());
  }
}

}  // namespace amilocal::bundle
