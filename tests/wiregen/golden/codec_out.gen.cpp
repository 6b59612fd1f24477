#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/xml_writer.h"
#include "zoo/codec.gen.h"
#include "zoo/describe.gen.h"

namespace amilocal::zoo {
void Codec::write(wire::Answer& out, const AdoptAnimalResponse& answer) {
  wire::XmlWriter writer(out.body);
  describe(writer, answer);
}
void Codec::write(wire::Answer& out, const ListAnimalsResponse& answer) {
  wire::XmlWriter writer(out.body);
  describe(writer, answer);
}
std::string Codec::json(const AdoptAnimalResponse& answer) { return wire::toJson(answer); }
void Codec::parse(std::string_view json, AdoptAnimalResponse& answer) { wire::fromJson(json, answer); }
}  // namespace amilocal::zoo
