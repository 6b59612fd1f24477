#pragma once

#include "amilocal/catalog/database.h"

namespace amilocal {

/// A transaction of one connection. Leaving its scope without commit() is the rollback. Throws
/// CatalogError.
class Transaction {
 public:
  enum class Kind {
    read,  ///< one unchanging view of what is committed, from the first look on
    write  ///< takes the writer's lock at once, so that it cannot fail for want of it later
  };

  Transaction(Database& database, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Database& database_;
  Kind kind_;
  bool open_ = true;
};

/// A part of a transaction that can be undone alone. May be nested. Outside a transaction it is
/// one. Leaving its scope without commit() undoes it. Throws CatalogError.
class Savepoint {
 public:
  explicit Savepoint(Database& database);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace amilocal
