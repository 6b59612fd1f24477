#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/key_pair.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/network_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

std::vector<domain::KeyPair> keyPairsOf(RequestContext& ctx) {
  return ctx.catalog.keyPairs().list(ctx.account(), ctx.region());
}

const auto kNameOf = [](const domain::KeyPair& pair) { return pair.name; };

// A new pair of this name, which must not be taken. Throws InvalidKeyPair.Duplicate.
domain::KeyPair planned(RequestContext& ctx, const std::string& name) {
  domain::checkAsciiName(name, "keyName");
  const auto taken = keyPairsOf(ctx);
  if (std::ranges::find(taken, name, &domain::KeyPair::name) != taken.end())
    throw errors::keyPairDuplicate(name);
  domain::KeyPair pair;
  pair.id = ctx.ids.next<KeyPairKind>();
  pair.region = ctx.region();
  pair.owner = ctx.account();
  pair.name = name;
  pair.createdAt = ctx.now;
  return pair;
}

std::string typeName(KeyType type) { return type == KeyType::rsa ? "rsa" : "ed25519"; }

void store(RequestContext& ctx, const domain::KeyPair& pair, const domain::Tags& tags) {
  ctx.catalog.keyPairs().put(pair);
  putTags(ctx, "key-pair", pair.id.str(), tags);
  ctx.record(pair.id.str(), "", "available");
}

}  // namespace

// The private key is in this answer and nowhere else.
KeyPair createKeyPair(RequestContext& ctx, const CreateKeyPairRequest& request) {
  const auto tags = specifiedTags(request.tagSpecifications, "key-pair", {"key-pair"});
  auto pair = planned(ctx, request.keyName);
  const auto type = request.keyType.value_or("rsa") == "rsa" ? KeyType::rsa : KeyType::ed25519;
  const auto format = request.keyFormat.value_or("pem") == "pem" ? KeyFormat::pem : KeyFormat::ppk;
  auto made = makeKeyPair(type, format, pair.name);
  pair.type = typeName(type);
  pair.fingerprint = made.fingerprint;
  pair.publicKey = made.publicKey;
  store(ctx, pair, tags);
  KeyPair out;
  out.keyPairId = pair.id.str();
  out.keyName = pair.name;
  out.keyFingerprint = pair.fingerprint;
  out.keyMaterial = std::move(made.privateKey);
  out.tags = toWire(tags);
  return out;
}

// The material is the base64 of what a public key's file has in it.
ImportKeyPairResponse importKeyPair(RequestContext& ctx, const ImportKeyPairRequest& request) {
  const auto tags = specifiedTags(request.tagSpecifications, "key-pair", {"key-pair"});
  auto pair = planned(ctx, request.keyName);
  const auto text = decodeBase64(request.publicKeyMaterial);
  const auto key = text ? readPublicKey(*text) : std::nullopt;
  if (!key) throw errors::invalidPublicKey();
  pair.type = typeName(key->type);
  pair.fingerprint = key->fingerprint;
  pair.publicKey = key->publicKey;
  store(ctx, pair, tags);
  ImportKeyPairResponse response;
  response.keyPairId = pair.id.str();
  response.keyName = pair.name;
  response.keyFingerprint = pair.fingerprint;
  response.tags = toWire(tags);
  return response;
}

DescribeKeyPairsResponse describeKeyPairs(RequestContext& ctx,
                                          const DescribeKeyPairsRequest& request) {
  auto rows = namedById(keyPairsOf(ctx), request.keyPairIds, &errors::keyPairIdNotFound);
  rows = named(std::move(rows), request.keyNames, kNameOf, &errors::keyPairNotFound);
  DescribeKeyPairsResponse response;
  for (const auto& [pair, tags] :
       chosen(ctx, std::move(rows), request, domain::keyPairFilters()).rows) {
    auto& out = response.keyPairs.emplace_back();
    out.keyPairId = pair.id.str();
    out.keyName = pair.name;
    out.keyType = pair.type;
    out.keyFingerprint = pair.fingerprint;
    out.createTime = pair.createdAt;
    out.tags = toWire(tags);
    // OpenSSH's line, with the pair's name for a comment.
    if (request.includePublicKey.value_or(false)) out.publicKey = pair.publicKey + " " + pair.name;
  }
  return response;
}

// A pair that is not there is as good as deleted.
DeleteKeyPairResponse deleteKeyPair(RequestContext& ctx, const DeleteKeyPairRequest& request) {
  if (!request.keyName && !request.keyPairId) throw errors::missingParameter("KeyName");
  DeleteKeyPairResponse response;
  response.return_ = true;
  for (const auto& pair : keyPairsOf(ctx)) {
    if (request.keyName && pair.name != *request.keyName) continue;
    if (request.keyPairId && pair.id.str() != *request.keyPairId) continue;
    response.keyPairId = pair.id.str();
    ctx.catalog.tags().removeAll(pair.id.str());
    ctx.catalog.keyPairs().remove(pair.id);
    ctx.record(pair.id.str(), "available", "");
  }
  return response;
}

}  // namespace amilocal::ec2
