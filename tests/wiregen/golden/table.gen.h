#pragma once

#include "amilocal/wire/operation.h"

namespace amilocal::zoo {

/// What of the service is emulated, and by which function.
const wire::ServiceTable& serviceTable();

}  // namespace amilocal::zoo
