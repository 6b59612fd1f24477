#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/rest_writer.h"
#include "reef/codec.gen.h"
#include "reef/describe.gen.h"

namespace amilocal::reef {
void Codec::write(wire::Answer& out, const GetFishResponse& answer) {
  wire::RestWriter writer(out);
  describe(writer, answer);
  writer.end();
}
void Codec::write(wire::Answer& out, const PutFishResponse& answer) {
  wire::RestWriter writer(out);
  describe(writer, answer);
  writer.end();
}
}  // namespace amilocal::reef
