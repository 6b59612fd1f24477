#pragma once

#include <span>
#include <string>
#include <string_view>

#include "amilocal/engine/request_context.h"
#include "services/authorization/request_members.h"

/// Which resources the operations of the services besides EC2 and S3 touch (Service Authorization
/// Reference, the tables of actions of each of them).
namespace amilocal::services {

struct ServiceTouch {
  std::string_view service, operation;
  std::string_view members;  ///< paths set apart by `|`, as RequestMembers takes them
  /// The ARN of what a member names; null where AWS asks with `*`.
  std::string (*arnOf)(RequestContext&, const RequestMembers&, const std::string& named) = nullptr;
};

/// Those of an operation; none for an unknown one.
std::span<const ServiceTouch> serviceTouchesOf(std::string_view service,
                                               std::string_view operation);

}  // namespace amilocal::services
