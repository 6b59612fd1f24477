#include "amilocal/domain/visibility.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

constexpr std::string_view kSelf = "self", kAll = "all";
constexpr std::size_t kAccountDigits = 12;
constexpr Duration kLaunchReportDelay = std::chrono::hours(24);

// EC2 API Reference, DescribeImages, Owner.N.
constexpr std::array<std::string_view, 3> kOwnerAliases = {"amazon", "aws-backup-vault",
                                                           "aws-marketplace"};

bool isAccount(std::string_view text) { return text.size() == kAccountDigits && isDigits(text); }

bool isAlias(std::string_view text) {
  return std::find(kOwnerAliases.begin(), kOwnerAliases.end(), text) != kOwnerAliases.end();
}

bool isOwnedBy(const Image& image, const std::string& owner) {
  return image.owner == owner || image.ownerAlias == owner;
}

bool isExecutableBy(const Image& image, const std::string& user, const std::string& caller) {
  if (user == kAll) return isPublic(image.launchPermissions);
  const bool mayKnow = user == caller || image.owner == caller;
  return mayKnow && namesAccount(image.launchPermissions, user);
}

}  // namespace

bool isVisibleTo(const Image& image, const std::string& account) {
  return image.owner == account || isPublic(image.launchPermissions) ||
         namesAccount(image.launchPermissions, account);
}

bool isDeprecated(const Image& image, Instant now) {
  return image.deprecationAt && *image.deprecationAt <= now;
}

std::optional<Instant> reportedLastLaunch(const Image& image, Instant now) {
  if (!image.lastLaunchedAt || now - *image.lastLaunchedAt < kLaunchReportDelay)
    return std::nullopt;
  return image.lastLaunchedAt;
}

ImageInterest imageInterest(const std::string& account, std::vector<std::string> owners,
                            std::vector<std::string> executableBy) {
  for (auto& owner : owners) {
    if (owner == kSelf) owner = account;
    if (!isAccount(owner) && !isAlias(owner)) throw errors::malformedUserOfImages(owner);
  }
  for (auto& user : executableBy) {
    if (user == kSelf) user = account;
    if (!isAccount(user) && user != kAll) throw errors::malformedUserOfImages(user);
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
  if (image.state == ImageState::deregistered) return false;
  if (image.state == ImageState::disabled && listing.disabled == Disabled::hide) return false;
  if (!isVisibleTo(image, listing.account)) return false;
  return listing.deprecated == Deprecated::show || image.owner == listing.account ||
         !isDeprecated(image, listing.now);
}

}  // namespace amilocal::domain
