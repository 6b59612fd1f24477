#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/instant.h"

namespace amilocal {

/// A copy of the whole catalog under a name.
struct Checkpoint {
  std::string name;
  Instant at{};  ///< the emulated time when it was made
  std::int64_t images = 0;
  std::int64_t bytes = 0;  ///< of its file
  std::string fault{};     ///< why it cannot be brought back; empty when it can
};

/// Writes what is committed into a file of its own, in the place of what was there. No transaction
/// may be open. `complete` may change the copy.
void copyCatalog(Database& catalog, const std::string& path, Durability durability,
                 const std::function<void(Database&)>& complete = {});

/// Removes a catalog's file with what SQLite keeps beside it.
void removeCatalogFile(const std::string& path);

/// A checkpoint's file cannot be read by this program.
class BadCheckpoint : public ApiError {
 public:
  BadCheckpoint(const std::string& name, const std::string& fault)
      : ApiError("DamagedCheckpoint",
                 "The checkpoint \"" + name + "\" cannot be brought back: " + fault, 409) {}
};

/// Checkpoints are files beside the catalog's, made and brought back page by page with SQLite's
/// backup, so their cost is that of copying a file. Throws CatalogError.
class CheckpointStore {
 public:
  /// The directory is made with the first checkpoint.
  explicit CheckpointStore(std::string directory, Durability durability = Durability::normal);

  /// 1 to 64 letters, digits, `.`, `_` and `-`, the first of them a letter or digit.
  static bool isName(std::string_view text);

  /// Keeps what is committed, in place of an older checkpoint of that name: wholly or not at all.
  void keep(Database& catalog, const std::string& name, Instant at);

  /// Makes the catalog what it was. One commit: other connections see the old or the new state. No
  /// transaction may be open. `prepare` may change the checkpoint before. False when there is no
  /// such checkpoint. Throws BadCheckpoint when it is damaged or too new; nothing has changed then.
  bool bringBack(Database& catalog, const std::string& name,
                 const std::function<void(Database&)>& prepare = {});

  /// Those that are damaged too, with their fault.
  std::vector<Checkpoint> list() const;  ///< by name
  std::optional<Checkpoint> find(const std::string& name) const;
  bool remove(const std::string& name);  ///< false when there is none

  /// Shows the catalog inside of each checkpoint. Whoever deletes what rows refer to (the blobs of
  /// images) must ask here first: a row that only a checkpoint has can come back.
  void visit(const std::function<void(Database&)>& look) const;

 private:
  std::string fileOf(std::string_view name) const;
  std::vector<std::string> names() const;

  std::string directory_;
  Durability durability_;
};

}  // namespace amilocal
