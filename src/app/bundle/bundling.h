#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "amilocal/wire/bundle_manifest.h"

/// Making bundles of images, and images of bundles, as ec2-bundle-image, ec2-unbundle and
/// ec2-migrate-manifest do (EC2 User Guide, "Amazon EC2 AMI tools"). They throw std::runtime_error,
/// or UsageError where an option says what cannot be followed.
namespace amilocal::bundle {

struct BundleWish {
  std::string image;
  std::string certificate;  ///< paths; the user's
  std::string privateKey;
  std::string user;  ///< account, with or without hyphens
  std::string destination = "/tmp";
  std::string ec2Certificate;  ///< empty: amilocal's own
  std::string architecture;    ///< empty: this machine's
  std::string prefix;          ///< empty: the image's name
  std::string kernel;
  std::string ramdisk;
  std::string productCodes;  ///< separated by commas
  std::string mappings;      ///< `ami=sda1,root=/dev/sda1`
  bool checksSize = true;
};

/// Writes parts and manifest into the destination. Tells of each file.
void bundleImage(const BundleWish& wish, std::ostream& out);

struct UnbundleWish {
  std::string manifest;
  std::string privateKey;
  std::string source = ".";
  std::string destination = ".";
};

/// Writes the image into the destination, whole or not at all.
void unbundle(const UnbundleWish& wish, std::ostream& out);

struct MigrationWish {
  std::string manifest;
  std::string certificate;
  std::string privateKey;
  std::string ec2Certificate;  ///< empty: what is encrypted for EC2 stays as it is
  std::string kernel;
  std::string ramdisk;
  std::string region;
  bool maps = true;  ///< kernels to those of the Region
};

/// Writes the manifest anew, with the kernel and RAM disk of another Region, and keeps the old one
/// beside it as `.bak`.
void migrateManifest(const MigrationWish& wish, std::ostream& out);

/// A manifest as a file. Throws std::runtime_error.
wire::BundleManifest readManifestFile(const std::string& path);

}  // namespace amilocal::bundle
