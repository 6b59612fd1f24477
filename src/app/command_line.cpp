#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <ostream>
#include <utility>

#include "amilocal/core/text.h"
#include "app/bundle_command_line.h"
#include "app/client_commands.h"
#include "app/option_help.h"
#include "app/option_table.h"
#include "app/serve.h"
#include "app/stopped_directory.h"

namespace amilocal {
namespace {

constexpr int kFailed = 1, kUsage = 2;

/// The tree of commands. CLI11 takes the arguments apart; what they mean is decided elsewhere.
class CommandLine {
 public:
  CommandLine(const NamedTexts& environment, std::ostream& out, std::ostream& err)
      : environment_(environment), out_(out), err_(err) {
    prepare(root_);
    root_.require_subcommand(0, 1);
    root_.footer("'amilocal COMMAND --help' says more.");
    for (const auto& [name, value] : environment) {
      if (name == "AMILOCAL_ENDPOINT" && !value.empty()) client_.endpoint = value;
      if (name == "AMILOCAL_CONTROL_TOKEN") client_.token = value;
    }
    addServe();
    addClientCommand(root_, "health", "Is the server well?", &ClientCommands::health);
    addClientCommand(root_, "reset", "Empty the server and give it back the machine's time",
                     &ClientCommands::reset);
    addClock();
    addTasks();
    addCheckpoint();
    addExport();
    addImport();
    addClientCommand(root_, "operations", "What of AWS the server does",
                     &ClientCommands::operations);
    bundles_.emplace(client_.endpoint, std::cin, out_);
    bundles_->addTo(root_, [this](CLI::App& command, std::function<void()> action) {
      prepare(command);
      actions_[&command] = [action = std::move(action)] {
        action();
        return 0;
      };
    });
  }

  int run(const std::vector<std::string>& given) {
    auto arguments = withValuesApart(given);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
      root_.parse(std::move(arguments));
    } catch (const CLI::Success& asked) {  // --help, --version
      return root_.exit(asked, out_, err_);
    } catch (const CLI::ParseError& error) {
      throw UsageError(error.what());
    }
    const auto& chosen = chosenCommand();
    refuseExtras(chosen);
    const auto action = actions_.find(&chosen);
    if (action != actions_.end()) return action->second();
    out_ << root_.help();
    return 0;
  }

  /// `amilocal serve`, for the hint after a mistake.
  std::string chosenName() const {
    std::string name = "amilocal";
    for (const auto* app = &root_; !app->get_subcommands().empty();) {
      app = app->get_subcommands().front();
      name += " " + app->get_name();
    }
    return name;
  }

 private:
  const CLI::App& chosenCommand() const {
    const auto* app = &root_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
  }

  // `--host=` has an empty value; CLI11 would take the next argument for it.
  static std::vector<std::string> withValuesApart(const std::vector<std::string>& given) {
    std::vector<std::string> arguments;
    for (const auto& argument : given) {
      const bool isEmptyValue = argument.starts_with("--") && argument.ends_with('=');
      arguments.push_back(isEmptyValue ? argument.substr(0, argument.size() - 1) : argument);
      if (isEmptyValue) arguments.emplace_back();
    }
    return arguments;
  }

  // What CLI11 does not know is left over, so that we can say what was probably meant.
  static void prepare(CLI::App& app) {
    app.set_version_flag("--version", "amilocal " AMILOCAL_VERSION);
    app.allow_extras();
  }

  static void refuseExtras(const CLI::App& app) {
    auto extras = app.remaining(false);
    std::erase(extras, "--");  // the mark before arguments that begin with a dash
    if (extras.empty()) return;
    const auto extra = extras.front().substr(0, extras.front().find('='));
    if (extra.starts_with('-')) throw unknownOption(app, extra);
    std::vector<std::string> names;
    for (const auto* child : app.get_subcommands([](const CLI::App*) { return true; }))
      names.push_back(child->get_name());
    if (names.empty()) throw UsageError("superfluous argument '" + extras.front() + "'");
    throw UsageError("unknown command " + extra + didYouMean(extra, names));
  }

  static UsageError unknownOption(const CLI::App& app, const std::string& given) {
    const bool ofServe = app.get_parent() == nullptr && given.size() > 2 &&
                         findOption(std::string_view(given).substr(2)) != nullptr;
    if (ofServe) return UsageError(given + " is an option of 'amilocal serve'");
    std::vector<std::string> names;
    for (const auto* option : app.get_options())
      for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    return UsageError("unknown option " + given + didYouMean(given, names));
  }

