#include "amilocal/catalog/kms_tables.h"

#include "cells.h"
#include "rows.h"
#include "tag_columns.h"

namespace amilocal {

template <>
struct Cell<domain::KeyState> : EnumCell<domain::KeyState, domain::parseKeyState> {};

namespace {

using domain::KmsAlias;
using domain::KmsKey;

struct KeyColumns {
  static constexpr const char* kTable = "kms_key";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& key) {
    column("arn", key.arn);
    column("id", key.id);
    column("account", key.account);
    column("region", key.region);
    column("state", key.state);
    column("description", key.description);
    column("created_at", key.createdAt);
    column("deletion_at", key.deletionAt);
    column("deletion_window_days", key.deletionWindowDays);
    column("rotation_period_days", key.rotationPeriodDays);
    column("rotation_since", key.rotationSince);
    column("policy", key.policy);
  }
};

struct KeyTagColumns : TagColumns {
  static constexpr const char* kTable = "kms_key_tag";
  static constexpr const char* kParent = "key_arn";
};

struct AliasColumns {
  static constexpr const char* kTable = "kms_alias";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& alias) {
    column("arn", alias.arn);
    column("account", alias.account);
    column("region", alias.region);
    column("name", alias.name);
    column("key_arn", alias.keyArn);
    column("created_at", alias.createdAt);
    column("updated_at", alias.updatedAt);
  }
};

using KeyRows = Rows<KmsKey, KeyColumns>;
using KeyTags = Lists<domain::Tag, KeyTagColumns>;
using AliasRows = Rows<KmsAlias, AliasColumns>;

constexpr std::string_view kUnusable = "SELECT arn FROM kms_key WHERE state <> 'Enabled'";
constexpr std::string_view kRemoveAliases = "DELETE FROM kms_alias WHERE key_arn = ?1";

}  // namespace

std::optional<KmsKey> KmsKeyTable::find(const std::string& arn) const {
  auto key = KeyRows::find(database_, arn);
  if (key) key->tags = KeyTags::find(database_, arn);
  return key;
}

std::vector<KmsKey> KmsKeyTable::list(const std::string& account, const std::string& region) const {
  static const auto kSql =
      KeyRows::sql().select + " WHERE account = ?1 AND region = ?2 ORDER BY id";
  Statement statement(database_, kSql);
  statement.bindAt(1, account);
  statement.bindAt(2, region);
  auto keys = KeyRows::readAll(statement);
  for (auto& key : keys) key.tags = KeyTags::find(database_, key.arn);
  return keys;
}

std::vector<std::string> KmsKeyTable::listUnusable() const {
  Statement statement(database_, kUnusable);
  return columnOf<std::string>(statement);
}

void KmsKeyTable::insert(const KmsKey& key) {
  KeyRows::insert(database_, key);
  KeyTags::insert(database_, key.arn, key.tags);
}

void KmsKeyTable::update(const KmsKey& key) {
  KeyRows::update(database_, key);
  KeyTags::replace(database_, key.arn, key.tags);
}

std::optional<KmsAlias> KmsAliasTable::find(const std::string& arn) const {
  return AliasRows::find(database_, arn);
}

std::vector<KmsAlias> KmsAliasTable::list(const std::string& account,
                                          const std::string& region) const {
  static const auto kSql =
      AliasRows::sql().select + " WHERE account = ?1 AND region = ?2 ORDER BY name";
  Statement statement(database_, kSql);
  statement.bindAt(1, account);
  statement.bindAt(2, region);
  return AliasRows::readAll(statement);
}

void KmsAliasTable::insert(const KmsAlias& alias) { AliasRows::insert(database_, alias); }
void KmsAliasTable::update(const KmsAlias& alias) { AliasRows::update(database_, alias); }

bool KmsAliasTable::remove(const std::string& arn) { return AliasRows::remove(database_, arn); }

void KmsAliasTable::removeOf(const std::string& keyArn) {
  Statement statement(database_, kRemoveAliases);
  statement.bindAt(1, keyArn);
  statement.run();
}

}  // namespace amilocal
