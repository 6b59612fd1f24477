#pragma once

#include "amilocal/control/control_api.h"
#include "amilocal/net/http_message.h"

namespace amilocal::control {

/// A page of another site that a developer visits must neither empty the server nor read what is in
/// it. Browsers send the page's origin along, and we compare it with where they were sent; a name
/// that such a page has had pointed at this machine is not one of ours. Throws ForeignOrigin and
/// ForeignHost, and WrongToken where a token is asked for.
void checkVisitor(const HttpRequest& request, const ControlAccess& access);

}  // namespace amilocal::control
