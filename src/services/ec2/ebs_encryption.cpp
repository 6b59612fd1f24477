#include <string>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/encryption.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/kms/keys.h"

// Encryption by default, and the key that it uses (Amazon EBS User Guide, "Enable Amazon EBS
// encryption by default"). planEncryption() obeys both.
namespace amilocal::ec2 {
namespace {

// How AWS names its managed key in an account that never chose one
// (snapshots-volumes-instances.md 1.3).
constexpr const char* kManagedKeyAlias = "alias/aws/ebs";

bool putEncryption(RequestContext& ctx, bool on) {
  ctx.catalog.settings().put(
      {ctx.account(), ctx.region(), domain::kEncryptionByDefault, on ? "true" : "false"});
  return on;
}

std::string putKey(RequestContext& ctx, std::string arn) {
  ctx.catalog.settings().put({ctx.account(), ctx.region(), domain::kDefaultKmsKey, arn});
  return arn;
}

}  // namespace

// sseType is reserved by AWS, and shown nowhere.
GetEbsEncryptionByDefaultResponse getEbsEncryptionByDefault(
    RequestContext& ctx, const GetEbsEncryptionByDefaultRequest&) {
  return {.ebsEncryptionByDefault = encryptionDefaults(ctx).always, .sseType = {}};
}

EnableEbsEncryptionByDefaultResponse enableEbsEncryptionByDefault(
    RequestContext& ctx, const EnableEbsEncryptionByDefaultRequest&) {
  return {.ebsEncryptionByDefault = putEncryption(ctx, true)};
}

DisableEbsEncryptionByDefaultResponse disableEbsEncryptionByDefault(
    RequestContext& ctx, const DisableEbsEncryptionByDefaultRequest&) {
  return {.ebsEncryptionByDefault = putEncryption(ctx, false)};
}

GetEbsDefaultKmsKeyIdResponse getEbsDefaultKmsKeyId(RequestContext& ctx,
                                                    const GetEbsDefaultKmsKeyIdRequest&) {
  return {.kmsKeyId = encryptionDefaults(ctx).kmsKeyId.value_or(kManagedKeyAlias)};
}

// Any key is taken for one that exists, as everywhere (domain/encryption.h).
ModifyEbsDefaultKmsKeyIdResponse modifyEbsDefaultKmsKeyId(
    RequestContext& ctx, const ModifyEbsDefaultKmsKeyIdRequest& request) {
  return {.kmsKeyId = putKey(ctx, domain::keyArn(kms::resolved(ctx, request.kmsKeyId), ctx.region(),
                                                 ctx.account()))};
}

// Answers the managed key's ARN, and so does GetEbsDefaultKmsKeyId from then on (AWS CLI Command
// Reference, reset-ebs-default-kms-key-id, example).
ResetEbsDefaultKmsKeyIdResponse resetEbsDefaultKmsKeyId(RequestContext& ctx,
                                                        const ResetEbsDefaultKmsKeyIdRequest&) {
  return {.kmsKeyId = putKey(ctx, domain::defaultKeyArn(ctx.region(), ctx.account()))};
}

}  // namespace amilocal::ec2
