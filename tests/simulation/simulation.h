#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

#include "amilocal/engine/executor.h"
#include "simulation/faulty_disk.h"
#include "simulation/model.h"
#include "simulation/operations.h"
#include "simulation/world.h"

namespace amilocal::simulation {

/// Bugs that the simulation plants in what it simulates, to show that it would find them.
enum class Planted { nothing, lostTask, uncommittedRead, nameTwice };

/// A run: all of it follows from the seed.
struct Scenario {
  std::uint64_t seed = 0;
  int steps = 10;
  enum class Kind { building, living } kind = Kind::living;  ///< a building one is undisturbed
  Planted planted = Planted::nothing;
};

/// How the server of a run is started.
struct Conditions {
  ServerSettings settings;
  Durability durability = Durability::normal;
  WorkTime workTime;
};

/// What a run begins with: a catalog in a directory, and its model.
struct Start {
  std::string directory;
  Model model;
  Instant machineTime{};  ///< what the machine's clock says; the model knows the server's
};

/// An empty directory becomes one in which something is going on already.
Start prepared(const std::string& directory);

/// A run found something. The text tells the run's story and how to see it again.
class Found : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Clients, time and disasters, one step after the other, and after each step a look at whether all
/// is as the model says and as it must always be.
class Simulation {
 public:
  /// Changes what is in the start's directory.
  Simulation(const Scenario& scenario, const Start& start);

  /// Throws Found.
  void go();

  /// Where a run that is over has come to.
  Start end();

  const Lines& story() const { return story_; }

 private:
  void step();
  void armFault();
  void settle();
  void check();
  void stepAndLook();
  void tell(std::string text) { story_.push_back(std::move(text)); }
  [[noreturn]] void found(const std::string& what) const;
  void compare(std::string_view what, const Lines& is, const Lines& mustBe) const;

  void batch(const std::function<void(Model&)>& work, Executor::Undo undo = Executor::Undo::each);
  void callSome();
  void call(Model& next);
  std::string answerTo(const Action& action);
  void look(const Model& committed);
  void moveClock();
  void endSomeWork();
  void writeLogBack();
  void keepCheckpoint();
  void restoreCheckpoint();
  void restart();
  void reopen();
  bool isThere(const Model& model);
  void plant();

  const Scenario scenario_;
  const Conditions conditions_;
  FaultyDisk disk_;  // outlives the world that is on it
  Random random_;
  World world_;
  Model model_;
  std::optional<Model> perhaps_;  ///< what may be there instead, since a commit was cut off
  /// What a power cut may bring back, since syncing went on failing until the batch was over.
  std::optional<Model> doubtful_;
  bool syncsFail_ = false;
  std::optional<Model> kept_;  ///< in the checkpoint
  Lines story_;
  int stepsDone_ = 0;
};

}  // namespace amilocal::simulation
