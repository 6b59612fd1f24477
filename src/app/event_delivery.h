#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace amilocal {

class Engine;

/// Hands every event on to a file or an address, in order, on threads of its own: the engine waits
/// for neither. How far it has come is in the data directory, so that the next start goes on from
/// there; after a kill the last event may come twice. A new name begins with what is emitted after
/// it is given.
class EventDelivery {
 public:
  /// Empty names are nowhere. Throws std::runtime_error when the file cannot be written, UsageError
  /// when the address is none.
  EventDelivery(Engine& engine, const std::string& file, const std::string& url,
                const std::string& dataDirectory);
  /// What still waits is tried once more; the rest is for the next start.
  ~EventDelivery();
  EventDelivery(const EventDelivery&) = delete;
  EventDelivery& operator=(const EventDelivery&) = delete;

 private:
  class Outlet;
  static void deliver(Engine& engine, const std::shared_ptr<Outlet>& outlet, std::int64_t after);

  std::shared_ptr<Outlet> file_;
  std::shared_ptr<Outlet> url_;
};

/// An address of `--events-url` taken apart: `http://127.0.0.1:8080/hook?x=1`.
struct EventsUrl {
  std::string server;  ///< `http://127.0.0.1:8080`
  std::string target;  ///< `/hook?x=1`

  /// Throws UsageError.
  static EventsUrl parse(const std::string& text);
};

}  // namespace amilocal
