#include "app/termination_signals.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <future>

namespace amilocal::test {
namespace {

TEST(TerminationWatch, CallsForTheFirstSignalWhicheverItIs) {
  for (const int signal : {SIGTERM, SIGINT}) {
    holdTerminationSignals();
    std::promise<void> called;
    const TerminationWatch watch([&called] { called.set_value(); });
    kill(getpid(), signal);
    EXPECT_EQ(called.get_future().wait_for(std::chrono::seconds{10}), std::future_status::ready);
  }
}

// A signal that comes while the server still starts must not be lost.
TEST(TerminationWatch, CallsForASignalThatCameBefore) {
  holdTerminationSignals();
  kill(getpid(), SIGTERM);
  std::promise<void> called;
  const TerminationWatch watch([&called] { called.set_value(); });
  EXPECT_EQ(called.get_future().wait_for(std::chrono::seconds{10}), std::future_status::ready);
}

TEST(TerminationWatch, EndsWithoutASignalToo) {
  holdTerminationSignals();
  bool called = false;
  {
    const TerminationWatch watch([&called] { called = true; });
  }
  EXPECT_FALSE(called);
}

TEST(TerminationWatch, ASecondSignalEndsTheProcess) {
  const auto child = fork();
  if (child == 0) {
    holdTerminationSignals();
    const TerminationWatch watch([] { kill(getpid(), SIGINT); });
    kill(getpid(), SIGTERM);
    pause();
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 128 + SIGINT);
}

}  // namespace
}  // namespace amilocal::test
