#include <algorithm>
#include <cmath>

#include "amilocal/core/instant.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/fault.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

using domain::Fault;
using domain::FaultError;

// Of a task that is to fail for a reason without a code.
constexpr std::string_view kTaskCode = "Server.InternalError";

constexpr Duration kLatencyMax = std::chrono::minutes{10};

// The errors that tests want most, by a word. Codes, texts and statuses: aws-facts/errors.md
// section 2; the text of the second is our reading of what RunInstances answers.
struct Preset {
  std::string_view name, code, message;
  std::int64_t status;
};
constexpr Preset kPresets[] = {
    {"throttling", "RequestLimitExceeded", "Request limit exceeded.", 503},
    {"capacity", "InsufficientInstanceCapacity",
     "We currently do not have sufficient capacity in the Availability Zone you requested. Our "
     "system will be working on provisioning additional capacity.",
     500},
    {"unavailable", "Unavailable", "The service is unavailable. Please try again shortly.", 503},
    {"internal", "InternalError", "An internal error has occurred", 500},
};

std::string describe(const Fault& fault) {
  wire::JsonObject out;
  out.number("id", fault.id);
  const auto text = [&out](std::string_view name, const std::string& value) {
    if (!value.empty()) out.text(name, value);
  };
  text("operation", fault.operation);
  text("account", fault.account);
  text("region", fault.region);
  text("resource", fault.resource);
  if (fault.probabilityMillionths != Fault::kAlways) {
    const auto share = static_cast<double>(fault.probabilityMillionths) / Fault::kAlways;
    out.json("probability", std::to_string(share)).number("seed", fault.seed);
  }
  if (fault.times) out.number("count", *fault.times);
  if (fault.nth) out.number("nth", *fault.nth);
  if (fault.hitsDryRuns) out.flag("dryRun", true);
  if (fault.latency > Duration{0}) out.text("latency", formatDuration(fault.latency));
  if (fault.error)
    out.json("error", wire::JsonObject()
                          .text("code", fault.error->code)
                          .text("message", fault.error->message)
                          .number("status", fault.error->status)
                          .end());
  if (fault.taskFailure)
    out.json("taskFailure", wire::JsonObject()
                                .text("code", fault.taskFailure->code)
                                .text("message", fault.taskFailure->message)
                                .end());
  return out.number("met", fault.met).number("fired", fault.fired).end();
}

std::int64_t wholeNumber(const Body& body, std::string_view key, std::int64_t least,
                         std::int64_t most) {
  try {
    const auto number = body.member(key).integer();
    if (number >= least && number <= most) return number;
  } catch (const ApiError&) {
  }
  throw badValue(key, "a number from " + std::to_string(least) + " to " + std::to_string(most));
}

std::int64_t readProbability(const Body& body) {
  double share = -1;
  try {
    share = body.member("probability").number();
  } catch (const ApiError&) {
  }
  if (!(share > 0 && share <= 1)) throw badValue("probability", "a number above 0 and up to 1");
  return std::max<std::int64_t>(1, std::llround(share * Fault::kAlways));
}

FaultError presetError(const std::string& name) {
  const auto* preset = std::ranges::find(kPresets, name, &Preset::name);
  if (preset == std::end(kPresets))
    throw badValue("error", "throttling, capacity, unavailable, internal or an object with a code");
  return {std::string(preset->code), std::string(preset->message), preset->status};
}

FaultError readError(const Body& body) {
  static constexpr std::string_view kParts[] = {"code", "message", "status"};
  constexpr std::int64_t kStatusMin = 400, kStatusMax = 599;
  const auto given = body.member("error");
  if (!given.isObject()) return presetError(textOf(given, "error", "a text or an object"));
  checkKeys(given, kParts);
  if (!given.member("code").isThere()) throw badValue("error", "an object with a code");
  FaultError error{.code = sentenceOf(given.member("code"), "error.code"), .message = {}};
  error.message = given.member("message").isThere()
                      ? sentenceOf(given.member("message"), "error.message")
                      : "A fault that was asked for";
  if (const auto status = given.member("status"); status.isThere()) {
    try {
      error.status = status.integer();
    } catch (const ApiError&) {
      error.status = 0;
    }
    if (error.status < kStatusMin || error.status > kStatusMax)
      throw badValue("error.status", "a number from 400 to 599");
  }
  return error;
}

Duration readLatency(const std::string& text) {
  const auto latency = parseDuration(text);
  if (!latency || *latency <= Duration{0} || *latency > kLatencyMax)
    throw badValue("latency", "a length of time up to 10m, such as 200ms");
  return *latency;
}

Fault readFault(std::string_view text) {
  static constexpr std::string_view kKeys[] = {"account", "count",    "dryRun",    "error",
                                               "latency", "nth",      "operation", "probability",
                                               "region",  "resource", "seed",      "taskFailure"};
  constexpr std::int64_t kMost = 1'000'000'000;
  const Body body(text, kKeys);
  Fault fault;
  fault.operation = body.text("operation").value_or("");
  fault.account = body.text("account").value_or("");
  fault.region = body.text("region").value_or("");
  fault.resource = body.text("resource").value_or("");
  fault.hitsDryRuns = body.isTrue("dryRun");
  if (body.has("probability")) fault.probabilityMillionths = readProbability(body);
  if (body.has("seed")) fault.seed = wholeNumber(body, "seed", 0, kMost);
  if (body.has("count")) fault.times = wholeNumber(body, "count", 1, kMost);
  if (body.has("nth")) fault.nth = wholeNumber(body, "nth", 1, kMost);
  if (const auto latency = body.text("latency")) fault.latency = readLatency(*latency);
  if (body.has("error")) fault.error = readError(body);
  if (body.has("taskFailure"))
    fault.taskFailure = reasonOf(body.member("taskFailure"), "taskFailure", kTaskCode);
  const bool doesSomething = fault.error || fault.taskFailure || fault.latency > Duration{0};
  if (!doesSomething) throw faultWithoutEffect();
  return fault;
}

Fault requireFault(Executor& executor, std::int64_t id) {
  auto fault = executor.catalog().faults().find(id);
  if (!fault) throw noSuchFault(id);
  return *std::move(fault);
}

std::string listOf(const std::vector<Fault>& faults) {
  return wire::JsonObject().json("faults", wire::jsonArray(faults, describe)).end();
}

}  // namespace

Work listFaults(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [](Executor& executor) { return listOf(executor.catalog().faults().list()); };
}

Work showFault(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [id = demand.id](Executor& executor) { return describe(requireFault(executor, id)); };
}

Work addFault(const Surroundings&, const Demand& demand) {
  return [fault = readFault(demand.body)](Executor& executor) mutable {
    fault.id = executor.catalog().faults().insert(fault);
    executor.noteFaults();
    return describe(fault);
  };
}

Work removeFault(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [id = demand.id](Executor& executor) {
    auto gone = describe(requireFault(executor, id));
    executor.catalog().faults().remove(id);
    executor.noteFaults();
    return gone;
  };
}

Work removeFaults(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [](Executor& executor) {
    auto gone = listOf(executor.catalog().faults().list());
    executor.catalog().faults().removeAll();
    executor.noteFaults();
    return gone;
  };
}

}  // namespace amilocal::control
