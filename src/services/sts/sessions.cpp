#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/iam_errors.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/region.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/wire/json_reader.h"
#include "services/authorization/denial_message.h"
#include "sts/handlers.gen.h"

// Keys for a while (STS API Reference). Where policies count, they are asked before the handlers
// run (services/authorization). A key belongs to its session until the server's clock says
// otherwise.
namespace amilocal::sts {
namespace {

constexpr std::int64_t kShortest = 900;
constexpr std::int64_t kHour = 3600, kHalfDay = 12 * kHour, kDayAndHalf = 36 * kHour;
constexpr std::size_t kPolicyMax = 2048;

void checkDuration(std::int64_t seconds, std::int64_t longest) {
  const auto text = std::to_string(seconds);
  if (seconds < kShortest)
    throw errors::validationError(text, "durationSeconds",
                                  "Member must have value greater than or equal to 900");
  if (seconds > longest)
    throw errors::validationError(
        text, "durationSeconds",
        "Member must have value less than or equal to " + std::to_string(longest));
}

// A broken session policy is refused as AWS refuses it. Answers how full it makes the session, in
// percent.
std::optional<std::int64_t> packedSize(const std::optional<std::string>& policy) {
  if (!policy) return std::nullopt;
  try {
    if (!wire::JsonDocument(*policy).root().isObject()) throw errors::malformedPolicy();
  } catch (const ApiError&) {
    throw errors::malformedPolicy();
  }
  if (policy->size() > kPolicyMax)
    throw errors::validationError(*policy, "policy",
                                  "Member must have length less than or equal to 2048");
  return static_cast<std::int64_t>(policy->size() * 100 / kPolicyMax);
}

std::string upperToken(RequestContext& ctx, int count) {
  auto token = ctx.ids.nextToken(count);
  for (auto& c : token)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return token;
}

Credentials handOut(RequestContext& ctx, domain::Session session, std::int64_t seconds) {
  constexpr int kKeyCharacters = 16, kSecretCharacters = 40, kTokenCharacters = 240;
  session.accessKeyId = "ASIA" + upperToken(ctx, kKeyCharacters);
  session.expiresAt = wholeSeconds(ctx.now + std::chrono::seconds{seconds});
  session.secretKey = ctx.ids.nextToken(kSecretCharacters);
  session.token = "FwoG" + ctx.ids.nextToken(kTokenCharacters);
  ctx.catalog.sessions().insert(session);
  Credentials keys;
  keys.accessKeyId = session.accessKeyId;
  keys.secretAccessKey = session.secretKey;
  keys.sessionToken = session.token;
  keys.expiration = session.expiresAt;
  return keys;
}

std::string partitionOf(const RequestContext& ctx) {
  return std::string(domain::partitionOf(ctx.region()));
}

bool hasSession(RequestContext& ctx) {
  return ctx.catalog.sessions().find(ctx.caller.accessKeyId).has_value();
}

// What a role's session is called. A role that was never made here is taken for one that exists
// (docs/compatibility.md); its id follows from its ARN.
domain::Session sessionOf(RequestContext& ctx, const std::string& roleArn,
                          const std::string& sessionName) {
  domain::checkIamName(sessionName, "roleSessionName", domain::kRoleNameMax);
  const std::string name(domain::nameInArn(roleArn, "role"));
  const std::string account(domain::accountInArn(roleArn));
  if (name.empty() || account.size() != 12 || !isDigits(account))
    throw errors::validationText(roleArn + " is invalid");
  auto id = "AROA" + stableHex(roleArn, 17);
  for (auto& c : id)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (auto role = ctx.catalog.roles().find(roleArn)) {
    id = role->id;
    role->lastUsedAt = wholeSeconds(ctx.now);
    role->lastUsedRegion = ctx.region();
    ctx.catalog.roles().update(*role);
  }
  domain::Session session;
  session.account = account;
  session.arn =
      "arn:" + partitionOf(ctx) + ":sts::" + account + ":assumed-role/" + name + "/" + sessionName;
  session.userId = id + ":" + sessionName;
  session.principalArn = roleArn;
  return session;
}

void narrow(domain::Session& session, const std::optional<std::string>& policy,
            const std::vector<PolicyDescriptorType>& named) {
  session.policy = policy;
  for (const auto& each : named)
    if (each.arn) session.policyArns.push_back(*each.arn);
}

// Nobody here knows the keys of those who issue identities, so where signatures count a token must
// not open a door that a signature would not.
void checkIssuer(const RequestContext& ctx, const std::string& issuer) {
  if (ctx.settings.verifySignatures || ctx.settings.iam == domain::IamMode::enforce)
    throw errors::unknownIdentityProvider(issuer);
}

std::int64_t roleSeconds(RequestContext& ctx, const std::string& roleArn,
                         const std::optional<std::int64_t>& wanted) {
  const auto seconds = wanted.value_or(kHour);
  checkDuration(seconds, kHalfDay);
  const auto role = ctx.catalog.roles().find(roleArn);
  if (role && seconds > role->maxSessionSeconds)
    throw errors::validationText(
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  if (seconds > kHour && hasSession(ctx))
    throw errors::validationText(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
        "chaining");
  return seconds;
}

// The claims of a JSON Web Token, unverified: nobody here knows the issuer's keys.
struct Claims {
  std::string subject, audience, issuer;
};

Claims claimsOf(const RequestContext& ctx, const std::string& token) {
  const auto parts = split(token, '.');
  if (parts.size() != 3) throw errors::invalidIdentityToken();
  std::string payload(parts[1]);
  std::ranges::replace(payload, '-', '+');
  std::ranges::replace(payload, '_', '/');
  while (payload.size() % 4 != 0) payload += '=';
  const auto text = decodeBase64(payload);
  if (!text) throw errors::invalidIdentityToken();
  try {
    const wire::JsonDocument document(*text);
    const auto root = document.root();
    if (const auto end = root.member("exp"); end.isThere())
      if (Instant{std::chrono::seconds{end.integer()}} <= ctx.now)
        throw errors::expiredIdentityToken();
    auto audience = root.member("aud");
    if (audience.isArray()) audience = audience.at(0);
    return {root.member("sub").text(), audience.text(), root.member("iss").text()};
  } catch (const ApiError& error) {
    if (error.code() == errors::expiredIdentityToken().code()) throw;
    throw errors::invalidIdentityToken();
  }
}

void checkTransitiveKeys(const AssumeRoleRequest& request) {
  for (const auto& key : request.transitiveTagKeys)
    if (std::ranges::find(request.tags, key, &Tag::key) == request.tags.end())
      throw errors::validationText("The transitive tag key " + key +
                                   " is not one of the session's tags.");
}

domain::Tags sessionTags(const std::vector<Tag>& tags) {
  domain::Tags own;
  for (const auto& tag : tags) own.push_back({tag.key, tag.value});
  domain::checkIamTags(own);
  return own;
}

// A user gets half a day unless it says otherwise; the root user an hour and no more (STS API
// Reference, GetSessionToken).
std::int64_t ownSeconds(const RequestContext& ctx, const std::optional<std::int64_t>& wanted) {
  checkDuration(wanted.value_or(kHour), kDayAndHalf);
  const bool isRoot = ctx.caller.userId == ctx.account();
  return isRoot ? std::min(wanted.value_or(kHour), kHour) : wanted.value_or(kHalfDay);
}

}  // namespace

AssumeRoleResponse assumeRole(RequestContext& ctx, const AssumeRoleRequest& request) {
  if (!request.providedContexts.empty()) throw errors::unsupportedParameter("ProvidedContexts");
  checkTransitiveKeys(request);
  sessionTags(request.tags);
  const auto seconds = roleSeconds(ctx, request.roleArn, request.durationSeconds);
  const auto packed = packedSize(request.policy);
  auto session = sessionOf(ctx, request.roleArn, request.roleSessionName);
  narrow(session, request.policy, request.policyArns);
  return {.credentials = handOut(ctx, session, seconds),
          .assumedRoleUser = AssumedRoleUser{.assumedRoleId = session.userId, .arn = session.arn},
          .packedPolicySize = packed,
          .sourceIdentity = request.sourceIdentity};
}

AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
    RequestContext& ctx, const AssumeRoleWithWebIdentityRequest& request) {
  if (request.providerId) throw errors::unsupportedParameter("ProviderId");
  const auto claims = claimsOf(ctx, request.webIdentityToken);
  checkIssuer(ctx, claims.issuer);
  const auto seconds = roleSeconds(ctx, request.roleArn, request.durationSeconds);
  const auto packed = packedSize(request.policy);
  auto session = sessionOf(ctx, request.roleArn, request.roleSessionName);
  narrow(session, request.policy, request.policyArns);
  return {.credentials = handOut(ctx, session, seconds),
          .subjectFromWebIdentityToken = claims.subject,
          .assumedRoleUser = AssumedRoleUser{.assumedRoleId = session.userId, .arn = session.arn},
          .packedPolicySize = packed,
          .provider = claims.issuer,
          .audience = claims.audience,
          .sourceIdentity = std::nullopt};
}

GetSessionTokenResponse getSessionToken(RequestContext& ctx,
                                        const GetSessionTokenRequest& request) {
  if (hasSession(ctx)) throw errors::notWithSessionCredentials("GetSessionToken");
  domain::Session session;
  session.account = ctx.account();
  session.arn = ctx.caller.arn;
  session.userId = ctx.caller.userId;
  session.principalArn = ctx.caller.arn;
  return {.credentials = handOut(ctx, session, ownSeconds(ctx, request.durationSeconds))};
}

GetFederationTokenResponse getFederationToken(RequestContext& ctx,
                                              const GetFederationTokenRequest& request) {
  if (hasSession(ctx)) throw errors::notWithSessionCredentials("GetFederationToken");
  constexpr std::size_t kNameMax = 32;
  domain::checkIamName(request.name, "name", kNameMax);
  sessionTags(request.tags);
  const auto packed = packedSize(request.policy);
  domain::Session session;
  session.account = ctx.account();
  session.arn =
      "arn:" + partitionOf(ctx) + ":sts::" + ctx.account() + ":federated-user/" + request.name;
  session.userId = ctx.account() + ":" + request.name;
  session.principalArn = ctx.caller.arn;
  narrow(session, request.policy, request.policyArns);
  return {.credentials = handOut(ctx, session, ownSeconds(ctx, request.durationSeconds)),
          .federatedUser = FederatedUser{.federatedUserId = session.userId, .arn = session.arn},
          .packedPolicySize = packed};
}

GetAccessKeyInfoResponse getAccessKeyInfo(RequestContext& ctx,
                                          const GetAccessKeyInfoRequest& request) {
  if (const auto session = ctx.catalog.sessions().find(request.accessKeyId))
    return {.account = session->account};
  if (const auto* user = ctx.settings.users.ofKey(request.accessKeyId))
    return {.account = user->account};
  return {.account = domain::accountOfKey(request.accessKeyId)};
}

DecodeAuthorizationMessageResponse decodeAuthorizationMessage(
    RequestContext&, const DecodeAuthorizationMessageRequest& request) {
  auto decoded = services::decodeDenial(request.encodedMessage);
  if (!decoded) throw errors::invalidAuthorizationMessage();
  return {.decodedMessage = std::move(decoded)};
}

}  // namespace amilocal::sts
