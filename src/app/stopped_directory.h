#pragma once

#include <iosfwd>
#include <string>

namespace amilocal {

/// `amilocal export` and `import` with `--data-dir`: of a directory that no server holds. They
/// throw UsageError, CatalogError, BadArchive and std::runtime_error with the reason in a sentence;
/// the directory is as it was then.

/// Writes the state in a data directory into a file.
void exportDirectory(const std::string& directory, const std::string& file, std::ostream& out,
                     std::ostream& err);

enum class Replace { no, yes };

/// Makes a data directory of an archive. One that has a catalog is refused unless it may be
/// replaced.
void importDirectory(const std::string& directory, const std::string& file, Replace replace,
                     std::ostream& out);

}  // namespace amilocal
