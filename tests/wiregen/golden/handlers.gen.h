#pragma once

#include "zoo/shapes.gen.h"

namespace amilocal {
class RequestContext;
}

namespace amilocal::zoo {

AdoptAnimalResponse adoptAnimal(RequestContext& ctx, const AdoptAnimalRequest& request);
ListAnimalsResponse listAnimals(RequestContext& ctx, const ListAnimalsRequest& request);

}  // namespace amilocal::zoo
