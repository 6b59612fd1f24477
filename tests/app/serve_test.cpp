#include "app/serve.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "support/temporary_directory.h"

namespace amilocal::test {
namespace {

/// `serve` as a process, whose standard error can be read.
class ServeProcess {
 public:
  explicit ServeProcess(const ServeOptions& options) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDERR_FILENO);
      close(ends[0]);
      _exit(serve(options));
    }
    close(ends[1]);
    errors_ = ends[0];
  }
  ~ServeProcess() {
    if (process_ > 0) exitCode();
    close(errors_);
  }
  ServeProcess(const ServeProcess&) = delete;
  ServeProcess& operator=(const ServeProcess&) = delete;

  /// Reads what it says up to and with `end`, or all of it.
  std::string readUntil(std::string_view end) {
    std::string text;
    for (char c = 0; read(errors_, &c, 1) == 1;) {
      text += c;
      if (text.ends_with(end)) break;
    }
    return text;
  }
  std::string readAll() { return readUntil(std::string_view("\0", 1)); }

  void signal(int number) const { kill(process_, number); }

  int exitCode() {
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = -1;
  int errors_ = -1;
};

ServeOptions onAnyPort() {
  ServeOptions options;
  options.endpoint.port = 0;
  return options;
}

TEST(Serve, SaysReadyAndEndsInOrderWhenAsked) {
  for (const int number : {SIGTERM, SIGINT}) {
    ServeProcess process(onAnyPort());
    const auto banner = process.readUntil("Ready.\n");
    EXPECT_TRUE(banner.starts_with("amilocal " AMILOCAL_VERSION "\n")) << banner;
    EXPECT_TRUE(banner.ends_with("\nReady.\n")) << banner;
    process.signal(number);
    EXPECT_TRUE(process.readAll().ends_with("\nEnded.\n"));
    EXPECT_EQ(process.exitCode(), 0);
  }
}

// Whoever reads the log by machine gets every line in its form, the banner's too.
TEST(Serve, SpeaksJsonFromTheFirstLine) {
  auto options = onAnyPort();
  options.logFormat = log::Format::json;
  ServeProcess process(options);
  EXPECT_EQ(process.readUntil("\n"),
            "{\"event\":\"say\",\"text\":\"amilocal " AMILOCAL_VERSION "\"}\n");
  process.signal(SIGTERM);
  EXPECT_EQ(process.exitCode(), 0);
}

TEST(Serve, RefusesADirectoryThatAnotherServerHas) {
  const TemporaryDirectory directory;
  auto options = onAnyPort();
  options.dataDirectory = directory.path("data");
  ServeProcess first(options);
  first.readUntil("Ready.\n");
  ServeProcess second(options);
  const auto refusal = second.readAll();
  EXPECT_TRUE(refusal.starts_with("amilocal: the data directory ")) << refusal;
  EXPECT_NE(refusal.find(" is in use by another amilocal"), std::string::npos) << refusal;
  EXPECT_EQ(second.exitCode(), 1);
  first.signal(SIGTERM);
  EXPECT_EQ(first.exitCode(), 0);
}

TEST(Serve, RefusesAnAddressThatItCannotHave) {
  auto options = onAnyPort();
  options.endpoint.host = "example.com";
  ServeProcess process(options);
  EXPECT_EQ(process.readAll(),
            "amilocal: Cannot listen on example.com port 0: the host must be an IP address or "
            "localhost\n");
  EXPECT_EQ(process.exitCode(), 1);
}

}  // namespace
}  // namespace amilocal::test
