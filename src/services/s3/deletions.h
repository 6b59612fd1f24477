#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/s3/request.h"

namespace amilocal::s3 {

/// One object that DeleteObjects is to delete.
struct Deletion {
  std::string key;
  std::optional<std::string> version;
};

/// Those of the request's document. Throws MalformedXML.
std::vector<Deletion> deletionsOf(const Request& request);

}  // namespace amilocal::s3
