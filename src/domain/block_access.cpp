#include "amilocal/domain/block_access.h"

#include <chrono>

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

constexpr Duration kBlockTokenLife = std::chrono::hours{7 * 24};
constexpr Duration kPageTokenLife = std::chrono::hours{1};

// Enough to tell a token of ours from anything else, and no secret.
constexpr int kMarkDigits = 32;

std::string numberOf(Instant at) { return std::to_string(at.time_since_epoch().count()); }

/// MARK:EXPIRY:REST, where the mark is of all that the token stands for.
std::string make(std::string_view kind, std::string_view subject, Instant expiry,
                 std::string_view rest) {
  const auto bound = numberOf(expiry) + ":" + std::string(rest);
  const auto mark =
      stableHex(std::string(kind) + ":" + std::string(subject) + ":" + bound, kMarkDigits);
  return encodeBase64(mark + ":" + bound);
}

struct Parts {
  Instant expiry{};
  std::string rest;
};

std::optional<Parts> take(std::string_view token) {
  const auto text = decodeBase64(token);
  if (!text) return std::nullopt;
  const auto parts = split(*text, ':');
  const auto expiry = parts.size() == 3 ? parseInteger(parts[1]) : std::nullopt;
  if (!expiry) return std::nullopt;
  return Parts{Instant(Duration(*expiry)), std::string(parts[2])};
}

std::string blockSubject(std::string_view snapshotId, std::int64_t index, std::string_view blob) {
  return std::string(snapshotId) + ":" + std::to_string(index) + ":" + std::string(blob);
}

}  // namespace

Instant blockTokensExpire(Instant now) { return now + kBlockTokenLife; }

std::string blockToken(std::string_view snapshotId, std::int64_t index, std::string_view blob,
                       Instant expiry) {
  return make("block", blockSubject(snapshotId, index, blob), expiry, "");
}

bool isBlockToken(std::string_view token, std::string_view snapshotId, std::int64_t index,
                  std::string_view blob, Instant now) {
  const auto parts = take(token);
  return parts && parts->expiry > now &&
         token == blockToken(snapshotId, index, blob, parts->expiry);
}

std::string blockPageToken(std::string_view list, std::int64_t from, Instant now) {
  return make("page", list, now + kPageTokenLife, std::to_string(from));
}

std::optional<std::int64_t> blockPageBegin(std::string_view token, std::string_view list,
                                           Instant now) {
  const auto parts = take(token);
  if (!parts || parts->expiry <= now) return std::nullopt;
  if (token != make("page", list, parts->expiry, parts->rest)) return std::nullopt;
  return parseInteger(parts->rest);
}

}  // namespace amilocal::domain
