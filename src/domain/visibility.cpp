#include "amilocal/domain/visibility.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

constexpr std::string_view kSelf = "self", kAll = "all";
constexpr Duration kLaunchReportDelay = std::chrono::hours(24);

// EC2 API Reference, DescribeImages, Owner.N.
constexpr std::array<std::string_view, 3> kOwnerAliases = {"amazon", "aws-backup-vault",
                                                           "aws-marketplace"};

bool isAlias(std::string_view text) {
  return std::find(kOwnerAliases.begin(), kOwnerAliases.end(), text) != kOwnerAliases.end();
}

bool isOwnedBy(const Image& image, const std::string& owner) {
  return image.owner == owner || image.ownerAlias == owner;
}

bool isExecutableBy(const Image& image, const std::string& user, const Account& caller) {
  if (user == kAll) return isPublic(image.launchPermissions);
  // An owner's permission is implicit, also where it shares with its own organization.
  if (user == caller.id)
    return namesAccount(image.launchPermissions, user) ||
           (image.owner != user && namesOrganizationOf(image.launchPermissions, caller));
  return image.owner == caller.id && namesAccount(image.launchPermissions, user);
}

}  // namespace

bool isVisibleTo(const Image& image, const Account& account) {
  return image.owner == account.id || isPublic(image.launchPermissions) ||
         reaches(image.launchPermissions, account);
}

std::optional<bool> verdictOn(const Image& image, const Onlooker& onlooker) {
  if (onlooker.allowed.state == AllowedImagesState::disabled) return std::nullopt;
  return isAllowed(image, onlooker.account.id, onlooker.allowed, onlooker.now);
}

bool isShownTo(const Image& image, const Onlooker& onlooker) {
  if (!isVisibleTo(image, onlooker.account)) return false;
  return onlooker.allowed.state != AllowedImagesState::enabled ||
         isAllowed(image, onlooker.account.id, onlooker.allowed, onlooker.now);
}

bool isDeprecated(const Image& image, Instant now) {
  return image.deprecationAt && *image.deprecationAt <= now;
}

Instant launchesKnownUpTo(Instant now) { return now - kLaunchReportDelay; }

ImageInterest imageInterest(const Account& account, std::vector<std::string> owners,
                            std::vector<std::string> executableBy) {
  for (auto& owner : owners) {
    if (owner == kSelf) owner = account.id;
    if (!isAccountId(owner) && !isAlias(owner)) throw errors::malformedUserOfImages(owner);
  }
  for (auto& user : executableBy) {
    if (user == kSelf) user = account.id;
    if (!isAccountId(user) && user != kAll) throw errors::malformedUserOfImages(user);
  }
  return {account, std::move(owners), std::move(executableBy)};
}

bool isOfInterest(const Image& image, const ImageInterest& interest) {
  const auto isOwner = [&](const std::string& owner) { return isOwnedBy(image, owner); };
  const auto isUser = [&](const std::string& user) {
    return isExecutableBy(image, user, interest.account);
  };
  const auto& owners = interest.owners;
  const auto& users = interest.executableBy;
  return (owners.empty() || std::any_of(owners.begin(), owners.end(), isOwner)) &&
         (users.empty() || std::any_of(users.begin(), users.end(), isUser));
}

std::vector<std::string> ownerAccounts(const ImageInterest& interest) {
  if (std::any_of(interest.owners.begin(), interest.owners.end(), isAlias)) return {};
  return interest.owners;
}

bool isListed(const Image& image, const ImageListing& listing) {
  if (image.state == ImageState::deregistered || image.state == ImageState::recoverable)
    return false;
  if (image.state == ImageState::disabled && listing.disabled == Disabled::hide) return false;
  const auto& onlooker = listing.onlooker;
  if (!isShownTo(image, onlooker)) return false;
  return listing.deprecated == Deprecated::show || image.owner == onlooker.account.id ||
         !isDeprecated(image, onlooker.now);
}

}  // namespace amilocal::domain
