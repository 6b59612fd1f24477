// A whole request: decode, execute, encode. The first line has the method and the target, the
// second the service, and the rest is the body.
#include <array>
#include <future>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/core/log.h"
#include "amilocal/engine/engine.h"
#include "amilocal/gateway/gateway.h"
#include "amilocal/services/s3.h"
#include "amilocal/services/tasks.h"
#include "ebs/table.gen.h"
#include "ec2/table.gen.h"
#include "fuzz_target.h"
#include "kms/table.gen.h"
#include "rbin/table.gen.h"
#include "sts/table.gen.h"

namespace amilocal::fuzz {
namespace {

/// A server without a socket, whose clock stands still.
struct World {
  World() { log::configure(log::Format::text, log::Level::off); }

  HttpResponse send(const HttpRequest& request) {
    std::promise<HttpResponse> promise;
    gateway.handle(request,
                   [&promise](HttpResponse response) { promise.set_value(std::move(response)); });
    return promise.get_future().get();
  }

  const std::array<const wire::ServiceTable*, 6> services{
      &ec2::serviceTable(),  &sts::serviceTable(), &ebs::serviceTable(),
      &rbin::serviceTable(), &kms::serviceTable(), &s3::serviceTable()};
  const DataDirectory directory = DataDirectory::ephemeral();
  const SystemClock clock{};
  Engine engine{{.catalogPath = directory.catalogPath()}, clock, {}, services::taskRows()};
  Gateway gateway{engine, services, {.checkRegion = [](std::string_view) {}}};
};

std::string_view takeLine(std::string_view& input) {
  const auto end = std::min(input.find('\n'), input.size());
  const auto line = input.substr(0, end);
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

}  // namespace

void run(std::string_view input) {
  static World world;
  const auto head = takeLine(input), service = takeLine(input);
  const auto blank = std::min(head.find(' '), head.size());
  HttpRequest request;
  request.method = head.substr(0, blank);
  request.target = "/" + std::string(head.substr(std::min(blank + 1, head.size())));
  request.headers.add("Authorization",
                      "AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/" +
                          std::string(service) + "/aws4_request, SignedHeaders=host, Signature=0");
  request.body = input;
  const auto response = world.send(request);
  if (response.status < 200 || response.status == 500) trap();  // 500 is a fault of ours
}

}  // namespace amilocal::fuzz
