#pragma once

#include <cstddef>
#include <string_view>

/// The names inside of an archive (amilocal/catalog/archive.h).
namespace amilocal {

/// Rises when an archive can no longer be read by what read those of before.
inline constexpr int kArchiveFormat = 1;

inline constexpr std::string_view kNoteName = "amilocal-export.txt";
inline constexpr std::string_view kCatalogName = "catalog.sqlite3";
inline constexpr std::string_view kBlobsFolder = "blobs/";
inline constexpr std::string_view kSumsName = "SHA256SUMS";

/// Blobs lie in folders named by their first two digits, as in the data directory.
inline constexpr std::size_t kFanOut = 2;

// The lines of the note.
inline constexpr std::string_view kNoteFormat = "format", kNoteVersion = "amilocal";
inline constexpr std::string_view kNoteSchema = "schema", kNoteExportedAt = "exported-at";
inline constexpr std::string_view kNoteImages = "images", kNoteBlobs = "blobs";

}  // namespace amilocal
