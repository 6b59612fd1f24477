#include "damage.h"

#include <filesystem>
#include <system_error>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/database.h"
#include "amilocal/catalog/statement.h"

namespace amilocal {
namespace {

std::string findingIn(Database& database) {
  Statement check(database, "PRAGMA quick_check(1)");
  return check.step() ? check.get<std::string>(0) : "ok";
}

}  // namespace

std::string findDamage(const std::string& path, std::uintmax_t readThrough) try {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  Database database(path);
  if (error || size > readThrough) return {};
  // A page that the disk did not give for once is told of like damage; it is not found twice.
  if (findingIn(database) == "ok") return {};
  const auto finding = findingIn(database);
  if (finding == "ok") return {};
  // Its first line says only that it is about the main database.
  return finding.substr(finding.rfind('\n') + 1);
} catch (const CatalogError& refused) {
  if (refused.kind() != CatalogError::Kind::corrupt) throw;
  return "it cannot be read";
}

}  // namespace amilocal
