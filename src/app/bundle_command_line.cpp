#include "app/bundle_command_line.h"

#include <CLI/CLI.hpp>
#include <istream>
#include <ostream>
#include <utility>

namespace amilocal {
namespace {

constexpr const char* kCertificate = "The user's certificate, X.509 in PEM";
constexpr const char* kPrivateKey = "The user's private RSA key in PEM, without a pass phrase";

void addText(CLI::App& command, const std::string& names, std::string& value,
             const std::string& help, const std::string& type) {
  command.add_option(names, value, help)->type_name(type);
}

void addRequired(CLI::App& command, const std::string& names, std::string& value,
                 const std::string& help, const std::string& type) {
  command.add_option(names, value, help)->type_name(type)->required();
}

/// What all commands have that speak to S3.
void addTransfer(CLI::App& command, bundle::TransferWish& wish) {
  addRequired(command, "-b,--bucket", wish.bucket, "The bucket, and a path in it", "BUCKET[/PATH]");
  addRequired(command, "-a,--access-key", wish.accessKey, "The access key; its account owns all",
              "ID");
  addRequired(command, "-s,--secret-key", wish.secretKey, "The secret key", "KEY");
  addText(command, "-t,--delegation-token", wish.token, "The token of a session", "TOKEN");
  addText(command, "--url", wish.url, "Where S3 is, else the server's address", "URL");
  addText(command, "--region", wish.region, "The Region of the signature and of new buckets",
          "REGION");
  command.add_flag("--retry", wish.retries, "Try up to five times");
}

}  // namespace

BundleCommandLine::BundleCommandLine(std::string endpoint, std::istream& in, std::ostream& out)
    : in_(in), out_(out) {
  upload_.url = endpoint;
  download_.url = endpoint;
  delete_.url = std::move(endpoint);
}

void BundleCommandLine::addTo(CLI::App& root, const Adder& add) {
  auto& parent = *root.add_subcommand("bundle", "Make, move and open bundles of S3-backed images");
  parent.require_subcommand(0, 1);
  add(parent, [this, &parent] { out_ << parent.help(); });
  addImage(parent, add);
  addUnbundle(parent, add);
  addUpload(parent, add);
  addDownload(parent, add);
  addDelete(parent, add);
  addMigrate(parent, add);
}

void BundleCommandLine::addImage(CLI::App& parent, const Adder& add) {
  auto& command = *parent.add_subcommand("image", "Make a bundle of an image (ec2-bundle-image)");
  auto& wish = image_;
  addRequired(command, "-i,--image", wish.image, "The image", "PATH");
  addRequired(command, "-c,--cert", wish.certificate, kCertificate, "PATH");
  addRequired(command, "-k,--privatekey", wish.privateKey, kPrivateKey, "PATH");
  addRequired(command, "-u,--user", wish.user, "The account that will register the image",
              "ACCOUNT");
  addText(command, "-d,--destination", wish.destination, "Where the files go, else /tmp",
          "DIRECTORY");
  addText(command, "-p,--prefix", wish.prefix, "What their names begin with, else the image's",
          "NAME");
  addText(command, "-r,--arch", wish.architecture, "i386, x86_64 or arm64, else this machine's",
          "ARCHITECTURE");
  addText(command, "--ec2cert", wish.ec2Certificate, "EC2's certificate, else amilocal's own",
          "PATH");
  addText(command, "--kernel", wish.kernel, "The kernel to launch with", "ID");
  addText(command, "--ramdisk", wish.ramdisk, "The RAM disk to launch with", "ID");
  addText(command, "--productcodes", wish.productCodes, "Product codes, separated by commas",
          "CODES");
  addText(command, "-B,--block-device-mapping", wish.mappings,
          "Such as ami=sda1,root=/dev/sda1,ephemeral0=sdb", "MAPPING");
  command.add_flag_callback(
      "--no-size-checks", [&wish] { wish.checksSize = false; },
      "Bundle empty images and those of more than 10 GB");
  add(command, [this] { bundle::bundleImage(image_, out_); });
}

void BundleCommandLine::addUnbundle(CLI::App& parent, const Adder& add) {
  auto& command = *parent.add_subcommand("unbundle", "Make the image of a bundle (ec2-unbundle)");
  addRequired(command, "-m,--manifest", unbundle_.manifest, "The manifest", "PATH");
  addRequired(command, "-k,--privatekey", unbundle_.privateKey, kPrivateKey, "PATH");
  addText(command, "-s,--source", unbundle_.source, "Where the parts are, else here", "DIRECTORY");
  addText(command, "-d,--destination", unbundle_.destination, "Where the image goes, else here",
          "DIRECTORY");
  add(command, [this] { bundle::unbundle(unbundle_, out_); });
}

void BundleCommandLine::addUpload(CLI::App& parent, const Adder& add) {
  auto& command =
      *parent.add_subcommand("upload", "Put a bundle into a bucket (ec2-upload-bundle)");
  auto& wish = upload_;
  addTransfer(command, wish);
  addRequired(command, "-m,--manifest", wish.manifest, "The manifest", "PATH");
  addText(command, "-d,--directory", wish.directory, "Where the parts are, else the manifest's",
          "DIRECTORY");
  addText(command, "--acl", wish.acl, "aws-exec-read (the default) or public-read", "ACL");
  addText(command, "--location", wish.location, "Where a new bucket is made, else the Region",
          "REGION");
  command.add_option("--part", wish.part, "Begin with this part")->type_name("INDEX");
  command.add_flag("--skipmanifest", wish.skipsManifest, "Leave the manifest out");
  add(command, [this] { bundle::uploadBundle(upload_, out_); });
}

void BundleCommandLine::addDownload(CLI::App& parent, const Adder& add) {
  auto& command =
      *parent.add_subcommand("download", "Get a bundle from a bucket (ec2-download-bundle)");
  auto& wish = download_;
  addTransfer(command, wish);
  addRequired(command, "-k,--privatekey", wish.privateKey, kPrivateKey, "PATH");
  addText(command, "-m,--manifest", wish.manifest, "The name of the manifest", "NAME");
  addText(command, "-p,--prefix", wish.prefix, "What it begins with, else 'image'", "NAME");
  addText(command, "-d,--directory", wish.directory, "Where the files go, else here", "DIRECTORY");
  add(command, [this] { bundle::downloadBundle(download_, out_); });
}

void BundleCommandLine::addDelete(CLI::App& parent, const Adder& add) {
  auto& command =
      *parent.add_subcommand("delete", "Delete a bundle from a bucket (ec2-delete-bundle)");
  auto& wish = delete_;
  addTransfer(command, wish);
  addText(command, "-m,--manifest", wish.manifest, "The manifest, as a file", "PATH");
  addText(command, "-p,--prefix", wish.prefix, "What the names of the files begin with", "NAME");
  command.add_flag("--clear", wish.clears, "Delete the bucket too, if it is empty then");
  command.add_flag("-y,--yes,--batch", wish.isSure, "Do not ask");
  add(command, [this] { bundle::deleteBundle(delete_, in_, out_); });
}

void BundleCommandLine::addMigrate(CLI::App& parent, const Adder& add) {
  auto& command = *parent.add_subcommand(
      "migrate-manifest", "Give a manifest the kernel of a Region (ec2-migrate-manifest)");
  auto& wish = migration_;
  addRequired(command, "-m,--manifest", wish.manifest, "The manifest", "PATH");
  addRequired(command, "-c,--cert", wish.certificate, kCertificate, "PATH");
  addRequired(command, "-k,--privatekey", wish.privateKey, kPrivateKey, "PATH");
  addText(command, "--ec2cert", wish.ec2Certificate, "Encrypt for this certificate of EC2's",
          "PATH");
  addText(command, "--kernel", wish.kernel, "The kernel to launch with", "ID");
  addText(command, "--ramdisk", wish.ramdisk, "The RAM disk to launch with", "ID");
  addText(command, "--region", wish.region, "The Region whose kernels are taken", "REGION");
  command.add_flag_callback(
      "--no-mapping", [&wish] { wish.maps = false; }, "Take only what --kernel and --ramdisk say");
  add(command, [this] { bundle::migrateManifest(migration_, out_); });
}

}  // namespace amilocal
