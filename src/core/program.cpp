#include "amilocal/core/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
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

/// What the child does between its birth and the program: POSIX's list, which undoes itself.
class SpawnActions {
 public:
  explicit SpawnActions(const std::string& directory) {
    checkSystem(posix_spawn_file_actions_init(&actions_), "posix_spawn");
    addAll(directory);
  }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  void addAll(const std::string& directory) {
    constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
    posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 1, kOutput, kWrite, 0600);
    posix_spawn_file_actions_addopen(&actions_, 2, kErrors, kWrite, 0600);
    // Sockets of ours are not its business: it would keep them open when we end.
    posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
  }

  posix_spawn_file_actions_t actions_{};
};

/// A group of its own, no signal blocked and none ignored.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    checkSystem(posix_spawnattr_init(&attributes_), "posix_spawn");
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_,
        static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
  }
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t start(const ProgramRun& run) {
  const SpawnActions actions(run.directory);
  const SpawnAttributes attributes;
  std::vector<std::string> arguments{run.program};
  arguments.insert(arguments.end(), run.arguments.begin(), run.arguments.end());
  const char* path = std::getenv("PATH");
  std::vector<std::string> environment{"LC_ALL=C", "PATH=" + std::string(path ? path : "")};
  pid_t child = 0;
  checkSystem(posix_spawn(&child, run.program.c_str(), actions.get(), attributes.get(),
                          pointersTo(arguments).data(), pointersTo(environment).data()),
              run.program);
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
