#include "app/client_commands.h"

#include <algorithm>
#include <ostream>
#include <utility>
#include <vector>

#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "app/archive_file.h"
#include "app/serve_options.h"

namespace amilocal {
namespace {

using Value = wire::JsonDocument::Value;

// Advancing by years with thousands of tasks takes a while, and is silent until it is done.
constexpr std::chrono::minutes kPatience{5};

// Many gigabytes are read twice before the server has something to say.
constexpr std::chrono::hours kLongPatience{2};

constexpr std::string_view kArchive = "/_amilocal/archive";

std::string quoted(std::string_view text) {
  std::string out;
  wire::appendJsonString(out, text);
  return out;
}

std::string textOrDash(Value value) {
  return value.isThere() && !value.isNull() ? value.text() : "-";
}

// Columns as wide as their widest cell.
void printTable(std::ostream& out, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - row[i].size() + 2, ' ');
    }
    out << line << '\n';
  }
}

void printClock(std::ostream& out, Value clock) {
  printTable(
      out,
      {{"now", clock.member("now").text(), clock.member("frozen").boolean() ? "frozen" : "running"},
       {"machine", clock.member("machine").text(), "offset " + clock.member("offset").text()},
       {"next task", textOrDash(clock.member("nextTaskAt"))}});
}

std::vector<std::string> taskRow(Value task) {
  return {std::to_string(task.member("id").integer()),
          task.member("kind").text(),
          task.member("subject").text(),
          task.member("account").text(),
          task.member("region").text(),
          std::to_string(task.member("percentDone").integer()) + "%",
          task.member("held").boolean() ? "held" : task.member("dueAt").text()};
}

std::vector<std::string> checkpointRow(Value checkpoint) {
  if (const auto fault = checkpoint.member("fault"); fault.isThere())
    return {checkpoint.member("name").text(), fault.text()};
  return {checkpoint.member("name").text(), checkpoint.member("clock").text(),
          std::to_string(checkpoint.member("images").integer()),
          std::to_string(checkpoint.member("bytes").integer())};
}

// The number is a part of the path, so nothing else may be in it.
const std::string& checkedTaskId(const std::string& id) {
  if (!isDigits(id)) throw UsageError("'" + id + "' is not the number of a task");
  return id;
}

}  // namespace

ClientCommands::ClientCommands(ClientOptions options, std::ostream& out, std::ostream& err)
    : options_(std::move(options)),
      server_(ServerAddress::parse(options_.endpoint)),
      out_(out),
      err_(err) {
  server_.token = options_.token;
}

std::optional<std::string> ClientCommands::request(std::string_view method,
                                                   const std::string& target,
                                                   const std::string& body) {
  return shown(ask(server_, method, "/_amilocal/" + target, body, kPatience));
}

std::optional<std::string> ClientCommands::shown(ClientAnswer answer) {
  if (!options_.json) return accepted(std::move(answer));
  refused_ = answer.status != 200;
  out_ << answer.body;
  return std::nullopt;
}

std::optional<std::string> ClientCommands::accepted(ClientAnswer answer) {
  refused_ = answer.status != 200;
  if (!refused_) return std::move(answer.body);
  std::string reason = "the server answered with status " + std::to_string(answer.status);
  try {
    const wire::JsonDocument document(answer.body);
    reason = document.root().member("error").member("message").text();
  } catch (const ApiError&) {
    // Somebody else's error page: the status has to do.
  }
  err_ << "amilocal: " << reason << '\n';
  return std::nullopt;
}

int ClientCommands::health() {
  const auto body = request("GET", "health");
  if (!body) return exitCode();
  const wire::JsonDocument document(*body);
  const auto health = document.root();
  out_ << "amilocal " << health.member("version").text() << " at " << server_.url << ": "
       << health.member("status").text() << " ("
       << join(health.member("services").memberNames(), ", ") << ")\n";
  return 0;
}

int ClientCommands::reset() {
  if (request("POST", "reset")) out_ << "Empty again, and the clock is the machine's.\n";
  return exitCode();
}

int ClientCommands::operations() {
  const auto body = request("GET", "operations");
  if (!body) return exitCode();
  const wire::JsonDocument document(*body);
  const auto services = document.root().member("services");
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < services.size(); ++i) {
    const auto operations = services.at(i).member("operations");
    for (std::size_t k = 0; k < operations.size(); ++k)
      rows.push_back({services.at(i).member("name").text(), operations.at(k).member("name").text(),
                      operations.at(k).member("access").text()});
  }
  printTable(out_, rows);
  return 0;
}

int ClientCommands::showClock() {
  if (const auto body = request("GET", "clock")) {
    const wire::JsonDocument document(*body);
    printClock(out_, document.root());
  }
  return exitCode();
}

int ClientCommands::changeClock(const std::string& change) {
  if (const auto body = request("POST", "clock", change)) {
    const wire::JsonDocument document(*body);
    printClock(out_, document.root());
  }
  return exitCode();
}

