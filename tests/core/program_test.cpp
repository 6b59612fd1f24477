#include "amilocal/core/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <mutex>
#include <stop_token>
#include <string>

#include "support/temporary_directory.h"

namespace amilocal {
namespace {

constexpr int kTries = 2000;

void pause() {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable().wait_for(lock, std::chrono::milliseconds(5));
}

/// Whoever inherits it may take a while to note its end.
bool isDead(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/stat");
  std::string number, name, state;
  return !(status >> number >> name >> state) || state == "Z" || state == "X";
}

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

TEST_F(Program, IsKilledWhenItIsToldToStop) {
  std::stop_source source;
  source.request_stop();
  auto run = shell("while true; do :; done");
  run.stop = source.get_token();
  EXPECT_EQ(failureOf(run), "it was stopped");
}

TEST_F(Program, IsKilledWhenItWritesTooMuch) {
  auto run = shell("while true; do echo 0123456789abcdef >> much; done");
  run.watched = "much";
  run.sizeLimit = 8192;
  EXPECT_EQ(failureOf(run), "the result is larger than --max-data allows");
}

// A server that is killed cannot tell its programs to end.
TEST_F(Program, DiesWithWhoRunsIt) {
  const auto pidFile = directory_.path("pid");
  const pid_t us = fork();
  ASSERT_GE(us, 0);
  if (us == 0) {
    runProgram(shell("echo $$ > new; mv new pid; exec sleep 60"));
    _exit(0);
  }
  pid_t program = 0;
  for (int i = 0; i < kTries && !(std::ifstream(pidFile) >> program); ++i) pause();
  ASSERT_GT(program, 0);
  kill(us, SIGKILL);
  waitpid(us, nullptr, 0);
  bool isGone = false;
  for (int i = 0; i < kTries && !isGone; ++i, pause()) isGone = isDead(program);
  EXPECT_TRUE(isGone);
}

TEST_F(Program, HasNoFileOfOurs) {
  const int ours = open("/dev/null", O_RDONLY);
  const auto listed = runProgram(shell("ls /proc/self/fd"));
  close(ours);
  EXPECT_EQ(listed, "0\n1\n2\n3\n");  // the last is the directory that ls reads
}

}  // namespace
}  // namespace amilocal
