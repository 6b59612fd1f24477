#include "app/serve.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>

#include "amilocal/core/log.h"
#include "app/server.h"
#include "app/termination_signals.h"

namespace amilocal {
namespace {

// Files other than connections: the catalog's, one connection of readers per thread, the rest.
constexpr rlim_t kOtherFiles = 512;

// Shells commonly allow 1,024 files although the system allows many more.
void allowConnections(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, connections + kOtherFiles);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) log::debug("start.files_limited");
}

void announce(const ServeOptions& options, const StartFacts& facts) {
  for (const auto& line : bannerOf(options, facts)) log::say(line);
  // Tools that start emulators wait for a line with this word at its end.
  log::say("Ready.");
  for (const auto& line : nextStepsOf(options, facts)) log::say(line);
}

}  // namespace

int serve(const ServeOptions& options) try {
  log::configure(options.logFormat, options.logLevel);
  // A client that hangs up, or a log that nobody reads any more, must not end the server.
  std::signal(SIGPIPE, SIG_IGN);
  // Nor must a limit on the size of files (ulimit -f): it is an error of the write.
  std::signal(SIGXFSZ, SIG_IGN);
  allowConnections(options.limits.maxConnections);

  holdTerminationSignals();
  Server server(options);
  const TerminationWatch watch([&server] {
    log::say("Ending: requests under way may finish. A second signal ends at once.");
    server.stop();
  });
  announce(options, server.facts());
  server.run();
  log::say("Ended.");
  return 0;
} catch (const std::exception& error) {
  log::flush();
  std::fprintf(stderr, "amilocal: %s\n", error.what());
  return 1;
}

}  // namespace amilocal
