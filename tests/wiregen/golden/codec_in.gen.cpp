#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/query_reader.h"
#include "zoo/codec.gen.h"
#include "zoo/describe.gen.h"

namespace amilocal::zoo {
void Codec::read(const wire::CallInput& input, AdoptAnimalRequest& request) {
  wire::readQuery(*input.form, input.unknown, request);
}
std::string Codec::json(const AdoptAnimalRequest& request) { return wire::toJson(request); }
void Codec::read(const wire::CallInput& input, ListAnimalsRequest& request) {
  wire::readQuery(*input.form, input.unknown, request);
}
std::string Codec::json(const ListAnimalsRequest& request) { return wire::toJson(request); }
}  // namespace amilocal::zoo
