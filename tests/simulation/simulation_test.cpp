#include "simulation/simulation.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <random>
#include <string>

#include "amilocal/core/log.h"
#include "amilocal/core/text.h"
#include "support/temporary_directory.h"

namespace amilocal::simulation {
namespace {

namespace fs = std::filesystem;

// A minute of one core, built without optimisation.
constexpr std::int64_t kRuns = 2000;

std::optional<std::int64_t> fromEnvironment(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::nullopt : parseInteger(text);
}

class SimulationTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    log::configure(log::Format::text, log::Level::off);  // of what fails, the log tells too
    // Files in memory, where the machine has such a place, unless somebody wants another.
    if (fs::exists("/dev/shm")) setenv("TMPDIR", "/dev/shm", 0);
    directory_.emplace();
    fs::create_directory(directory_->path("start"));
    start_ = prepared(directory_->path("start"));
  }
  static void TearDownTestSuite() { directory_.reset(); }

  /// What a run finds; empty when that is nothing.
  std::string findingsOf(const Scenario& scenario) {
    auto start = *start_;
    start.directory = directory_->path("run");
    fs::remove_all(start.directory);
    fs::copy(start_->directory, start.directory, fs::copy_options::recursive);
    Simulation simulation(scenario, start);
    try {
      simulation.go();
    } catch (const Found& found) {
      return found.what();
    }
    story_ = simulation.story();
    return {};
  }

  /// Does one of many runs find what was planted, in these words?
  bool finds(Planted planted, std::string_view words) {
    constexpr std::uint64_t kTries = 200;
    for (std::uint64_t seed = 1; seed <= kTries; ++seed)
      if (findingsOf({.seed = seed, .planted = planted}).find(words) != std::string::npos)
        return true;
    return false;
  }

  Lines story_;

 private:
  static inline std::optional<test::TemporaryDirectory> directory_;
  static inline std::optional<Start> start_;
};

// docs/reliability.md says what the environment changes.
TEST_F(SimulationTest, FindsNothing) {
  const auto seed = fromEnvironment("AMILOCAL_SEED");
  const auto hours = fromEnvironment("AMILOCAL_SIMULATION_HOURS");
  const auto runs = fromEnvironment("AMILOCAL_SIMULATION_RUNS").value_or(seed ? 1 : kRuns);
  Scenario scenario;
  scenario.seed = static_cast<std::uint64_t>(seed.value_or(hours ? std::random_device{}() : 1));
  scenario.steps =
      static_cast<int>(fromEnvironment("AMILOCAL_SIMULATION_STEPS").value_or(scenario.steps));
  const auto now = [] { return std::chrono::steady_clock::now(); };
  const auto end = now() + std::chrono::hours{hours.value_or(0)};
  for (std::int64_t done = 0; hours ? now() < end : done < runs; ++done, ++scenario.seed)
    if (const auto findings = findingsOf(scenario); !findings.empty()) FAIL() << findings;
}

// Else a seed would be worth nothing.
TEST_F(SimulationTest, IsTheSameAgainForTheSameSeed) {
  const Scenario scenario{.seed = 7, .steps = 40};
  EXPECT_EQ(findingsOf(scenario), "");
  const auto first = story_;
  EXPECT_EQ(findingsOf(scenario), "");
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(story_, first);
}

TEST_F(SimulationTest, FindsATaskThatIsLost) {
  EXPECT_TRUE(finds(Planted::lostTask, "no task will end it"));
  EXPECT_TRUE(finds(Planted::lostTask, "should be task"));
}

TEST_F(SimulationTest, FindsAReadOfWhatIsNotCommitted) {
  EXPECT_TRUE(finds(Planted::uncommittedRead, "DescribeImages of"));
}

TEST_F(SimulationTest, FindsANameThatIsMadeTwice) {
  EXPECT_TRUE(finds(Planted::nameTwice, "has a name that another image of its owner has"));
  EXPECT_TRUE(finds(Planted::nameTwice, "should be image"));
}

TEST_F(SimulationTest, SaysHowToSeeAgainWhatItFound) {
  EXPECT_TRUE(
      finds(Planted::lostTask, "To see it again: AMILOCAL_SEED=1 AMILOCAL_SIMULATION_STEPS=10"));
}

}  // namespace
}  // namespace amilocal::simulation
