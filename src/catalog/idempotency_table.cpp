#include "amilocal/catalog/idempotency_table.h"

#include "amilocal/catalog/statement.h"

namespace amilocal {
namespace {

constexpr std::string_view kFind = R"sql(
  SELECT digest, response, created_at, is_spent FROM idempotency
  WHERE account = :account AND region = :region AND operation = :operation AND token = :token
)sql";

constexpr std::string_view kInsert = R"sql(
  INSERT INTO idempotency (account, region, operation, token, digest, response, created_at)
  VALUES (:account, :region, :operation, :token, :digest, :response, :created_at)
)sql";

constexpr std::string_view kSpend = R"sql(
  UPDATE idempotency SET is_spent = 1
  WHERE account = :account AND region = :region AND operation = :operation AND token = :token
)sql";

constexpr std::string_view kRemoveOlder = "DELETE FROM idempotency WHERE created_at < :at";

void bindKey(Statement& statement, const IdempotencyKey& key) {
  statement.bind(":account", key.account)
      .bind(":region", key.region)
      .bind(":operation", key.operation)
      .bind(":token", key.token);
}

}  // namespace

std::optional<IdempotencyRecord> IdempotencyTable::find(const IdempotencyKey& key) const {
  Statement statement(database_, kFind);
  bindKey(statement, key);
  if (!statement.step()) return std::nullopt;
  return IdempotencyRecord{statement.get<std::string>(0), statement.get<std::string>(1),
                           statement.get<Instant>(2), statement.get<bool>(3)};
}

void IdempotencyTable::insert(const IdempotencyKey& key, const IdempotencyRecord& record) {
  Statement statement(database_, kInsert);
  bindKey(statement, key);
  statement.bind(":digest", record.digest)
      .bind(":response", record.response)
      .bind(":created_at", record.createdAt)
      .run();
}

void IdempotencyTable::spend(const IdempotencyKey& key) {
  Statement statement(database_, kSpend);
  bindKey(statement, key);
  statement.run();
}

void IdempotencyTable::removeOlderThan(Instant at) {
  Statement(database_, kRemoveOlder).bind(":at", at).run();
}

}  // namespace amilocal