  static std::string didYouMean(std::string_view given, const std::vector<std::string>& names) {
    const auto near = nearest(given, std::vector<std::string_view>(names.begin(), names.end()));
    return near.empty() ? near : "; did you mean " + near + "?";
  }

  void addServe() {
    auto& serveCommand = *root_.add_subcommand("serve", "Start the server");
    prepare(serveCommand);
    for (const auto& row : optionTable()) {
      auto& text = serveTexts_.emplace_back();
      const auto flag = "--" + std::string(row.name);
      auto* option =
          row.isSwitch() ? serveCommand.add_flag(flag, text) : serveCommand.add_option(flag, text);
      if (!row.isSwitch()) option->type_name(std::string(row.value));
      if (row.isRepeatable) option->join(',');
      serveFlags_.emplace_back(&row, option);
    }
    auto* config =
        serveCommand.add_option("--config", serveTexts_.emplace_back())->type_name("FILE");
    auto* markdown = serveCommand.add_flag("--help-markdown");
    serveCommand.formatter_fn(
        [](const CLI::App*, const std::string&, CLI::AppFormatMode) { return serveHelp(); });
    actions_[&serveCommand] = [this, config, markdown] {
      if (markdown->count() > 0) {
        out_ << serveHelpMarkdown();
        return 0;
      }
      OptionSources sources{{}, {}, environment_};
      if (config->count() > 0) sources.configFlag = config->as<std::string>();
      for (const auto& [row, option] : serveFlags_)
        if (option->count() > 0) sources.flags.emplace_back(row->name, option->as<std::string>());
      return serve(readServeOptions(sources));
    };
  }

  using Method = int (ClientCommands::*)();

  CLI::App& addClientCommand(CLI::App& parent, const std::string& name, const std::string& help,
                             Method method) {
    return addClientCommand(parent, name, help,
                            [method](ClientCommands& commands) { return (commands.*method)(); });
  }

  CLI::App& addClientCommand(CLI::App& parent, const std::string& name, const std::string& help,
                             std::function<int(ClientCommands&)> action) {
    auto& command = *parent.add_subcommand(name, help);
    prepare(command);
    addServerOptions(command);
    command.add_flag("--json", client_.json, "Print the server's answer as it came");
    actions_[&command] = [this, action = std::move(action)] {
      ClientCommands commands(client_, out_, err_);
      return action(commands);
    };
    return command;
  }

  CLI::Option* addServerOptions(CLI::App& command) {
    command
        .add_option("--control-token", client_.token,
                    "What its control API asks for, else AMILOCAL_CONTROL_TOKEN")
        ->type_name("TOKEN");
    return command
        .add_option("--endpoint", client_.endpoint,
                    "Where the server is, else AMILOCAL_ENDPOINT, else http://127.0.0.1:4566")
        ->type_name("URL");
  }

  // Of a server that runs, or of a directory that none holds.
  CLI::App& addArchiveCommand(const std::string& name, const std::string& help,
                              const std::string& fileHelp) {
    auto& command = *root_.add_subcommand(name, help);
    prepare(command);
    auto* endpoint = addServerOptions(command);
    command.add_option("FILE", argument_, fileHelp)->required();
    command
        .add_option("--data-dir", directory_,
                    "A data directory that no server holds, instead of a server")
        ->type_name("DIR")
        ->excludes(endpoint);
    return command;
  }

  void addExport() {
    auto& command = addArchiveCommand("export", "Write the whole state into a file",
                                      "A tar with the catalog and all bytes; - is the output");
    actions_[&command] = [this] {
      if (directory_.empty()) return ClientCommands(client_, out_, err_).exportState(argument_);
      exportDirectory(directory_, argument_, out_, err_);
      return 0;
    };
  }

  void addImport() {
    auto& command = addArchiveCommand("import", "Put what was exported in the place of the state",
                                      "What 'amilocal export' wrote; - is the input");
    auto* json = command.add_flag("--json", client_.json, "Print the server's answer as it came");
    command.add_flag("--force", replaces_, "With --data-dir: also where there is a state already");
    json->excludes("--data-dir");
    actions_[&command] = [this] {
      if (directory_.empty() && replaces_)
        throw UsageError("--force needs --data-dir: a server's state is replaced in any case");
      if (directory_.empty()) return ClientCommands(client_, out_, err_).importState(argument_);
      importDirectory(directory_, argument_, replaces_ ? Replace::yes : Replace::no, out_);
      return 0;
    };
  }

