#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/allowed_images.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/organization.h"

/// Who sees an image (aws-facts/images.md 2.1; EC2 API Reference, DescribeImages).
namespace amilocal::domain {

/// Who meets images, and what it lets itself use in the Region.
struct Onlooker {
  Account account;
  AllowedImages allowed{};
  Instant now{};
};

/// May the account see the image at all: its own, public, or shared with it, by its number or
/// through its organization?
bool isVisibleTo(const Image& image, const Account& account);

/// imageAllowed: does the image meet the criteria for Allowed AMIs? Empty while these are disabled.
std::optional<bool> verdictOn(const Image& image, const Onlooker& onlooker);

/// The same as isVisibleTo(), less what the account does not allow itself. Under audit nothing is
/// held back.
bool isShownTo(const Image& image, const Onlooker& onlooker);

/// Has its deprecation time come? It is the time that decides; there is no state for it.
bool isDeprecated(const Image& image, Instant now);

/// Owners are told of launches 24 hours late (EC2 User Guide, "Check when an Amazon EC2 AMI was
/// last used"): of those up to this time.
Instant launchesKnownUpTo(Instant now);

/// Owner.N and ExecutableBy.N of a request. Values are alternatives; both lists must be met.
struct ImageInterest {
  Account account;                        ///< who asks
  std::vector<std::string> owners;        ///< accounts and aliases; empty: anyone
  std::vector<std::string> executableBy;  ///< accounts and `all`; empty: anyone
};

/// Puts the account for `self`. Throws InvalidUserID.Malformed for what is neither twelve digits
/// nor a word that has a meaning in its place.
ImageInterest imageInterest(const Account& account, std::vector<std::string> owners,
                            std::vector<std::string> executableBy);

/// Is the image one of these? ExecutableBy means explicit permissions: an owner's own images are
/// not among those of `self`, and public ones are not either; those shared with the caller's
/// organization are. What is shared with a third account is known to the owner only.
bool isOfInterest(const Image& image, const ImageInterest& interest);

/// The accounts that own all images of interest; empty when an alias is among them, or anyone.
std::vector<std::string> ownerAccounts(const ImageInterest& interest);

enum class Deprecated { hide, show };  ///< IncludeDeprecated
enum class Disabled { hide, show };    ///< IncludeDisabled

/// Who looks at a list, when, and with which flags.
struct ImageListing {
  Onlooker onlooker;
  Deprecated deprecated = Deprecated::hide;
  Disabled disabled = Disabled::hide;
};

/// Is the image in the lists of this account? Deregistered ones never are; disabled ones are when
/// asked for; deprecated ones are when asked for, or when they are the account's own. An image that
/// is named by its id is shown whatever the flags say, if it is visible.
bool isListed(const Image& image, const ImageListing& listing);

}  // namespace amilocal::domain
