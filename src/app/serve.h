#pragma once

#include "app/serve_options.h"

namespace amilocal {

/// Runs the server until SIGTERM or SIGINT. Gives the exit code: 0 after an orderly end, 1 when it
/// could not start (the reason is on standard error).
int serve(const ServeOptions& options);

}  // namespace amilocal
