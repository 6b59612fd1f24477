#pragma once

#include <string>
#include <vector>

namespace amilocal::domain {

/// A tag of one account on one resource. Each account sees only its own tags (EC2 User Guide,
/// "Tag your Amazon EC2 resources").
struct Tag {
  std::string key;
  std::string value;
  friend bool operator==(const Tag&, const Tag&) = default;
};

using Tags = std::vector<Tag>;

/// A tag with what it is on, as DescribeTags lists it.
struct TagEntry {
  std::string resourceId;
  std::string resourceType;  ///< `image`, `snapshot`, `instance`, `volume` …
  std::string key;
  std::string value;
  friend bool operator==(const TagEntry&, const TagEntry&) = default;
};

}  // namespace amilocal::domain
