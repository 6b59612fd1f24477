#pragma once

#include <string>

namespace amilocal {

/// The directory with the catalog's file, held by this process alone as long as the object lives.
class DataDirectory {
 public:
  /// Makes the directory when it is not there, and locks it. Throws CatalogError: `directoryInUse`
  /// when another process holds it, `cannotOpen` when it cannot be made or written, `corrupt` when
  /// the catalog in it is damaged.
  static DataDirectory persistent(const std::string& path);

  /// A private directory that goes with the object: in memory (/dev/shm) where there is room, else
  /// in the directory for temporary files. Also removes those that killed processes of the same
  /// user left behind. Throws CatalogError (`cannotOpen`).
  static DataDirectory ephemeral();

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&&) = delete;
  ~DataDirectory();

  const std::string& path() const { return path_; }
  std::string catalogPath() const { return path_ + "/catalog.sqlite3"; }
  bool isEphemeral() const { return ephemeral_; }

 private:
  DataDirectory(std::string path, int lock, bool ephemeral);

  std::string path_;
  int lock_;  ///< descriptor of the locked file; -1 when moved from
  bool ephemeral_;
};

}  // namespace amilocal
