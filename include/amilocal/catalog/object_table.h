#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/bucket.h"

namespace amilocal {

/// Buckets. Throws CatalogError.
class BucketTable {
 public:
  explicit BucketTable(Database& database) : database_(database) {}

  std::optional<domain::Bucket> find(const std::string& name) const;
  std::vector<domain::Bucket> list(const std::string& owner) const;  ///< by name
  void insert(const domain::Bucket& bucket);
  void update(const domain::Bucket& bucket);
  bool remove(const std::string& name);  ///< was it there?

 private:
  Database& database_;
};

/// Where a listing of keys begins and how far it goes.
struct KeyRange {
  std::string prefix{};
  std::string after{};  ///< keys greater than this one
  std::int64_t limit = 1000;
};

/// Objects and parts of uploads, with the pieces that they are made of. Throws CatalogError.
class ObjectTable {
 public:
  explicit ObjectTable(Database& database) : database_(database) {}

  std::optional<domain::StoredObject> find(const std::string& container,
                                           const std::string& key) const;
  std::vector<domain::StoredObject> list(const std::string& container,
                                         const KeyRange& range) const;  ///< by key
  bool isEmpty(const std::string& container) const;
  std::vector<domain::Piece> pieces(std::int64_t object) const;

  /// Puts it in place of one that has its key. Answers the new one's id.
  std::int64_t put(const domain::StoredObject& object, const std::vector<domain::Piece>& pieces);

  /// Changes what is said of an object, and nothing of its bytes.
  void update(const domain::StoredObject& object);
  bool remove(const std::string& container, const std::string& key);  ///< was it there?
  void removeAll(const std::string& container);

 private:
  Database& database_;
};

/// Multipart uploads under way. Throws CatalogError.
class UploadTable {
 public:
  explicit UploadTable(Database& database) : database_(database) {}

  std::optional<domain::Upload> find(const std::string& id) const;
  std::vector<domain::Upload> list(const std::string& bucket) const;  ///< by key and id
  void insert(const domain::Upload& upload);
  bool remove(const std::string& id);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
