#pragma once

#include <string>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/tag.h"
#include "amilocal/domain/volume.h"
#include "ec2/shapes.gen.h"

/// Between the shapes of instance operations and our own values.
namespace amilocal::ec2 {

/// What a RunInstances request says of each instance, apart from type and place; the image has a
/// say in the defaults. Throws InvalidUserData.Malformed, InvalidParameterValue.
domain::Instance launchWishOf(const RunInstancesRequest& request, const domain::Image& image);

/// Throws for every parameter that asks for what amilocal does not have: Spot, hosts, IPv6 …
/// (docs/compatibility.md lists them).
void refuseUnsupportedLaunch(const RunInstancesRequest& request);

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
