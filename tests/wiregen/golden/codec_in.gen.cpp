#include "amilocal/wire/query_reader.h"
#include "zoo/codec.gen.h"
#include "zoo/describe.gen.h"

namespace amilocal::zoo {
void Codec::read(const wire::CallInput& input, AdoptAnimalRequest& request) {
  wire::readQuery(*input.form, input.unknown, request);
}
void Codec::read(const wire::CallInput& input, ListAnimalsRequest& request) {
  wire::readQuery(*input.form, input.unknown, request);
}
}  // namespace amilocal::zoo
