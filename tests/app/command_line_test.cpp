#include "app/command_line.h"

#include <gtest/gtest.h>

#include <sstream>

#include "app/option_table.h"

namespace amilocal::test {
namespace {

struct Outcome {
  int exitCode;
  std::string out, err;
};

Outcome run(const std::vector<std::string>& arguments, const NamedTexts& environment = {}) {
  std::ostringstream out, err;
  const int exitCode = runCommandLine(arguments, environment, out, err);
  return {exitCode, out.str(), err.str()};
}

void expectUsageError(const std::vector<std::string>& arguments, const std::string& text,
                      const std::string& command) {
  const auto outcome = run(arguments);
  EXPECT_EQ(outcome.exitCode, 2) << outcome.out;
  EXPECT_EQ(outcome.err, "amilocal: " + text + "\n'" + command + " --help' lists what there is.\n");
}

TEST(CommandLine, WithoutACommandItHelps) {
  const auto outcome = run({});
  EXPECT_EQ(outcome.exitCode, 0);
  for (const auto* command : {"serve", "health", "reset", "clock", "tasks", "operations"})
    EXPECT_NE(outcome.out.find(std::string("\n  ") + command + " "), std::string::npos) << command;
  EXPECT_EQ(run({"--help"}).out, outcome.out);
}

TEST(CommandLine, HelpAndVersionAreEverywhere) {
  const std::vector<std::vector<std::string>> commands{{},
                                                       {"serve"},
                                                       {"health"},
                                                       {"reset"},
                                                       {"operations"},
                                                       {"clock"},
                                                       {"clock", "show"},
                                                       {"clock", "advance"},
                                                       {"clock", "set"},
                                                       {"clock", "freeze"},
                                                       {"tasks"},
                                                       {"tasks", "list"},
                                                       {"tasks", "fail"},
                                                       {"clock", "resume"},
                                                       {"tasks", "complete"}};
  for (auto arguments : commands) {
    const auto name = arguments.empty() ? "amilocal" : arguments.back();
    arguments.emplace_back("--version");
    EXPECT_EQ(run(arguments).out, "amilocal " AMILOCAL_VERSION "\n") << name;
    arguments.back() = "--help";
    const auto help = run(arguments);
    EXPECT_EQ(help.exitCode, 0) << name;
    EXPECT_NE(help.out.find(name), std::string::npos) << help.out;
  }
}

TEST(CommandLine, TheHelpOfServeNamesEachFlagAndItsVariable) {
  const auto help = run({"serve", "--help"}).out;
  const auto table = run({"serve", "--help-markdown"}).out;
  for (const auto& row : optionTable()) {
    const auto flag = "--" + std::string(row.name);
    EXPECT_NE(help.find("\n  " + flag), std::string::npos) << flag;
    EXPECT_NE(help.find("[" + environmentName(row.name) + "]\n"), std::string::npos) << flag;
    EXPECT_NE(table.find("\n| `" + flag), std::string::npos) << flag;
    EXPECT_NE(table.find("`" + environmentName(row.name) + "`"), std::string::npos) << flag;
  }
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 96U) << line;
}

TEST(CommandLine, WhatIsUnknownIsRefusedWithTheNearest) {
  expectUsageError({"srve"}, "unknown command srve; did you mean serve?", "amilocal");
  expectUsageError({"frobnicate"}, "unknown command frobnicate", "amilocal");
  expectUsageError({"serve", "--prot", "5"}, "unknown option --prot; did you mean --port?",
                   "amilocal serve");
  expectUsageError({"serve", "--prot=5"}, "unknown option --prot; did you mean --port?",
                   "amilocal serve");
  expectUsageError({"serve", "-p", "5"}, "unknown option -p", "amilocal serve");
  expectUsageError({"serve", "here"}, "superfluous argument 'here'", "amilocal serve");
  expectUsageError({"serve", "health"}, "superfluous argument 'health'", "amilocal serve");
  expectUsageError({"clock", "advanc", "1h"}, "unknown command advanc; did you mean advance?",
                   "amilocal clock");
  expectUsageError({"health", "--jsn"}, "unknown option --jsn; did you mean --json?",
                   "amilocal health");
  expectUsageError({"tasks", "complete", "1", "2"}, "superfluous argument '2'",
                   "amilocal tasks complete");
}

// A slip that everybody makes who knows servers without commands.
TEST(CommandLine, AnOptionOfServeBeforeItIsPointedOut) {
  expectUsageError({"--port", "5"}, "--port is an option of 'amilocal serve'", "amilocal");
}

TEST(CommandLine, ServeRefusesBadValuesFromEverywhere) {
  expectUsageError({"serve", "--port", "x"}, "--port: 'x' is not a port number (0 to 65535)",
                   "amilocal serve");
  expectUsageError({"serve", "--host=", "--port", "0"},
                   "--host: '' is not an IP address or localhost", "amilocal serve");
  expectUsageError({"serve", "--durable"},
                   "--durable needs --data-dir: without a directory nothing is kept",
                   "amilocal serve");
  expectUsageError({"serve", "--lenient=perhaps"},
                   "--lenient: 'perhaps' is not true, false, yes, no, on, off, 1 or 0",
                   "amilocal serve");
  const auto outcome = run({"serve"}, {{"AMILOCAL_LOG_LEVEL", "loud"}});
  EXPECT_EQ(outcome.exitCode, 2);
  EXPECT_TRUE(outcome.err.starts_with("amilocal: AMILOCAL_LOG_LEVEL: 'loud' is not "))
      << outcome.err;
}

TEST(CommandLine, WhatIsMissingOrTwiceIsRefused) {
  expectUsageError({"clock", "advance"}, "DURATION is required", "amilocal clock advance");
  expectUsageError({"tasks", "fail"}, "ID is required", "amilocal tasks fail");
  expectUsageError({"serve", "--port"}, "--port: 1 required NUMBER missing", "amilocal serve");
  EXPECT_EQ(run({"serve", "--port", "1", "--port", "2"}).exitCode, 2);
}

TEST(CommandLine, ClientCommandsRefuseWhatCannotBeSent) {
  expectUsageError({"tasks", "complete", "../reset"}, "'../reset' is not the number of a task",
                   "amilocal tasks complete");
  expectUsageError({"tasks", "fail", "1", "--code", "A"}, "--code needs --reason",
                   "amilocal tasks fail");
  expectUsageError({"health", "--endpoint", "https://localhost"},
                   "'https://localhost' is no address of a server: use http://, which the same "
                   "port answers",
                   "amilocal health");
}

}  // namespace
}  // namespace amilocal::test
