#include <gtest/gtest.h>

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/iam_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/kms_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/iam_rules.h"

namespace amilocal {
namespace {

const auto kInstance = InstanceId::trusted("i-00000001");

// Clients decide by the status as well: 404 is gone, 409 is a conflict.
TEST(SmallServiceErrors, HaveTheStatusOfTheirKind) {
  EXPECT_EQ(errors::noSuchEntity("x").status(), 404);
  EXPECT_EQ(errors::deleteConflict("x").status(), 409);
  EXPECT_EQ(errors::quotaExceeded("Roles", 1).message(), "Cannot exceed quota for Roles: 1");
  EXPECT_EQ(errors::notWithSessionCredentials("X").status(), 403);
  EXPECT_EQ(errors::validationError("a", "b", "c").message(),
            "1 validation error detected: Value 'a' at 'b' failed to satisfy constraint: c");
  EXPECT_EQ(errors::validationText("x").code(), "ValidationError");
}

TEST(SmallServiceErrors, NameWhatIsNotThere) {
  EXPECT_EQ(errors::roleNotFound("r").code(), "NoSuchEntity");
  EXPECT_EQ(errors::rolePolicyNotFound("r").code(), "NoSuchEntity");
  EXPECT_EQ(errors::policyNotFound("r").code(), "NoSuchEntity");
  EXPECT_EQ(errors::policyNotAttachable("r").code(), "NoSuchEntity");
  EXPECT_EQ(errors::policyVersionNotFound("r", "v").code(), "NoSuchEntity");
  EXPECT_EQ(errors::boundaryNotAttachable("r").code(), "NoSuchEntity");
  EXPECT_EQ(errors::instanceProfileNotFound("r").code(), "NoSuchEntity");
  EXPECT_EQ(errors::userNotFound("r").code(), "NoSuchEntity");
  EXPECT_EQ(errors::keyNotFound("k").code(), "NotFoundException");
  EXPECT_EQ(errors::aliasNotFound("k").code(), "NotFoundException");
  EXPECT_EQ(errors::unknownKeyPolicy("k").code(), "NotFoundException");
}

TEST(SmallServiceErrors, NameWhatIsThereAlready) {
  EXPECT_EQ(errors::roleExists("r").code(), "EntityAlreadyExists");
  EXPECT_EQ(errors::policyExists("r").code(), "EntityAlreadyExists");
  EXPECT_EQ(errors::instanceProfileExists("r").code(), "EntityAlreadyExists");
  EXPECT_EQ(errors::aliasExists("r").code(), "AlreadyExistsException");
}

TEST(SmallServiceErrors, NameWhatIsMalformed) {
  EXPECT_EQ(errors::malformedPolicy().code(), "MalformedPolicyDocument");
  EXPECT_EQ(errors::duplicateTagKeys().code(), "InvalidInput");
  EXPECT_EQ(errors::invalidIdentityToken().code(), "InvalidIdentityToken");
  EXPECT_EQ(errors::expiredIdentityToken().code(), "ExpiredTokenException");
  EXPECT_EQ(errors::invalidAuthorizationMessage().code(), "InvalidAuthorizationMessageException");
  EXPECT_EQ(errors::malformedKeyPolicy().code(), "MalformedPolicyDocumentException");
  EXPECT_EQ(errors::invalidAliasName().code(), "InvalidAliasNameException");
  EXPECT_EQ(errors::kmsValidation("x").code(), "ValidationException");
  EXPECT_EQ(errors::keyTagInvalid("x").code(), "TagException");
}

TEST(SmallServiceErrors, NameTheStateOfAKey) {
  EXPECT_EQ(errors::keyDisabled("k").message(), "k is disabled.");
  EXPECT_EQ(errors::keyPendingDeletion("k").message(), "k is pending deletion.");
  EXPECT_EQ(errors::keyNotPendingDeletion("k").message(), "k is not pending deletion.");
  EXPECT_EQ(errors::awsManagedKey("k").code(), "AccessDeniedException");
}

TEST(SmallServiceErrors, NameWhatAnInstanceCannotHave) {
  EXPECT_EQ(errors::instanceNotStopped(kInstance).code(), "IncorrectInstanceState");
  EXPECT_EQ(errors::unknownInstanceAttribute("x").code(), "InvalidParameterValue");
  EXPECT_EQ(errors::severalInstanceAttributes().code(), "InvalidParameterCombination");
  EXPECT_EQ(errors::noInstanceAttribute().code(), "InvalidParameterCombination");
  EXPECT_EQ(errors::noDeviceMapped("d").code(), "InvalidInstanceAttributeValue");
  EXPECT_EQ(errors::invalidInstanceAttributeValue("x", "y").message(), "Invalid value 'x' for y.");
  EXPECT_EQ(errors::ebsOptimizedUnsupported().code(), "Unsupported");
  EXPECT_EQ(errors::creditsNotSupported(kInstance).code(),
            "InstanceCreditSpecification.NotSupported");
  EXPECT_EQ(errors::instanceProfileWithoutRole("a").code(), "InvalidParameterValue");
  EXPECT_EQ(errors::profileNamedTwice().code(), "InvalidParameterCombination");
  EXPECT_EQ(errors::profileAlreadyAssociated(kInstance).code(), "IncorrectState");
  EXPECT_EQ(errors::profileAssociationNotFound("a").code(), "NoSuchAssociation");
  EXPECT_EQ(errors::latestConsoleUnsupported().code(), "UnsupportedOperation");
  EXPECT_EQ(errors::tooManyInstanceTypes(100).code(), "InvalidParameterValue");
  const std::string names[] = {"a", "b"};
  EXPECT_EQ(errors::instanceTypesNotFound(names).message(),
            "The following supplied instance types do not exist: [a, b]");
}

TEST(SmallServiceErrors, NameWhatAVolumeCannotBecome) {
  const auto volume = VolumeId::trusted("vol-1");
  EXPECT_EQ(errors::volumeSmallerThanItWas().code(), "InvalidParameterValue");
  EXPECT_EQ(errors::volumeBeingModified(volume).code(), "IncorrectModificationState");
  EXPECT_EQ(errors::modificationRateExceeded().code(), "VolumeModificationRateExceeded");
  EXPECT_EQ(errors::modificationNotFound(volume).code(), "InvalidVolumeModification.NotFound");
  EXPECT_EQ(errors::nothingToModify().code(), "MissingParameter");
}

TEST(IamRules, ReadArns) {
  EXPECT_EQ(domain::nameInArn("arn:aws:iam::1:role/a/b", "role"), "b");
  EXPECT_EQ(domain::nameInArn("arn:aws:iam::1:user/b", "role"), "");
  EXPECT_EQ(domain::accountInArn("arn:aws:iam::1:role/b"), "1");
  EXPECT_EQ(domain::accountInArn("x"), "");
  EXPECT_TRUE(domain::isAwsManagedPolicy("arn:aws:iam::aws:policy/X"));
  EXPECT_FALSE(domain::isAwsManagedPolicy("arn:aws:iam::1:policy/X"));
}

}  // namespace
}  // namespace amilocal
