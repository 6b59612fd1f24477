#pragma once

#include <any>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <utility>

namespace amilocal {

/// What a handler or a task needs of other servers, or of many bytes, for which the engine's thread
/// must not wait. It asks as if the answer were there. When it is not, the asker is undone, the
/// errand is run on a thread that may wait, and the asker runs again from its beginning; then the
/// answer is there. So an asker is written as if it waited, and an end in the middle leaves
/// nothing: what a task has learned is forgotten with the process, and its row is run again.
class Errands {
 public:
  /// May be asked to stop, when nobody wants its value any more; then it may throw anything.
  using Work = std::function<std::any(const std::stop_token&)>;

  /// Where the work is done decides who waits for a task: nobody for another server, who may hang;
  /// for our own bytes, those who ask after them (LongWork).
  enum class Place { elsewhere, here };

  /// Thrown through the asker to the engine. No std::exception, so that nobody on the way takes it
  /// for a failure.
  struct Wanted {
    std::string name;
    Work work;
    Place place = Place::elsewhere;
  };

  /// What came of an errand: a value, or what it threw.
  struct Outcome {
    std::any value{};
    std::exception_ptr failure{};
  };

  bool has(const std::string& name) const { return outcomes_.contains(name); }

  /// The value of an errand that was run. Throws what it threw, or Wanted.
  const std::any& require(const std::string& name, Work work, Place place = Place::elsewhere) const;
  void bring(const std::string& name, Outcome outcome);

  static Outcome run(const Work& work, const std::stop_token& stop = {});

 private:
  std::map<std::string, Outcome> outcomes_;
};

/// Asks for a value by the name of the errand that brings it; without `errands`, runs it here.
template <class Value>
Value await(Errands* errands, const std::string& name, const std::function<Value()>& work) {
  if (errands == nullptr) return work();
  return std::any_cast<Value>(
      errands->require(name, [work](const std::stop_token&) -> std::any { return work(); }));
}

/// Work on bytes of ours. A little of it is done here, at once: so what tests make is there when
/// they look, and takes no turns of the engine. `work` is given to another thread, so it may touch
/// no rows. Nothing but its end tells that it was stopped.
inline constexpr std::uint64_t kBytesAtOnce = 4U << 20U;

template <class Value>
Value awaitBytes(Errands* errands, const std::string& name, std::uint64_t bytes,
                 const std::function<Value(const std::stop_token&)>& work) {
  if (errands == nullptr) return work({});
  if (bytes <= kBytesAtOnce && !errands->has(name)) return work({});
  return std::any_cast<Value>(errands->require(
      name, [work](const std::stop_token& stop) -> std::any { return work(stop); },
      Errands::Place::here));
}

/// Thrown by work that was asked to stop.
class WorkStopped : public std::runtime_error {
 public:
  WorkStopped() : std::runtime_error("it was stopped") {}
};

/// To be called by long work now and then. Throws WorkStopped.
inline void checkGoesOn(const std::stop_token& stop) {
  if (stop.stop_requested()) throw WorkStopped();
}

}  // namespace amilocal
