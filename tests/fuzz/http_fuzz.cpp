// The bytes of a connection: header and body, in two pieces as a slow client sends them.
#include <cstring>

#include "fuzz_target.h"
#include "net/request_parser.h"

namespace amilocal::fuzz {
namespace {

void give(RequestParser::Buffer& buffer, std::string_view bytes) {
  if (bytes.empty()) return;
  std::memcpy(buffer.prepare(bytes.size()).data(), bytes.data(), bytes.size());
  buffer.commit(bytes.size());
}

}  // namespace

void run(std::string_view input) {
  using Progress = RequestParser::Progress;
  HttpRequest request;
  const ServerLimits limits{.maxHeaderBytes = 4096, .maxBodyBytes = 4096};
  const BodySpool spool;
  RequestParser parser(request, limits, spool);
  RequestParser::Buffer buffer;
  const auto half = input.size() / 2;
  give(buffer, input.substr(0, half));
  auto progress = parser.parseHeader(buffer);
  if (progress == Progress::needMore) {
    give(buffer, input.substr(half));
    progress = parser.parseHeader(buffer);
  } else if (progress == Progress::done) {
    give(buffer, input.substr(half));
  }
  if (progress == Progress::done) parser.parseBody(buffer);
}

}  // namespace amilocal::fuzz
