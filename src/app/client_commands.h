#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "app/http_client.h"

namespace amilocal {

/// What all commands share that talk to a running server.
struct ClientOptions {
  std::string endpoint = "http://127.0.0.1:4566";
  std::string token;  ///< of the control API; empty: none
  bool json = false;  ///< print the server's answer as it came
};

/// Which tasks to list; empty texts do not narrow.
struct TaskSelection {
  std::string kind, region, account, subject;
};

/// Why a task is to fail.
struct FailureReason {
  std::string message, code;
};

/// The commands for a running server. Each prints to `out` and gives the exit code: 0, or 1 when
/// the server refuses, with its reason on `err`. Throws ClientError when there is no server, and
/// UsageError.
class ClientCommands {
 public:
  ClientCommands(ClientOptions options, std::ostream& out, std::ostream& err);

  int health();
  int reset();
  int operations();
  int showClock();
  int advanceClock(const std::string& duration);
  int setClock(const std::string& instant);
  int freezeClock();
  int resumeClock();
  int listCheckpoints();
  int keepCheckpoint(const std::string& name);
  int restoreCheckpoint(const std::string& name);
  int removeCheckpoint(const std::string& name);
  int exportState(const std::string& file);
  int importState(const std::string& file);
  int listTasks(const TaskSelection& selection);
  int completeTask(const std::string& id);
  int failTask(const std::string& id, const FailureReason& reason);

 private:
  /// The body of the answer when it is to be shown to people; empty when all is said.
  std::optional<std::string> request(std::string_view method, const std::string& target,
                                     const std::string& body = {});
  std::optional<std::string> shown(ClientAnswer answer);
  /// The body of an answer that is no refusal; else says why on `err`.
  std::optional<std::string> accepted(ClientAnswer answer);
  int changeClock(const std::string& body);
  int changeCheckpoint(std::string_view method, const std::string& name, const std::string& verb,
                       std::string_view done);
  int endTask(const std::string& id, const std::string& verb, const std::string& body);
  int exitCode() const { return refused_ ? 1 : 0; }

  ClientOptions options_;
  ServerAddress server_;
  std::ostream& out_;
  std::ostream& err_;
  bool refused_ = false;
};

}  // namespace amilocal
