#include "amilocal/domain/permission.h"

#include <algorithm>

namespace amilocal::domain {

bool isPublic(const Grantees& grantees) {
  return std::any_of(grantees.begin(), grantees.end(), [](const Grantee& grantee) {
    return grantee.kind == GranteeKind::group && grantee.value == "all";
  });
}

bool namesAccount(const Grantees& grantees, const std::string& account) {
  return std::any_of(grantees.begin(), grantees.end(), [&](const Grantee& grantee) {
    return grantee.kind == GranteeKind::userId && grantee.value == account;
  });
}

}  // namespace amilocal::domain
