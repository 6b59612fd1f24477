#pragma once

#include <span>
#include <string_view>

/// Which resources each operation of EC2 touches, as policies are asked (Service Authorization
/// Reference, "Actions, resources, and condition keys for Amazon EC2", the table of actions).
namespace amilocal::services {

/// How a request comes by a resource.
enum class Reach {
  named,   ///< where a member names it; else the request has nothing to do with its type
  always,  ///< where no member names it: some resource of the type, `TYPE/*`
  made,    ///< it is to be made: `TYPE/*`, or the name that it will have
};

struct Touch {
  std::string_view operation;
  std::string_view type;  ///< empty: what the id says
  Reach reach;
  std::string_view members;  ///< paths set apart by `|`, as RequestMembers takes them
};

/// Those of an operation; none for one that is asked about with all resources.
std::span<const Touch> touchesOf(std::string_view operation);

/// Of all operations, sorted by operation.
std::span<const Touch> allTouches();

/// The operations that AWS asks about with `*`, sorted. One that is in neither list is unknown to
/// policies, which a test refuses.
std::span<const std::string_view> operationsWithoutResources();

}  // namespace amilocal::services
