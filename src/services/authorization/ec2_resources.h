#pragma once

#include <string>
#include <string_view>

#include "amilocal/domain/policy.h"
#include "amilocal/engine/request_context.h"

/// Resources of EC2 as policies know them: ARNs and the keys of conditions.
namespace amilocal::services {

/// `image` for `ami-…` and so on; empty for what has no such id.
std::string_view resourceTypeOf(std::string_view id);

/// `arn:aws:ec2:REGION::image/ID`; images and snapshots have no account. `*` stands for the id of
/// what is still to be made.
std::string ec2Arn(const RequestContext& ctx, std::string_view type, std::string_view id,
                   std::string_view region = {});

/// Adds what is known of a resource that exists: `ec2:Owner`, `ec2:Encrypted`, its tags … Nothing
/// for one that does not.
void addResourceFacts(RequestContext& ctx, std::string_view type, std::string_view id,
                      domain::RequestFacts& facts);
/// The same of an image of another Region: CopyImage's source.
void addImageFacts(RequestContext& ctx, std::string_view region, std::string_view id,
                   domain::RequestFacts& facts);

}  // namespace amilocal::services
