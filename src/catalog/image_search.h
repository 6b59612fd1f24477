#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/scope.h"
#include "image_conditions.h"
#include "scope_query.h"
#include "sql_text.h"

namespace amilocal {

/// Finds the images in a scope: by what an index knows of its filters, if that is little, or by
/// going through them in the order of ids until there are enough.
class ImageSearch {
 public:
  /// Both must outlive the search.
  ImageSearch(Database& database, const ImageScope& scope);

  /// The numbers of their rows, in the order of ids. Throws CatalogError.
  std::vector<std::int64_t> rows() const;

 private:
  /// What an index finds, and its parameters.
  struct LookUp {
    std::string rows = {};                    ///< `FROM … WHERE …`
    std::string condition = {};               ///< the same as a condition on `t`
    std::string index = {};                   ///< of `t`
    std::string key = {};                     ///< :key
    std::string texts = {};                   ///< :texts, a JSON array
    TextRange range = {};                     ///< :low and :high
    const domain::Filter* decided = nullptr;  ///< what needs no further condition
  };

  std::optional<LookUp> lookUp() const;
  static std::optional<LookUp> byTexts(const domain::Filter& filter);
  static std::optional<LookUp> byTag(const domain::Filter& filter);
  static std::optional<LookUp> byPrefix(const domain::Filter& filter);
  bool isRare(const LookUp& lookUp) const;
  std::int64_t few() const;
  domain::Filters filtersBut(const domain::Filter* decided) const;
  void bind(Statement& statement, const LookUp& lookUp) const;

  Database& database_;
  const ImageScope& scope_;
};

}  // namespace amilocal
