#include "amilocal/core/program.h"

#include <gtest/gtest.h>

#include <chrono>

#include "support/temporary_directory.h"

namespace amilocal {
namespace {

class Program : public ::testing::Test {
 protected:
  ProgramRun shell(const std::string& script) const {
    return {.program = "/bin/sh",
            .arguments = {"-c", script},
            .directory = directory_.path(),
            .timeLimit = std::chrono::seconds(30),
            .watched = {}};
  }
  std::string failureOf(const ProgramRun& run) const {
    try {
      runProgram(run);
    } catch (const ProgramFailed& error) {
      return error.what();
    }
    return {};
  }
  test::TemporaryDirectory directory_;
};

TEST_F(Program, IsFoundOnThePath) {
  EXPECT_TRUE(findProgram("sh"));
  EXPECT_FALSE(findProgram("no-such-program-anywhere"));
}

TEST_F(Program, AnswersWhatItSays) { EXPECT_EQ(runProgram(shell("echo a; pwd >&2")), "a\n"); }

TEST_F(Program, RunsInItsDirectory) {
  EXPECT_EQ(runProgram(shell("pwd -P")), runProgram(shell("cd . && pwd -P")));
  EXPECT_EQ(runProgram(shell("touch made; ls made")), "made\n");
}

TEST_F(Program, HasNothingOfOurs) {
  setenv("AMILOCAL_SECRET", "x", 1);
  EXPECT_EQ(runProgram(shell("echo \"<$AMILOCAL_SECRET>\"")), "<>\n");
  unsetenv("AMILOCAL_SECRET");
}

TEST_F(Program, FailsWithItsLastWords) {
  EXPECT_EQ(failureOf(shell("echo first >&2; echo last >&2; exit 3")), "last");
  EXPECT_EQ(failureOf(shell("exit 1")), "it ended without a word");
  auto none = shell("");
  none.program = "/no/such/program";
  EXPECT_NE(failureOf(none).find("/no/such/program"), std::string::npos);
}

TEST_F(Program, IsKilledWhenItTakesTooLong) {
  auto run = shell("while true; do :; done");
  run.timeLimit = std::chrono::milliseconds(20);
  EXPECT_EQ(failureOf(run), "it took too long");
}

TEST_F(Program, IsKilledWhenItWritesTooMuch) {
  auto run = shell("while true; do echo 0123456789abcdef >> much; done");
  run.watched = "much";
  run.sizeLimit = 8192;
  EXPECT_EQ(failureOf(run), "the result is larger than --max-data allows");
}

}  // namespace
}  // namespace amilocal
