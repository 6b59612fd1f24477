#include "amilocal/core/program.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <thread>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

constexpr const char* kOutput = "program.out";
constexpr const char* kErrors = "program.err";
constexpr std::size_t kOutputMax = 1U << 20U;
constexpr std::uint64_t kSectorBytes = 512;  // the unit of stat's st_blocks, whatever the disk

void checkSystem(int error, const std::string& what) {
  if (error != 0) throw ProgramFailed(what + ": " + std::generic_category().message(error));
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// A pipe that nobody inherits.
class Pipe {
 public:
  Pipe() { checkSystem(pipe2(ends_, O_CLOEXEC) == 0 ? 0 : errno, "pipe"); }
  ~Pipe() {
    close(ends_[0]);
    if (!isClosed_) close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int writingEnd() const { return ends_[1]; }

  /// What the other process wrote before it closed its end; 0 for nothing.
  int readError() {
    close(ends_[1]);
    isClosed_ = true;
    int error = 0;
    while (::read(ends_[0], &error, sizeof error) < 0 && errno == EINTR) continue;
    return error;
  }

 private:
  int ends_[2]{};
  bool isClosed_ = false;
};

/// All that the child needs, made before it is born.
struct Birth {
  const char* program;
  const char* directory;
  char* const* arguments;
  char* const* environment;
  pid_t parent;
};

// Sockets of ours are not its business: it would keep them open when we end. They are closed by
// becoming another program, so that the pipe can tell until then.
void closeTheRest() {
  constexpr unsigned kFirst = 3;
  if (close_range(kFirst, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  rlimit limit{};  // a system before Linux 5.11
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  for (rlim_t file = kFirst; file < limit.rlim_cur; ++file)
    fcntl(static_cast<int>(file), F_SETFD, FD_CLOEXEC);
}

bool redirect(int to, const char* path, int flags) {
  const int file = open(path, flags, 0600);
  if (file < 0) return false;
  if (file == to) return true;
  const bool done = dup2(file, to) == to;
  close(file);
  return done;
}

// No signal ignored and none blocked.
void forgetSignals() {
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Between birth and program nothing may take memory or a lock, which another thread of ours may
// have held (POSIX, fork). It is in a group of its own, and dies with the thread that waits for it,
// however that ends.
bool become(const Birth& birth) {
  constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC;
  forgetSignals();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != birth.parent) return false;
  if (setpgid(0, 0) != 0 || chdir(birth.directory) != 0) return false;
  if (!redirect(0, "/dev/null", O_RDONLY) || !redirect(1, kOutput, kWrite) ||
      !redirect(2, kErrors, kWrite))
    return false;
  closeTheRest();
  execve(birth.program, birth.arguments, birth.environment);
  return false;
}

pid_t start(const ProgramRun& run) {
  std::vector<std::string> arguments{run.program};
  arguments.insert(arguments.end(), run.arguments.begin(), run.arguments.end());
  const char* path = std::getenv("PATH");
  std::vector<std::string> environment{"LC_ALL=C", "PATH=" + std::string(path ? path : "")};
  const auto argumentPointers = pointersTo(arguments),
             environmentPointers = pointersTo(environment);
  const Birth birth{run.program.c_str(), run.directory.c_str(), argumentPointers.data(),
                    environmentPointers.data(), getpid()};
  Pipe trouble;
  const pid_t child = fork();
  if (child < 0) checkSystem(errno, run.program);
  if (child == 0) {
    become(birth);
    const int error = errno;
    _exit(::write(trouble.writingEnd(), &error, sizeof error) < 0 ? 126 : 127);
  }
  if (const int error = trouble.readError(); error != 0) {
    waitpid(child, nullptr, 0);
    checkSystem(error, run.program);
  }
  return child;
}

std::string contentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kOutputMax, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::string lastLineOf(const std::string& text) {
  const auto trimmed = trim(text);
  return std::string(trimmed.substr(trimmed.rfind('\n') + 1));
}

bool isTooLarge(const ProgramRun& run) {
  if (run.watched.empty()) return false;
  struct stat status {};
  const auto path = run.directory + "/" + run.watched;
  if (stat(path.c_str(), &status) != 0) return false;
  return static_cast<std::uint64_t>(status.st_blocks) * kSectorBytes > run.sizeLimit;
}

[[noreturn]] void killAndFail(pid_t child, const std::string& reason) {
  kill(-child, SIGKILL);
  waitpid(child, nullptr, 0);
  throw ProgramFailed(reason);
}

/// How it ended. The pauses grow, so that a short run is not made longer and a long one costs
/// nothing.
int waitFor(pid_t child, const ProgramRun& run) {
  constexpr std::chrono::milliseconds kLongestPause{100};
  const auto deadline = std::chrono::steady_clock::now() + run.timeLimit;
  std::chrono::milliseconds pause{1};
  for (int status = 0;;) {
    const auto ended = waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) checkSystem(errno, run.program);
    if (std::chrono::steady_clock::now() > deadline) killAndFail(child, "it took too long");
    if (run.stop.stop_requested()) killAndFail(child, "it was stopped");
    if (isTooLarge(run)) killAndFail(child, "the result is larger than --max-data allows");
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace

std::optional<std::string> findProgram(std::string_view name) {
  const char* path = std::getenv("PATH");
  for (const auto directory : split(path ? path : "", ':')) {
    if (!directory.starts_with('/')) continue;
    auto found = std::string(directory) + "/" + std::string(name);
    struct stat status {};
    const bool isFile = stat(found.c_str(), &status) == 0 && S_ISREG(status.st_mode);
    if (isFile && access(found.c_str(), X_OK) == 0) return found;
  }
  return std::nullopt;
}

std::string runProgram(const ProgramRun& run) {
  const auto status = waitFor(start(run), run);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return contentOf(run.directory + "/" + kOutput);
  const auto said = lastLineOf(contentOf(run.directory + "/" + kErrors));
  throw ProgramFailed(said.empty() ? "it ended without a word" : said);
}

}  // namespace amilocal
