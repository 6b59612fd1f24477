#pragma once

#include <string>
#include <string_view>

#include "amilocal/domain/tag.h"

namespace amilocal::s3 {

/// `<Tagging><TagSet><Tag>…`. Reading throws MalformedXML.
domain::Tags readTagSet(std::string_view xml);
std::string writeTagSet(const domain::Tags& tags);

}  // namespace amilocal::s3
