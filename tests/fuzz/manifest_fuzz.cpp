// The manifest of a bundle, which anybody may have put into the bucket.
#include <algorithm>

#include "amilocal/wire/bundle_manifest.h"
#include "fuzz_target.h"

namespace amilocal::fuzz {

void run(std::string_view input) {
  wire::parseBundleMappings(input);
  try {
    const auto manifest = wire::readBundleManifest(input);
    wire::signedPartOf(input);
    // What names files beside the manifest must not lead elsewhere.
    if (!std::ranges::all_of(manifest.parts, wire::isPlainFilename, &wire::BundlePart::filename))
      trap();
    if (wire::readBundleManifest(wire::bundleManifestXml(manifest)) != manifest) trap();
  } catch (const wire::BadManifest&) {
    // A refusal is an answer.
  }
}

}  // namespace amilocal::fuzz