  void addClock() {
    auto& clock = addClientCommand(root_, "clock", "Look at the server's clock, or move it",
                                   &ClientCommands::showClock);
    clock.require_subcommand(0, 1);
    addClientCommand(clock, "show", "What time is it there? (the default)",
                     &ClientCommands::showClock);
    auto& advance = addClientCommand(clock, "advance", "Let time pass, and all that it brings",
                                     [this](auto& c) { return c.advanceClock(argument_); });
    advance.add_option("DURATION", argument_, "Such as 90s, 1h30m or 7d")->required();
    auto& set = addClientCommand(clock, "set", "Make another time the present",
                                 [this](auto& c) { return c.setClock(argument_); });
    set.add_option("INSTANT", argument_, "Such as 2027-01-01T00:00:00Z")->required();
    addClientCommand(clock, "freeze", "Let it stand still", &ClientCommands::freezeClock);
    addClientCommand(clock, "resume", "Let it go on", &ClientCommands::resumeClock);
  }

  void addCheckpoint() {
    auto& checkpoint =
        addClientCommand(root_, "checkpoint", "Keep the whole state, or go back to it",
                         &ClientCommands::listCheckpoints);
    checkpoint.require_subcommand(0, 1);
    addClientCommand(checkpoint, "list", "Which are there? (the default)",
                     &ClientCommands::listCheckpoints);
    const auto named = [&](const std::string& verb, const std::string& help,
                           int (ClientCommands::*method)(const std::string&)) {
      auto& command = addClientCommand(checkpoint, verb, help, [this, method](ClientCommands& c) {
        return (c.*method)(argument_);
      });
      command.add_option("NAME", argument_, "Letters, digits, '.', '_' and '-'")->required();
    };
    named("keep", "Keep the state under this name", &ClientCommands::keepCheckpoint);
    named("restore", "Go back to it", &ClientCommands::restoreCheckpoint);
    named("remove", "Forget it", &ClientCommands::removeCheckpoint);
  }

  void addTasks() {
    const auto listTasks = [this](ClientCommands& c) { return c.listTasks(selection_); };
    auto& tasks = addClientCommand(root_, "tasks", "Look at work that waits, or end it", listTasks);
    tasks.require_subcommand(0, 1);
    auto& list = addClientCommand(tasks, "list", "What waits? (the default)", listTasks);
    for (auto* command : {&tasks, &list}) {
      command->add_option("--kind", selection_.kind, "Only this kind, such as copy-image");
      command->add_option("--subject", selection_.subject, "Only what changes this resource");
      command->add_option("--account", selection_.account, "Only of this account");
      command->add_option("--region", selection_.region, "Only in this Region");
    }
    auto& complete = addClientCommand(tasks, "complete", "End a task well, now",
                                      [this](auto& c) { return c.completeTask(argument_); });
    complete.add_option("ID", argument_, "The number of the task")->required();
    auto& fail = addClientCommand(tasks, "fail", "End a task in failure, now",
                                  [this](auto& c) { return c.failTask(argument_, reason_); });
    fail.add_option("ID", argument_, "The number of the task")->required();
    fail.add_option("--reason", reason_.message, "What clients will read as the reason");
    fail.add_option("--code", reason_.code, "The code of the reason, else Server.InternalError");
  }

  const NamedTexts& environment_;
  std::ostream& out_;
  std::ostream& err_;
  CLI::App root_{"A local server that AWS clients take for EC2's image service.", "amilocal"};
  std::map<const CLI::App*, std::function<int()>> actions_;
  std::deque<std::string> serveTexts_;
  std::vector<std::pair<const OptionRow*, CLI::Option*>> serveFlags_;
  ClientOptions client_;
  std::optional<BundleCommandLine> bundles_;
  TaskSelection selection_;
  FailureReason reason_;
  std::string argument_;
  std::string directory_;
  bool replaces_ = false;
};

}  // namespace

int runCommandLine(const std::vector<std::string>& arguments, const NamedTexts& environment,
                   std::ostream& out, std::ostream& err) {
  CommandLine commandLine(environment, out, err);
  try {
    return commandLine.run(arguments);
  } catch (const UsageError& error) {
    err << "amilocal: " << error.what() << "\n'" << commandLine.chosenName()
        << " --help' lists what there is.\n";
    return kUsage;
  } catch (const std::exception& error) {
    err << "amilocal: " << error.what() << '\n';
    return kFailed;
  }
}

}  // namespace amilocal
