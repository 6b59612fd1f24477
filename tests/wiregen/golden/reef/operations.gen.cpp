#include "amilocal/wire/call_of.h"
#include "reef/codec.gen.h"
#include "reef/handlers.gen.h"
#include "reef/table.gen.h"

namespace amilocal::reef {
namespace {

constexpr wire::Operation kOperations[] = {
    {"GetFish", wire::Access::read,
     &wire::CallOf<GetFishRequest, GetFishResponse, &getFish, Codec>::decode,
     "GET", "/fish/{fishId}", 200},
    {"PutFish", wire::Access::write,
     &wire::CallOf<PutFishRequest, PutFishResponse, &putFish, Codec>::decode,
     "PUT", "/reefs/{reefId}/fish", 201},
};

constexpr wire::ServiceTable kTable{"reef", "rest-json", "2026-01-01",
                                   "", kOperations, {}};

}  // namespace

const wire::ServiceTable& serviceTable() { return kTable; }

}  // namespace amilocal::reef
