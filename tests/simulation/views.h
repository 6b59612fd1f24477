#pragma once

#include <array>
#include <string_view>

#include "amilocal/engine/request_context.h"
#include "simulation/model.h"

namespace amilocal::simulation {

/// A way to look at what is there: what the program shows, and what the model says it must.
struct View {
  std::string_view name;
  Lines (*shown)(RequestContext&);
  Lines (Model::*expected)(const Place&) const;
};

const std::array<View, 5>& views();

}  // namespace amilocal::simulation
