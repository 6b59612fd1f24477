#include "amilocal/wire/call_of.h"
#include "zoo/codec.gen.h"
#include "zoo/handlers.gen.h"
#include "zoo/table.gen.h"

namespace amilocal::zoo {
namespace {

constexpr wire::Operation kOperations[] = {
    {"AdoptAnimal", wire::Access::write,
     &wire::CallOf<AdoptAnimalRequest, AdoptAnimalResponse, &adoptAnimal, Codec>::decode},
    {"ListAnimals", wire::Access::read,
     &wire::CallOf<ListAnimalsRequest, ListAnimalsResponse, &listAnimals, Codec>::decode},
};

constexpr std::string_view kNotEmulated[] = {
    "FeedAnimal",
};

constexpr wire::ServiceTable kTable{"zoo", "ec2-query", "2026-01-01",
                                   "http://zoo/", kOperations, kNotEmulated};

}  // namespace

const wire::ServiceTable& serviceTable() { return kTable; }

}  // namespace amilocal::zoo
