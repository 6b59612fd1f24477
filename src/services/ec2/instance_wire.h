#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/iam.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/tag.h"
#include "amilocal/domain/volume.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// Between the shapes of instance operations and our own values.
namespace amilocal::ec2 {

/// What a RunInstances request says of each instance, apart from type and place; the image has a
/// say in the defaults. Throws InvalidUserData.Malformed, InvalidParameterValue.
domain::Instance launchWishOf(const RunInstancesRequest& request, const domain::Image& image);

/// Throws for every parameter that asks for what amilocal does not have: hosts, IPv6 …
/// (docs/compatibility.md lists them).
void refuseUnsupportedLaunch(const RunInstancesRequest& request);

/// Takes over what the options name. Throws InvalidParameterValue for a hop limit out of bounds.
void applyMetadataOptions(const InstanceMetadataOptionsRequest& options,
                          domain::MetadataOptions& out);
InstanceMetadataOptionsResponse metadataToWire(const domain::MetadataOptions& options,
                                               std::string_view state);

/// The caller's instances in the Region that `texts` name, each once; all must exist before one of
/// them changes. Throws InvalidInstanceID.Malformed and .NotFound.
std::vector<domain::Instance> requireInstances(RequestContext& ctx,
                                               const std::vector<std::string>& texts);

/// The same for a look: without ids all of the caller's after the id `after`; an id that nobody has
/// is an error, and one that another account has is left out.
std::vector<domain::Instance> listInstances(RequestContext& ctx,
                                            const std::vector<std::string>& texts,
                                            const std::string& after);

/// Ids and pages do not go together (errors.md section 2).
void checkInstancePaging(bool hasIds, const std::optional<std::int64_t>& maxResults,
                         const std::optional<std::string>& nextToken);

/// What a launch or an association names. Throws InvalidParameterValue for a profile that does not
/// exist or that has no role.
domain::InstanceProfile requireProfile(RequestContext& ctx,
                                       const IamInstanceProfileSpecification& named);

/// Gives the instance the profile, under a new association.
void associate(RequestContext& ctx, domain::Instance& instance,
               const domain::InstanceProfile& profile);

/// The instance as DescribeInstances shows it, with the attachments of its volumes.
Instance toWire(const domain::Instance& instance,
                const std::vector<domain::Attachment>& attachments, const domain::Tags& tags);

/// Takes out the public names, for an instance whose VPC gives none.
void hidePublicNames(Instance& shown);

InstanceState stateToWire(domain::InstanceState state);

/// The public address that an instance gets when it starts at this time: a function of both.
std::string publicAddressFor(const InstanceId& id, Instant at);

/// One entry of what Start-, Stop- and TerminateInstances answer.
InstanceStateChange stateChange(const domain::Instance& before, domain::InstanceState after);

}  // namespace amilocal::ec2
