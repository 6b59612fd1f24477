#include <algorithm>
#include <array>
#include <ostream>

#include "amilocal/core/text.h"
#include "app/bundle/bundling.h"
#include "app/bundle/files.h"
#include "app/bundle/keys.h"
#include "app/files.h"
#include "app/serve_options.h"

namespace amilocal::bundle {
namespace {

// Amazon's PV-GRUB 1.04, the last kernels that paravirtual images were given, for hd0 (EC2 User
// Guide of 2014, "Amazon PV-GRUB Kernel Image IDs"). Each Region has its own ids.
struct Kernels {
  std::string_view region;
  std::string_view i386;
  std::string_view x86_64;
};
constexpr Kernels kPvGrub[] = {
    {"ap-northeast-1", "aki-136bf512", "aki-176bf516"},
    {"ap-southeast-1", "aki-ae3973fc", "aki-503e7402"},
    {"ap-southeast-2", "aki-cd62fff7", "aki-c362fff9"},
    {"eu-central-1", "aki-3e4c7a23", "aki-184c7a05"},
    {"eu-west-1", "aki-68a3451f", "aki-52a34525"},
    {"sa-east-1", "aki-5b53f446", "aki-5553f448"},
    {"us-east-1", "aki-8f9dcae6", "aki-919dcaf8"},
    {"us-gov-west-1", "aki-1fe98d3c", "aki-1de98d3e"},
    {"us-west-1", "aki-8e0531cb", "aki-880531cd"},
    {"us-west-2", "aki-f08f11c0", "aki-fc8f11cc"},
};

std::string kernelIn(const std::string& region, const std::string& kernel) {
  const auto* there = std::ranges::find(kPvGrub, region, &Kernels::region);
  const auto* here = std::ranges::find_if(
      kPvGrub, [&](const Kernels& row) { return row.i386 == kernel || row.x86_64 == kernel; });
  if (here == std::end(kPvGrub) || there == std::end(kPvGrub))
    throw std::runtime_error("no kernel of " + region + " is known that is like " + kernel +
                             "; --kernel names one, --no-mapping removes it");
  return std::string(here->i386 == kernel ? there->i386 : there->x86_64);
}

void checkSignature(const wire::BundleManifest& manifest, const std::string& xml,
                    const MigrationWish& wish) {
  const auto certificate = certificateFrom(wish.certificate);
  const auto signature = decodeHex(manifest.signature).value_or("");
  if (!certificate.hasSigned(wire::signedPartOf(xml), signature))
    throw std::runtime_error("the manifest " + wish.manifest +
                             " was not signed by the owner of the certificate, or was changed");
}

void keepOld(const std::string& path, const std::string& xml) {
  const auto backup = path + ".bak";
  bool isThere = true;
  try {
    const File file(backup, File::Use::read);
  } catch (const std::runtime_error&) {
    isThere = false;
  }
  if (isThere) throw std::runtime_error(backup + " is there already; rename or delete it first");
  writeFile(backup, xml);
}

std::optional<std::string> chosen(const std::string& given) {
  return given.empty() ? std::nullopt : std::optional(given);
}

void moveKernels(wire::BundleManifest& manifest, const MigrationWish& wish) {
  auto kernel = chosen(wish.kernel);
  const auto ramdisk = chosen(wish.ramdisk);
  if (wish.maps && !kernel && manifest.kernelId) kernel = kernelIn(wish.region, *manifest.kernelId);
  if (wish.maps && !ramdisk && manifest.ramdiskId)
    throw std::runtime_error("no RAM disk of " + wish.region + " is known that is like " +
                             *manifest.ramdiskId +
                             "; --ramdisk names one, --no-mapping removes it");
  manifest.kernelId = kernel;
  manifest.ramdiskId = ramdisk;
}

}  // namespace

void migrateManifest(const MigrationWish& wish, std::ostream& out) {
  if (wish.maps && wish.region.empty())
    throw UsageError("--region is needed, unless --no-mapping is given");
  auto manifest = readManifestFile(wish.manifest);
  constexpr std::uint64_t kManifestMax = 64ULL << 20U;
  const auto xml = readWhole(wish.manifest, kManifestMax);
  checkSignature(manifest, xml, wish);
  const auto privateKey = privateKeyFrom(wish.privateKey);
  const bool hadSome = manifest.kernelId || manifest.ramdiskId;
  moveKernels(manifest, wish);
  if (!wish.ec2Certificate.empty()) {
    const auto ec2 = certificateFrom(wish.ec2Certificate);
    const auto& mine = manifest.forUser;
    manifest.forEc2 = {encodeHex(ec2.encrypt(encodeHex(unwrap(mine.key, privateKey)))),
                       encodeHex(ec2.encrypt(encodeHex(unwrap(mine.iv, privateKey))))};
  }
  keepOld(wish.manifest, xml);
  writeSigned(manifest, privateKey, wish.manifest);
  if (hadSome && !manifest.kernelId && !manifest.ramdiskId)
    out << "The manifest names neither a kernel nor a RAM disk now.\n";
  out << "Migrated " << wish.manifest << '\n';
}

}  // namespace amilocal::bundle
