#include "amilocal/domain/account_settings.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<PublicAccess> kPublicAccess[] = {
    {PublicAccess::unblocked, "unblocked"},
    {PublicAccess::block_new_sharing, "block-new-sharing"},
    {PublicAccess::block_all_sharing, "block-all-sharing"},
};

}  // namespace

std::string_view toString(PublicAccess access) { return nameOf(kPublicAccess, access); }

std::optional<PublicAccess> parsePublicAccess(std::string_view text) {
  return valueOf(kPublicAccess, text);
}

}  // namespace amilocal::domain
