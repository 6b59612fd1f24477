// JSON bodies: of the JSON services, and of the control API.
#include "amilocal/core/api_error.h"
#include "amilocal/wire/json_reader.h"
#include "ec2/describe.gen.h"
#include "fuzz_target.h"

namespace amilocal::fuzz {

void run(std::string_view input) {
  try {
    const wire::JsonDocument document(input);
    ec2::RegisterImageRequest request;
    wire::JsonReader reader(document.root());
    describe(reader, request);
  } catch (const ApiError&) {
    // A refusal is an answer.
  }
}

}  // namespace amilocal::fuzz
