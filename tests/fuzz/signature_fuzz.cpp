// The head of a request as a signature has it: the target, the header Authorization, then others.
#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"
#include "fuzz_target.h"
#include "gateway/signature.h"

namespace amilocal::fuzz {

void run(std::string_view input) {
  HttpRequest request{.method = "GET", .target = "/"};
  const auto lines = split(input, '\n');
  request.target += lines[0];
  if (lines.size() > 1 && !lines[1].empty()) request.headers.add("Authorization", lines[1]);
  for (std::size_t i = 2; i < lines.size(); ++i) {
    const auto colon = std::min(lines[i].find(':'), lines[i].size());
    request.headers.add(lines[i].substr(0, colon),
                        lines[i].substr(std::min(colon + 1, lines[i].size())));
  }
  for (const auto* protocol : {"ec2-query", "rest-xml", "rest-json"}) {
    try {
      gateway::isSigned(request);
      gateway::checkSignature({protocol, request, Instant{}}, [](const std::string&) {
        return KeySecret{"secret", ""};
      });
      trap();  // nobody guesses a signature
    } catch (const ApiError&) {
      // A refusal is an answer.
    }
  }
}

}  // namespace amilocal::fuzz
