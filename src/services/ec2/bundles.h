#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "amilocal/domain/bucket.h"
#include "amilocal/domain/bundle_rules.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/wire/bundle_manifest.h"

/// Bundles of S3-backed images as they lie in buckets: a manifest and, beside it, its parts.
namespace amilocal::ec2 {

struct Bundle {
  domain::BundleLocation location;
  domain::StoredObject manifestObject;
  wire::BundleManifest manifest;
  std::vector<domain::StoredObject> parts;  ///< in the manifest's order

  std::int64_t bytes() const;  ///< of all objects together
};

/// The bundle of that manifest in a bucket of the Region, which EC2 can read for the caller. Throws
/// InvalidManifest for a manifest or a part that is not there, that EC2 cannot read or that does
/// not fit the others.
Bundle requireBundle(RequestContext& ctx, const domain::BundleLocation& location,
                     const std::string& region);

/// Reads all parts. Throws InvalidManifest for the first whose digest is another than the manifest
/// says.
void checkPartDigests(RequestContext& ctx, const Bundle& bundle);

/// What the manifest says of the machine.
domain::BundleMachine machineOf(const wire::BundleManifest& manifest);

/// The bucket that EC2 keeps copies or bundles in, made for the account when it is not there.
/// Throws ApiError when the name belongs to another account.
void ensureBucket(RequestContext& ctx, const std::string& name);

/// Puts objects with the same bytes into another place. The manifest keeps its name, the parts
/// theirs.
void copyBundle(RequestContext& ctx, const Bundle& bundle, const domain::BundleLocation& to);

/// Puts a small text as an object.
void putText(RequestContext& ctx, const std::string& bucket, const std::string& key,
             std::string_view text);

}  // namespace amilocal::ec2
