#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/catalog/statement.h"
#include "amilocal/domain/filter.h"
#include "sql_text.h"

namespace amilocal {

/// Filters of DescribeImages as a condition on the rows of `image AS t`, so that rows which cannot
/// match are never read. It says the same as domain/image_filters of each element that is in a row
/// and of each list; `image-allowed` takes an onlooker, and is left out.
class ImageConditions {
 public:
  enum class Tags { known, unknown };

  /// Filters by tags are about those of `:account`, whom somebody else binds; with Tags::unknown
  /// they are left out. The filters must outlive the conditions.
  ImageConditions(const domain::Filters& filters, Tags tags);

  /// Joined by AND; empty when there is nothing to say.
  std::string sql() const;

  /// Binds what sql() needs. The conditions must outlive the statement's last step.
  void bind(Statement& statement) const;

 private:
  /// What a condition reads, from the cheapest on.
  enum class Reads { index, row, list };

  struct Part {
    Reads reads;
    std::string condition;  ///< with `#` where the number of its parameters goes
    const std::vector<std::string>* values;
    std::optional<std::string> exact;  ///< the one text that the values stand for
    std::optional<TextRange> range;    ///< of all that they match
    std::string key = {};              ///< of a filter by a tag's value
  };

  void addTag(const domain::Filter& filter);
  void addElement(const domain::Filter& filter);
  void add(Reads reads, const domain::Filter& filter, std::string_view text,
           std::string_view listed = {}, std::string_view key = {});

  std::vector<Part> parts_;
};

}  // namespace amilocal
