#pragma once

#include <string>
#include <string_view>

#include "amilocal/domain/policy.h"
#include "amilocal/engine/request_context.h"

/// Resources of EC2 as policies know them: ARNs and the keys of conditions.
namespace amilocal::services {

/// `image` for `ami-…` and so on; empty for what has no such id.
std::string_view resourceTypeOf(std::string_view id);

/// What an ARN has for a resource that a request names: of most types an id, of key pairs and
/// placement groups a name. `member` is the path of the request's member, which says whether
/// `named` is an id, a name, an address or an association. `*` for what leads nowhere.
std::string resourceName(RequestContext& ctx, std::string_view type, std::string_view member,
                         const std::string& named);

/// `arn:aws:ec2:REGION::image/ID`; images and snapshots have no account. `*` stands for the id of
/// what is still to be made.
std::string ec2Arn(const RequestContext& ctx, std::string_view type, std::string_view id,
                   std::string_view region = {});

/// Adds what is known of a resource that exists, in the caller's Region or, of images and
/// snapshots, in another: `ec2:Owner`, `ec2:Encrypted`, its tags … `name` is what resourceName()
/// says. Nothing for one that does not exist.
void addResourceFacts(RequestContext& ctx, std::string_view type, const std::string& name,
                      std::string_view region, domain::RequestFacts& facts);

/// Adds the tags of a resource, by its id.
void addResourceTags(RequestContext& ctx, domain::RequestFacts& facts, const std::string& id);

}  // namespace amilocal::services
