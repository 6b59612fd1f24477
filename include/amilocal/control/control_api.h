#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/clock.h"
#include "amilocal/engine/engine.h"
#include "amilocal/net/http_message.h"
#include "amilocal/wire/operation.h"

namespace amilocal {

/// Is this a request for the control API? Everything under /_amilocal/ is, and the two addresses
/// under which tools written for other emulators look: /_localstack/health and /moto-api/reset.
/// `target` may have a query.
bool isControlPath(std::string_view target);

namespace control {
class SideThread;
}

/// Who may use the control API.
struct ControlAccess {
  std::string token{};  ///< what a request must bring; empty: nothing
  std::string host{};   ///< the name under which the server was told to listen
};

/// What AWS has no word for: is the server well, what time is it, what still waits, begin anew.
/// JSON in and out, but for archives; a refusal is `{"error":{"code","message"}}`. Everything
/// happens on the engine's thread, in one transaction, before the answer goes out: there is no side
/// door to the data.
class ControlApi {
 public:
  /// `machine` is the clock that the engine's own was made from. Both must outlive the engine; the
  /// tables must outlive the process' last answer.
  ControlApi(Engine& engine, const Clock& machine,
             std::span<const wire::ServiceTable* const> services, ControlAccess access = {});
  ~ControlApi();  ///< before the engine's end, and after the last request has come

  /// Answers every request, once: on this thread (refusals), the engine's, or one of its own
  /// (archives). Throws nothing.
  void handle(const HttpRequest& request, Respond answer);

  /// What a visitor is answered who may not use the control API, whatever it asks; else empty.
  std::optional<HttpResponse> refusalOf(const HttpRequest& request) const;

  /// Is this an archive from somebody who may send one? It has whatever length it has.
  bool takesLongBody(const HttpRequest& request) const;

 private:
  Engine& engine_;
  const Clock& machine_;
  std::span<const wire::ServiceTable* const> services_;
  const ControlAccess access_;
  const std::unique_ptr<control::SideThread> aside_;
};

}  // namespace amilocal
