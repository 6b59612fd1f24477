#include "amilocal/core/instant.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

std::string describe(const Checkpoint& checkpoint) {
  wire::JsonObject out;
  out.text("name", checkpoint.name);
  if (!checkpoint.fault.empty())
    return out.text("fault", checkpoint.fault).number("bytes", checkpoint.bytes).end();
  return out.text("clock", formatInstant(checkpoint.at))
      .number("images", checkpoint.images)
      .number("bytes", checkpoint.bytes)
      .end();
}

std::string requireCheckpoint(Executor& executor, const std::string& name) {
  const auto found = executor.checkpoints().find(name);
  if (!found) throw noSuchCheckpoint(name);
  return describe(*found);
}

const std::string& checkedName(const Demand& demand) {
  refuseBody(demand.body);
  if (!CheckpointStore::isName(demand.name)) throw badCheckpointName(demand.name);
  return demand.name;
}

}  // namespace

Work listCheckpoints(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [](Executor& executor) {
    const auto list = wire::jsonArray(executor.checkpoints().list(), describe);
    return wire::JsonObject().json("checkpoints", list).end();
  };
}

Work showCheckpoint(const Surroundings&, const Demand& demand) {
  return [name = checkedName(demand)](Executor& executor) {
    return requireCheckpoint(executor, name);
  };
}

Work keepCheckpoint(const Surroundings&, const Demand& demand) {
  return [name = checkedName(demand)](Executor& executor) {
    executor.keepCheckpoint(name);
    return requireCheckpoint(executor, name);
  };
}

Work restoreCheckpoint(const Surroundings&, const Demand& demand) {
  return [name = checkedName(demand)](Executor& executor) {
    if (!executor.restoreCheckpoint(name)) throw noSuchCheckpoint(name);
    return requireCheckpoint(executor, name);
  };
}

Work removeCheckpoint(const Surroundings&, const Demand& demand) {
  return [name = checkedName(demand)](Executor& executor) {
    auto gone = requireCheckpoint(executor, name);
    executor.checkpoints().remove(name);
    return gone;
  };
}

}  // namespace amilocal::control
