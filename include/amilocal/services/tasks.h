#pragma once

#include <span>

#include "amilocal/engine/request_context.h"

namespace amilocal::services {

/// Every kind of task and the function that ends it.
std::span<const TaskRow> taskRows();

}  // namespace amilocal::services
