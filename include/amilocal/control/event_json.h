#pragma once

#include <string>

#include "amilocal/domain/event.h"

namespace amilocal {

/// The event as EventBridge gives it to its targets (aws-facts/images.md section 8).
std::string eventJson(const domain::Event& event);

}  // namespace amilocal
