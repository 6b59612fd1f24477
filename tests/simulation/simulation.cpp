#include "simulation/simulation.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <vector>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/transaction.h"
#include "simulation/rows.h"
#include "simulation/views.h"

namespace amilocal::simulation {
namespace {

using namespace std::chrono_literals;

constexpr Duration kMoves[] = {1s, 10s, 1min, 1h, 1h, 24h};

constexpr Instant kFirstDay = std::chrono::sys_days{2026y / std::chrono::November / 20} + 12h;

/// Half of the servers sync their writes, and may meet a power cut. Work takes no time, some
/// seconds, or until it is ended by hand.
Conditions conditionsOf(const Scenario& scenario) {
  Conditions conditions;
  conditions.settings.seed = scenario.seed;
  conditions.settings.seedCatalogue = false;
  conditions.durability = scenario.seed % 2 == 0 ? Durability::normal : Durability::full;
  if (scenario.kind == Scenario::Kind::building) return conditions;
  if (scenario.seed % 3 == 1) {
    conditions.settings.taskTime.duration = 10s;
    conditions.workTime.duration = 10s;
  } else if (scenario.seed % 3 == 2) {
    conditions.settings.taskTime.mode = domain::TaskTime::Mode::hold;
    conditions.workTime.duration.reset();
  }
  return conditions;
}

Lines missingFrom(const Lines& some, const Lines& all) {
  Lines missing;
  std::set_difference(some.begin(), some.end(), all.begin(), all.end(),
                      std::back_inserter(missing));
  return missing;
}

domain::StateReason failure() { return {"Server.InternalError", "The simulation wants it so"}; }

}  // namespace

Start prepared(const std::string& directory) {
  constexpr int kSteps = 50;
  const Scenario scenario{.seed = 1, .steps = kSteps, .kind = Scenario::Kind::building};
  Simulation simulation(scenario, {directory, Model(kFirstDay), kFirstDay});
  simulation.go();
  return simulation.end();
}

Simulation::Simulation(const Scenario& scenario, const Start& start)
    : scenario_(scenario),
      conditions_(conditionsOf(scenario)),
      random_(scenario.seed),
      world_(start.directory, conditions_.settings, conditions_.durability, start.machineTime),
      model_(start.model) {
  model_.workTime = conditions_.workTime;
  if (conditions_.durability == Durability::full) disk_.noteUnsynced();
}

void Simulation::go() {
  try {
    world_.open();
    check();
    while (stepsDone_ < scenario_.steps) stepAndLook();
    compare("SQLite's own check", damageIn(world_.committed().database()), {});
  } catch (const Found&) {
    throw;
  } catch (const std::exception& error) {
    found(std::string("something failed: ") + error.what());
  }
}

Start Simulation::end() {
  world_.close();
  return {world_.directory(), model_, world_.machineClock().now()};
}

void Simulation::stepAndLook() {
  ++stepsDone_;
  step();
  settle();
  plant();
  check();
}

// ---- Steps

void Simulation::step() {
  if (scenario_.kind == Scenario::Kind::building) return callSome();
  armFault();
  try {
    const auto kind = random_.below(100);
    if (kind < 62) return callSome();
    if (kind < 72) return look(model_);
    if (kind < 82) return moveClock();
    if (kind < 90) return endSomeWork();
    if (kind < 92) return writeLogBack();
    if (kind < 94) return keepCheckpoint();
    if (kind < 96) return restoreCheckpoint();
    restart();
  } catch (const CatalogError& error) {
    tell(std::string("  ") + error.what());
    if (!disk_.hasFired()) found("a disk that works was said to fail");
  } catch (const BadCheckpoint& error) {  // a disk that goes on refusing looks like damage
    tell(std::string("  ") + error.what());
    if (!disk_.hasFired()) found("a whole checkpoint was said to be damaged");
  }
}

// In every fourth step something happens to the disk, if the step comes to use it so often.
void Simulation::armFault() {
  syncsFail_ = false;
  if (!random_.chance(25)) return;
  constexpr Fault kFaults[] = {Fault::fullDisk,    Fault::failingWrite, Fault::failingRead,
                               Fault::failingSync, Fault::kill,         Fault::kill};
  const auto fault = random_.oneOf(kFaults);
  const auto calls = random_.below(fault == Fault::failingSync ? 2 : 60);
  const auto lasting =
      random_.chance(50) ? FaultyDisk::Lasting::once : FaultyDisk::Lasting::untilHealed;
  syncsFail_ = fault == Fault::failingSync && lasting == FaultyDisk::Lasting::untilHealed;
  disk_.arm(fault, calls, lasting);
}

// As Engine's thread does: several requests, one transaction, and a failure of it is everybody's.
void Simulation::batch(const std::function<void(Model&)>& work, Executor::Undo undo) {
  auto next = model_;
  bool isCommitting = false;
  auto& executor = world_.executor();
  try {
    executor.begin(undo);
    work(next);
    isCommitting = true;
    executor.commit();
  } catch (const CatalogError&) {
    next.runDue();
    if (isCommitting && syncsFail_) doubtful_ = next;
    if (isCommitting) perhaps_ = std::move(next);
    if (!disk_.isDead()) executor.rollback();
    throw;
  }
  next.runDue();
  model_ = std::move(next);
  doubtful_.reset();
}

void Simulation::callSome() {
  const auto undo = random_.chance(80) ? Executor::Undo::none : Executor::Undo::each;
  batch(
      [this](Model& next) {
        for (auto left = random_.below(3) + 1; left > 0; --left) {
          call(next);
          // Readers go on meanwhile, and see nothing of the batch.
          if (random_.chance(10)) look(model_);
        }
      },
      undo);
}

void Simulation::call(Model& next) {
  const auto action = anyAction(
      random_, next, scenario_.kind == Scenario::Kind::building ? Calls::making : Calls::any);
  tell(action.who.account + " in " + action.who.region + ": " + action.text);
  next.runDue();
  const auto answer = answerTo(action);
  auto after = next;
  std::string expected;
  try {
    action.expect(after, world_.executor().catalog());
    if (action.call->isDryRun()) expected = "DryRunOperation";
  } catch (const Refusal& refusal) {
    expected = refusal.code;
  } catch (const Surprise& surprise) {
    found(surprise.text);
  }
  const auto named = [](const std::string& code) { return code.empty() ? "success" : code; };
  if (answer != expected)
    found("the call ended with " + named(answer) + " and should have ended with " +
          named(expected));
  if (!answer.empty()) story_.back() += ": " + answer;
  // Engine would do the whole batch again for it (docs/decisions/0003-one-writer.md).
  if (world_.executor().isSpoilt()) found("the call was refused after it had written");
  if (answer.empty()) next = std::move(after);
}

std::string Simulation::answerTo(const Action& action) {
  try {
    world_.executor().execute(
        *action.call,
        {.account = action.who.account, .region = action.who.region, .accessKeyId = {}},
        "request-" + std::to_string(stepsDone_));
    return {};
  } catch (const ApiError& error) {
    return error.code();
  } catch (const CatalogError&) {
    throw;
  } catch (const std::exception& error) {
    found(std::string("the call ended with an internal error: ") + error.what());
  }
}

// As Engine does: on a connection of its own, or behind what has come due.
void Simulation::look(const Model& committed) {
  const Place who{random_.oneOf(kAccounts), random_.oneOf(kRegions)};
  const auto& view = views()[random_.below(views().size())];
  auto& executor = world_.executor();
  if (executor.nextDueAt() <= executor.clock().now()) return;
  const bool isDirty = scenario_.planted == Planted::uncommittedRead;
  auto& catalog = isDirty ? executor.catalog() : world_.committed();
  Lines shown;
  try {
    std::optional<Transaction> transaction;
    if (!isDirty) transaction.emplace(catalog.database(), Transaction::Kind::read);
    auto context = world_.reading(who, catalog);
    shown = view.shown(context);
  } catch (const CatalogError& error) {
    if (!disk_.hasFired()) found(std::string("a read failed: ") + error.what());
    return;
  }
  compare(std::string(view.name) + " of " + who.account + " in " + who.region, shown,
          (committed.*view.expected)(who));
}

void Simulation::moveClock() {
  const auto by = random_.oneOf(kMoves);
  const auto text = std::to_string(by / 1s) + " seconds";
  if (random_.chance(50)) {
    tell("the machine's clock goes on by " + text);
    world_.machineClock().advance(by);
    model_.pass(by);
    if (random_.chance(50)) batch([](Model&) {});
    return;
  }
  tell("the clock is moved on by " + text);
  batch([&](Model& next) {
    world_.executor().perform(
        [&](Executor& executor) { executor.advanceTo(executor.clock().now() + by); });
    next.advance(by);
  });
}

void Simulation::endSomeWork() {
  if (model_.work().empty()) return;
  const auto work = random_.oneOf(model_.work());
  const auto end = random_.chance(60) ? Model::End::well : Model::End::badly;
  tell(work.kind + " of " + work.subject + " is ended" +
       (end == Model::End::well ? "" : " in failure"));
  batch([&](Model& next) {
    world_.executor().perform([&](Executor& executor) {
      for (const auto& task : executor.catalog().tasks().listFor(work.subject))
        if (domain::toString(task.kind) == work.kind)
          executor.finishTask(task.id,
                              end == Model::End::well ? std::nullopt : std::optional(failure()));
    });
    next.finish(work.subject, work.kind, end);
  });
}

void Simulation::writeLogBack() {
  tell("the log is written back");
  world_.executor().catalog().database().runScript(
      random_.chance(50) ? "PRAGMA wal_checkpoint(PASSIVE)" : "PRAGMA wal_checkpoint(TRUNCATE)");
}

void Simulation::keepCheckpoint() {
  tell("a checkpoint is kept");
  world_.executor().keepCheckpoint("kept");
  kept_ = model_;
}

// Time goes on from where it was then.
void Simulation::restoreCheckpoint() {
  if (!kept_) return;
  tell("the checkpoint is brought back");
  perhaps_ = kept_;
  world_.executor().restoreCheckpoint("kept");
  model_ = *kept_;
}

void Simulation::restart() {
  tell("the server ends and begins again");
  world_.close();
  world_.open();
}

// ---- Between steps

void Simulation::settle() {
  const bool died = disk_.isDead();
  if (died) {
    tell("  killed");
    world_.close();
  }
  disk_.heal();
  if (died && conditions_.durability == Durability::full && random_.chance(50)) {
    tell("  and the power is cut");
    disk_.loseUnsynced(random_);
  }
  if (!world_.isOpen()) reopen();
}

// What nobody was told of may be there or not, but wholly.
void Simulation::reopen() {
  world_.open();
  if (perhaps_ && isThere(*perhaps_)) model_ = *perhaps_;
  if (doubtful_ && isThere(*doubtful_)) model_ = *doubtful_;
  doubtful_.reset();
}

bool Simulation::isThere(const Model& model) {
  return everythingIn(world_.committed().database()) == model.everything() &&
         world_.executor().clock().now() == model.now();
}

void Simulation::check() {
  perhaps_.reset();
  auto& database = world_.committed().database();
  compare("the rules", violationsIn(database, world_.blobs()), {});
  compare("the catalog", everythingIn(database), model_.everything());
  const auto& executor = world_.executor();
  if (executor.clock().now() != model_.now())
    found("it is " + formatInstant(executor.clock().now()) + " and should be " +
          formatInstant(model_.now()));
  const auto due = model_.nextDueAt();
  if (due ? executor.nextDueAt() != *due : executor.nextDueAt() < Instant::max())
    found("the next task is due at " + formatInstant(executor.nextDueAt()) + " and should be at " +
          (due ? formatInstant(*due) : "no time"));
}

void Simulation::compare(std::string_view what, const Lines& is, const Lines& mustBe) const {
  if (is == mustBe) return;
  std::string text = std::string(what) + ": not as it must be";
  for (const auto& line : missingFrom(is, mustBe)) text += "\n  has       " + line;
  for (const auto& line : missingFrom(mustBe, is)) text += "\n  should be " + line;
  found(text);
}

void Simulation::found(const std::string& what) const {
  std::string text =
      "Seed " + std::to_string(scenario_.seed) + ", step " + std::to_string(stepsDone_) + ":\n";
  for (const auto& line : story_) text += "  " + line + "\n";
  text += what + "\nTo see it again: AMILOCAL_SEED=" + std::to_string(scenario_.seed) +
          " AMILOCAL_SIMULATION_STEPS=" + std::to_string(scenario_.steps) + " test_simulation";
  throw Found(text);
}

// ---- Planted bugs

void Simulation::plant() {
  auto& database = world_.executor().catalog().database();
  if (scenario_.planted == Planted::lostTask)
    database.runScript("DELETE FROM task WHERE id = (SELECT max(id) FROM task)");
  if (scenario_.planted == Planted::nameTwice)
    database.runScript(
        "UPDATE image SET name = coalesce((SELECT name FROM image AS other WHERE other.id <> "
        "image.id "
        "AND other.owner = image.owner AND other.region = image.region "
        "AND other.state = 'available'), name) "
        "WHERE id = (SELECT max(id) FROM image WHERE state = 'available')");
}

}  // namespace amilocal::simulation
