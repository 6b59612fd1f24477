#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// The manifest of a bundled image, `NAME.manifest.xml`, as the Amazon EC2 AMI tools write it in
/// the version 2007-10-10 (docs/bundles.md says what stands where).
namespace amilocal::wire {

/// The text is no manifest, or contradicts itself. The text says where, and is shown.
class BadManifest : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One device of a bundle's mapping: `ephemeral0` is `sdb`.
struct BundleMapping {
  std::string virtualName;
  std::string device;
  friend bool operator==(const BundleMapping&, const BundleMapping&) = default;
};

/// A file beside the manifest, with the SHA-1 of its bytes.
struct BundlePart {
  std::string filename;
  std::string sha1;  ///< 40 hexadecimal digits
  friend bool operator==(const BundlePart&, const BundlePart&) = default;
};

/// The AES key and the initialization vector of the parts, each for one reader. They were
/// encrypted by RSA as texts of 32 hexadecimal digits, and stand here as hexadecimal digits again.
struct BundleSecret {
  std::string key;
  std::string iv;
  friend bool operator==(const BundleSecret&, const BundleSecret&) = default;
};

struct BundleManifest {
  struct Bundler {
    std::string name;
    std::string version;
    std::string release;
    friend bool operator==(const Bundler&, const Bundler&) = default;
  };

  Bundler bundler;
  std::string architecture;
  std::optional<std::string> platform;  ///< `windows`: an element of amilocal's own
  std::vector<BundleMapping> mappings;
  std::optional<std::string> kernelId;
  std::optional<std::string> ramdiskId;
  std::vector<std::string> productCodes;
  std::string name;
  std::string user;  ///< account
  std::string type = "machine";
  std::vector<std::string> ancestors;  ///< image ids
  std::string sha1;                    ///< of the tar before it was compressed
  std::uint64_t size = 0;              ///< of the image
  std::uint64_t bundledSize = 0;       ///< of all parts together
  BundleSecret forEc2;
  BundleSecret forUser;
  std::vector<BundlePart> parts;
  std::string signature;  ///< hexadecimal digits; empty while it is not signed
  friend bool operator==(const BundleManifest&, const BundleManifest&) = default;
};

/// Can it be the name of a file beside the manifest? Not empty, not `.` nor `..`, without `/`,
/// backslash and control characters.
bool isPlainFilename(std::string_view name);

/// Throws BadManifest.
BundleManifest readBundleManifest(std::string_view xml);

/// What readBundleManifest() reads.
std::string bundleManifestXml(const BundleManifest& manifest);

/// What the signature is of: the elements machine_configuration and image, as they stand in the
/// text, one after the other.
std::string signedPartOf(std::string_view xml);

/// `key=value` pairs as ec2-bundle-image takes them: `ami=sda1,root=/dev/sda1,ephemeral0=sdb`.
/// Empty when the text has another form.
std::optional<std::vector<BundleMapping>> parseBundleMappings(std::string_view text);

}  // namespace amilocal::wire
