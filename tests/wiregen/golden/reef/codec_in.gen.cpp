#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/rest_reader.h"
#include "reef/codec.gen.h"
#include "reef/describe.gen.h"

namespace amilocal::reef {
void Codec::read(const wire::CallInput& input, GetFishRequest& request) {
  wire::readRest(*input.rest, request);
}
std::string Codec::json(const GetFishRequest& request) { return wire::toJson(request); }
void Codec::read(const wire::CallInput& input, PutFishRequest& request) {
  wire::readRest(*input.rest, request);
}
std::string Codec::json(const PutFishRequest& request) { return wire::toJson(request); }
}  // namespace amilocal::reef
