// The form body of the query protocols, and the reading of requests out of it.
#include "amilocal/core/api_error.h"
#include "amilocal/wire/query_reader.h"
#include "amilocal/wire/query_tree.h"
#include "ec2/describe.gen.h"
#include "fuzz_target.h"

namespace amilocal::fuzz {
namespace {

template <class Request>
void tryReading(std::string_view form) {
  try {
    const auto tree = wire::QueryTree::parse(form);
    tree.take("Action");
    tree.takeProtocolParameters();
    Request request;
    readQuery(tree, wire::UnknownParameters::refuse, request);
  } catch (const ApiError&) {
    // A refusal is an answer.
  }
}

}  // namespace

void run(std::string_view input) {
  tryReading<ec2::DescribeImagesRequest>(input);
  tryReading<ec2::RegisterImageRequest>(input);
  tryReading<ec2::RunInstancesRequest>(input);
}

}  // namespace amilocal::fuzz
