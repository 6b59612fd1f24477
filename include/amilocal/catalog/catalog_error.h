#pragma once

#include <stdexcept>
#include <string>

namespace amilocal {

/// The catalog could not do what it was told. Never the fault of a request: the gateway answers
/// InternalError (or Unavailable for `busy` and `diskFull`), and the log has the text.
class CatalogError : public std::runtime_error {
 public:
  enum class Kind {
    busy,            ///< locked by another connection for longer than the waiting time
    diskFull,        ///< no room for the write; what was committed is safe
    readOnly,        ///< a write through a read-only connection, or to a read-only file
    corrupt,         ///< damaged, or not an SQLite database at all
    cannotOpen,      ///< no such directory, no permission
    inputOutput,     ///< the operating system refused to read or write
    constraint,      ///< a key, a foreign key or NOT NULL would be violated: a bug of the caller
    missingRow,      ///< an update of what is not there: a bug of the caller
    newerFile,       ///< written by a later version of the program
    directoryInUse,  ///< another process has the data directory
    other
  };

  /// `sqliteCode` is SQLite's extended result code; 0 when SQLite had no part in it.
  CatalogError(Kind kind, const std::string& text, int sqliteCode = 0)
      : std::runtime_error(text), kind_(kind), sqliteCode_(sqliteCode) {}

  Kind kind() const { return kind_; }
  int sqliteCode() const { return sqliteCode_; }

 private:
  Kind kind_;
  int sqliteCode_;
};

}  // namespace amilocal
