#pragma once

#include <memory>
#include <string>

namespace amilocal {

class Engine;

/// Hands every event on to a file or an address, in order, on threads of its own: the engine waits
/// for neither. Begins with what is emitted after it is made.
class EventDelivery {
 public:
  /// Empty names are nowhere. Throws std::runtime_error when the file cannot be written, UsageError
  /// when the address is none.
  EventDelivery(Engine& engine, const std::string& file, const std::string& url);
  /// What still waits is tried once more; an address that does not take it goes without.
  ~EventDelivery();
  EventDelivery(const EventDelivery&) = delete;
  EventDelivery& operator=(const EventDelivery&) = delete;

 private:
  class Outlet;
  void deliver(Engine& engine, std::shared_ptr<Outlet> outlet);

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