int ClientCommands::advanceClock(const std::string& duration) {
  return changeClock("{\"advance\":" + quoted(duration) + "}");
}
int ClientCommands::setClock(const std::string& instant) {
  return changeClock("{\"set\":" + quoted(instant) + "}");
}
int ClientCommands::freezeClock() { return changeClock(R"({"freeze":true})"); }
int ClientCommands::resumeClock() { return changeClock(R"({"resume":true})"); }

int ClientCommands::listCheckpoints() {
  const auto body = request("GET", "checkpoints");
  if (!body) return exitCode();
  const wire::JsonDocument document(*body);
  const auto checkpoints = document.root().member("checkpoints");
  std::vector<std::vector<std::string>> rows{{"NAME", "CLOCK", "IMAGES", "BYTES"}};
  for (std::size_t i = 0; i < checkpoints.size(); ++i)
    rows.push_back(checkpointRow(checkpoints.at(i)));
  if (checkpoints.size() == 0) out_ << "No checkpoint is kept.\n";
  if (checkpoints.size() > 0) printTable(out_, rows);
  return 0;
}

int ClientCommands::changeCheckpoint(std::string_view method, const std::string& name,
                                     const std::string& verb, std::string_view done) {
  if (request(method, "checkpoints/" + encodePercent(name) + verb))
    out_ << "Checkpoint " << name << ' ' << done << ".\n";
  return exitCode();
}

int ClientCommands::keepCheckpoint(const std::string& name) {
  return changeCheckpoint("POST", name, {}, "kept");
}
int ClientCommands::restoreCheckpoint(const std::string& name) {
  return changeCheckpoint("POST", name, "/restore", "restored");
}
int ClientCommands::removeCheckpoint(const std::string& name) {
  return changeCheckpoint("DELETE", name, {}, "removed");
}

int ClientCommands::exportState(const std::string& file) {
  ArchiveOutput archive(file, out_);
  const auto take = [&archive](std::string_view piece) { archive.write(piece); };
  if (!accepted(download(server_, kArchive, take, kLongPatience))) return exitCode();
  archive.finish();
  (archive.isStandard() ? err_ : out_) << archive.report();
  return 0;
}

int ClientCommands::importState(const std::string& file) {
  const ArchiveInput archive(file);
  // Who may not is told before gigabytes are on their way.
  if (!accepted(ask(server_, "GET", "/_amilocal/clock", {}, kPatience))) return exitCode();
  const LongBody bytes{archive.size(), [&archive](char* into, std::size_t room) {
                         return archive.read(into, room);
                       }};
  if (const auto body = shown(upload(server_, kArchive, bytes, kLongPatience))) {
    const wire::JsonDocument document(*body);
    const auto note = document.root();
    out_ << "Imported "
         << contentOfArchive(note.member("images").integer(), note.member("blobs").integer())
         << ", as they were at " << note.member("exportedAt").text() << ".\n";
  }
  return exitCode();
}

int ClientCommands::listTasks(const TaskSelection& selection) {
  std::string query;
  const auto narrow = [&query](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    query.append(query.empty() ? "?" : "&").append(name).append("=").append(encodePercent(value));
  };
  narrow("kind", selection.kind);
  narrow("region", selection.region);
  narrow("account", selection.account);
  narrow("subject", selection.subject);
  const auto body = request("GET", "tasks" + query);
  if (!body) return exitCode();
  const wire::JsonDocument document(*body);
  const auto tasks = document.root().member("tasks");
  std::vector<std::vector<std::string>> rows{
      {"ID", "KIND", "SUBJECT", "ACCOUNT", "REGION", "DONE", "DUE"}};
  for (std::size_t i = 0; i < tasks.size(); ++i) rows.push_back(taskRow(tasks.at(i)));
  if (tasks.size() == 0) out_ << "Nothing waits.\n";
  if (tasks.size() > 0) printTable(out_, rows);
  return 0;
}

int ClientCommands::endTask(const std::string& id, const std::string& verb,
                            const std::string& reason) {
  if (const auto body = request("POST", "tasks/" + checkedTaskId(id) + "/" + verb, reason)) {
    const wire::JsonDocument document(*body);
    const auto task = document.root();
    out_ << "Task " << id << " (" << task.member("kind").text() << ", "
         << task.member("subject").text() << ") " << task.member("ended").text() << ".\n";
  }
  return exitCode();
}

int ClientCommands::completeTask(const std::string& id) { return endTask(id, "complete", {}); }

int ClientCommands::failTask(const std::string& id, const FailureReason& reason) {
  if (reason.message.empty() && !reason.code.empty()) throw UsageError("--code needs --reason");
  if (reason.message.empty()) return endTask(id, "fail", {});
  if (reason.code.empty())
    return endTask(id, "fail", "{\"reason\":" + quoted(reason.message) + "}");
  return endTask(id, "fail",
                 "{\"reason\":{\"code\":" + quoted(reason.code) +
                     ",\"message\":" + quoted(reason.message) + "}}");
}

}  // namespace amilocal
