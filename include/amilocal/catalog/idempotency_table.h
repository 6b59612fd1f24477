#pragma once

#include <optional>
#include <string>

#include "amilocal/catalog/database.h"
#include "amilocal/core/instant.h"

namespace amilocal {

/// What identifies a request that may be sent again (EC2 API Reference, "Ensuring idempotency").
struct IdempotencyKey {
  std::string account;
  std::string region;
  std::string operation;
  std::string token;
};

/// The answer kept for it.
struct IdempotencyRecord {
  std::string digest;    ///< of the request, to tell a repetition from another request
  std::string response;  ///< JSON
  Instant createdAt{};
  bool isSpent = false;  ///< what the answer tells of is gone: it is not given again
  friend bool operator==(const IdempotencyRecord&, const IdempotencyRecord&) = default;
};

/// Answers by client token. Throws CatalogError.
class IdempotencyTable {
 public:
  explicit IdempotencyTable(Database& database) : database_(database) {}

  std::optional<IdempotencyRecord> find(const IdempotencyKey& key) const;
  void insert(const IdempotencyKey& key, const IdempotencyRecord& record);
  void spend(const IdempotencyKey& key);  ///< nothing happens when there is no such record
  void removeOlderThan(Instant at);

 private:
  Database& database_;
};

}  // namespace amilocal
