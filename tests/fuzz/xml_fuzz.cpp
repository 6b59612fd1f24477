// XML bodies: those of S3, and the manifests of bundles.
#include "amilocal/core/api_error.h"
#include "amilocal/wire/xml_reader.h"
#include "fuzz_target.h"

namespace amilocal::fuzz {
namespace {

std::size_t walk(wire::XmlDocument::Node node, int depth) {
  std::size_t seen = node.text().size() + node.attribute("type").size();
  if (depth > 0)
    for (const auto& child : node.children()) seen += walk(child, depth - 1);
  return seen;
}

}  // namespace

void run(std::string_view input) {
  try {
    const wire::XmlDocument document(input);
    walk(document.root(), 32);
  } catch (const ApiError&) {
    // A refusal is an answer.
  }
}

}  // namespace amilocal::fuzz
