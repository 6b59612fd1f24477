#include <chrono>

#include "amilocal/core/instant.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

using namespace std::chrono;

// The years that every form of time on the wire can carry.
constexpr Instant kEarliest = sys_days{1970y / January / 1};
constexpr Instant kLatest = Instant{sys_days{9999y / December / 31}} + days{1} - Duration{1};

// What a client wants of the clock; done in this order.
struct Change {
  bool freeze = false;
  std::optional<Instant> set;
  std::optional<Duration> advance;
  bool resume = false;
};

void checkInstant(std::string_view key, Instant at) {
  if (at < kEarliest || at > kLatest) throw badValue(key, "a time in the years 1970 to 9999");
}

Change readChange(std::string_view text) {
  static constexpr std::string_view kKeys[] = {"advance", "freeze", "resume", "set"};
  const Body body(text, kKeys);
  Change change;
  change.freeze = body.isTrue("freeze");
  change.resume = body.isTrue("resume");
  if (const auto at = body.text("set")) {
    change.set = parseInstant(*at);
    if (!change.set) throw badValue("set", "a time such as 2027-01-01T00:00:00Z");
    checkInstant("set", *change.set);
  }
  if (const auto by = body.text("advance")) {
    change.advance = parseDuration(*by);
    if (!change.advance) throw badValue("advance", "a length of time such as 90s, 1h30m or 7d");
  }
  if (change.freeze && change.resume)
    throw contradiction("\"freeze\" and \"resume\" exclude each other");
  if (!change.freeze && !change.resume && !change.set && !change.advance)
    throw contradiction("Nothing to do: give \"advance\", \"set\", \"freeze\" or \"resume\"");
  return change;
}

std::string describeClock(Executor& executor, const Clock& machine) {
  const auto real = machine.now();
  const auto now = executor.clock().now();
  const auto next = executor.catalog().tasks().nextDueAt();
  wire::JsonObject answer;
  answer.text("now", formatInstant(now))
      .text("machine", formatInstant(real))
      .text("offset", formatDuration(now - real))
      .flag("frozen", executor.clock().state().frozen);
  if (next) return answer.text("nextTaskAt", formatInstant(*next)).end();
  return answer.json("nextTaskAt", "null").end();
}

// Nothing may fail after the first step, so what can be wrong is looked at before it.
void apply(const Change& change, Executor& executor) {
  const auto start = change.set.value_or(executor.clock().now());
  if (change.advance) checkInstant("advance", start + *change.advance);
  if (change.freeze) executor.freezeClock();
  if (change.set) executor.advanceTo(*change.set);
  if (change.advance) executor.advanceTo(executor.clock().now() + *change.advance);
  if (change.resume) executor.resumeClock();
}

}  // namespace

Work showClock(const Surroundings& here, const Demand& demand) {
  refuseBody(demand.body);
  return [machine = here.machine](Executor& executor) { return describeClock(executor, *machine); };
}

Work changeClock(const Surroundings& here, const Demand& demand) {
  return [machine = here.machine, change = readChange(demand.body)](Executor& executor) {
    apply(change, executor);
    return describeClock(executor, *machine);
  };
}

}  // namespace amilocal::control
