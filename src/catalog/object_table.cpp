#include "amilocal/catalog/object_table.h"

#include "rows.h"

namespace amilocal {
namespace {

using domain::Bucket;
using domain::Piece;
using domain::StoredObject;
using domain::Upload;

struct BucketColumns {
  static constexpr const char* kTable = "bucket";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& bucket) {
    column("name", bucket.name);
    column("owner", bucket.owner);
    column("region", bucket.region);
    column("created_at", bucket.createdAt);
    column("ownership", bucket.ownership);
    column("public_access_block", bucket.publicAccessBlock);
    column("grants", bucket.grants);
    column("tags", bucket.tags);
  }
};

template <class Visitor, class Traits>
void visitTraits(Visitor& column, Traits& traits) {
  column("storage_class", traits.storageClass);
  column("checksum_algorithm", traits.checksumAlgorithm);
  column("checksum_type", traits.checksumType);
  column("headers", traits.headers);
  column("metadata", traits.metadata);
  column("grants", traits.grants);
  column("tags", traits.tags);
}

struct ObjectColumns {
  static constexpr const char* kTable = "object";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& object) {
    column("id", object.id);
    column("container", object.container);
    column("key", object.key);
    column("owner", object.owner);
    column("size", object.size);
    column("etag", object.etag);
    column("modified_at", object.modifiedAt);
    visitTraits(column, object.traits);
    column("checksum", object.checksum);
    column("part_count", object.partCount);
  }
};

struct UploadColumns {
  static constexpr const char* kTable = "upload";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& upload) {
    column("id", upload.id);
    column("bucket", upload.bucket);
    column("key", upload.key);
    column("owner", upload.owner);
    column("initiated_at", upload.initiatedAt);
    visitTraits(column, upload.traits);
  }
};

using BucketRows = Rows<Bucket, BucketColumns>;
using ObjectRows = Rows<StoredObject, ObjectColumns>;
using UploadRows = Rows<Upload, UploadColumns>;

constexpr std::string_view kPieces = R"sql(
  SELECT blob, first, size, part FROM object_piece WHERE object_id = ?1 ORDER BY position
)sql";

constexpr std::string_view kInsertPiece = R"sql(
  INSERT INTO object_piece (object_id, position, blob, first, size, part)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6)
)sql";

void insertPieces(Database& database, std::int64_t object, const std::vector<Piece>& pieces) {
  Statement statement(database, kInsertPiece);
  std::int64_t position = 0;
  for (const auto& piece : pieces) {
    statement.bindAt(1, object);
    statement.bindAt(2, position++);
    statement.bindAt(3, piece.blob);
    statement.bindAt(4, piece.first);
    statement.bindAt(5, piece.size);
    statement.bindAt(6, piece.part);
    statement.run();
  }
}

/// Greater than every text with this prefix: keys are UTF-8, which has no such byte.
std::string endOf(const std::string& prefix) { return prefix + "\xff"; }

}  // namespace

std::optional<Bucket> BucketTable::find(const std::string& name) const {
  return BucketRows::find(database_, name);
}

std::vector<Bucket> BucketTable::list(const std::string& owner) const {
  static const auto kSql = BucketRows::sql().select + " WHERE owner = ?1 ORDER BY name";
  Statement statement(database_, kSql);
  statement.bindAt(1, owner);
  return BucketRows::readAll(statement);
}

void BucketTable::insert(const Bucket& bucket) { BucketRows::insert(database_, bucket); }
void BucketTable::update(const Bucket& bucket) { BucketRows::update(database_, bucket); }
bool BucketTable::remove(const std::string& name) { return BucketRows::remove(database_, name); }

std::optional<StoredObject> ObjectTable::find(const std::string& container,
                                              const std::string& key) const {
  static const auto kSql = ObjectRows::sql().select + " WHERE container = ?1 AND key = ?2";
  Statement statement(database_, kSql);
  statement.bindAt(1, container);
  statement.bindAt(2, key);
  if (!statement.step()) return std::nullopt;
  return ObjectRows::read(statement);
}

std::vector<StoredObject> ObjectTable::list(const std::string& container,
                                            const KeyRange& range) const {
  static const auto kSql =
      ObjectRows::sql().select +
      " WHERE container = ?1 AND key > ?2 AND key >= ?3 AND key < ?4 ORDER BY key LIMIT ?5";
  const auto end = endOf(range.prefix);
  Statement statement(database_, kSql);
  statement.bindAt(1, container);
  statement.bindAt(2, range.after);
  statement.bindAt(3, range.prefix);
  statement.bindAt(4, end);
  statement.bindAt(5, range.limit);
  return ObjectRows::readAll(statement);
}

bool ObjectTable::isEmpty(const std::string& container) const {
  Statement statement(database_, "SELECT 1 FROM object WHERE container = ?1 LIMIT 1");
  statement.bindAt(1, container);
  return !statement.step();
}

std::vector<Piece> ObjectTable::pieces(std::int64_t object) const {
  Statement statement(database_, kPieces);
  statement.bindAt(1, object);
  std::vector<Piece> pieces;
  while (statement.step())
    pieces.push_back({statement.get<std::string>(0), statement.get<std::int64_t>(1),
                      statement.get<std::int64_t>(2), statement.get<std::int64_t>(3)});
  return pieces;
}

std::int64_t ObjectTable::put(const StoredObject& object, const std::vector<Piece>& pieces) {
  remove(object.container, object.key);
  const auto id = ObjectRows::insertNumbered(database_, object);
  insertPieces(database_, id, pieces);
  return id;
}

void ObjectTable::update(const StoredObject& object) { ObjectRows::update(database_, object); }

bool ObjectTable::remove(const std::string& container, const std::string& key) {
  Statement statement(database_, "DELETE FROM object WHERE container = ?1 AND key = ?2");
  statement.bindAt(1, container);
  statement.bindAt(2, key);
  statement.run();
  return database_.changedRows() > 0;
}

void ObjectTable::removeAll(const std::string& container) {
  Statement statement(database_, "DELETE FROM object WHERE container = ?1");
  statement.bindAt(1, container);
  statement.run();
}

std::optional<Upload> UploadTable::find(const std::string& id) const {
  return UploadRows::find(database_, id);
}

std::vector<Upload> UploadTable::list(const std::string& bucket) const {
  static const auto kSql = UploadRows::sql().select + " WHERE bucket = ?1 ORDER BY key, id";
  Statement statement(database_, kSql);
  statement.bindAt(1, bucket);
  return UploadRows::readAll(statement);
}

void UploadTable::insert(const Upload& upload) { UploadRows::insert(database_, upload); }
bool UploadTable::remove(const std::string& id) { return UploadRows::remove(database_, id); }

}  // namespace amilocal
