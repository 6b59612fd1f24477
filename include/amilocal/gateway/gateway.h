#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/clock.h"
#include "amilocal/engine/engine.h"
#include "amilocal/net/http_message.h"
#include "amilocal/wire/operation.h"

namespace amilocal {

struct GatewayOptions {
  /// The clock that signatures are compared with; null where they are not verified. Clients sign by
  /// the machine's clock, whatever time it is in here.
  const Clock* signingClock = nullptr;

  /// Refuses a Region that does not exist or that accounts have not enabled, by throwing ApiError.
  std::function<void(std::string_view region)> checkRegion;

  /// Which requests are not AWS's but the control API's, and who answers them.
  std::function<bool(std::string_view target)> isControlPath;
  std::function<void(const HttpRequest&, Respond)> control;
};

/// From bytes that HTTP has already taken apart to a call, and back: which service, who asks, which
/// protocol, which operation. The pipeline of every request can be read top to bottom in its .cpp.
class Gateway {
 public:
  /// `services` are the generated tables; the engine and they must outlive the gateway.
  Gateway(Engine& engine, std::span<const wire::ServiceTable* const> services,
          GatewayOptions options);
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  /// Answers every request, whatever it is, with AWS's own form; throws nothing.
  void handle(const HttpRequest& request, Respond answer);

  /// May the body be longer than `--max-body-bytes`: that of an upload to S3?
  static bool takesLongBody(const HttpRequest& request);

  /// The body for a limit that HTTP itself enforces: too large, too slow, malformed.
  static HttpResponse renderLimit(int status, std::string_view code, std::string_view message);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace amilocal
