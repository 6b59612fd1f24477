#include "app/option_help.h"

#include "amilocal/core/text.h"
#include "app/option_table.h"

namespace amilocal {
namespace {

constexpr std::string_view kHead =
    "Usage: amilocal serve [OPTIONS]\n"
    "\n"
    "Starts the server and stays in the foreground; SIGTERM or SIGINT (Ctrl-C) ends it.\n"
    "\n"
    "Each option can be given as a flag, as a variable of the environment, or as a key of a YAML\n"
    "file: --port 4566, AMILOCAL_PORT=4566, port: 4566. A flag overrides a variable, and a "
    "variable\n"
    "overrides the file.\n"
    "\n"
    "Options:\n";

// Not in the table, since they cannot be keys of the file.
constexpr std::string_view kTail =
    "  --config FILE                          [AMILOCAL_CONFIG]\n"
    "      Read options from this YAML file.\n"
    "  --help-markdown\n"
    "      Print these options as a Markdown table.\n"
    "  --version\n"
    "  -h, --help\n";

constexpr std::size_t kVariableColumn = 41, kTextIndent = 6, kColumns = 96;

std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t column = kColumns;
  for (const auto word : split(text, ' ')) {
    if (column + 1 + word.size() > kColumns) {
      if (!out.empty()) out += '\n';
      out += std::string(kTextIndent, ' ');
      column = kTextIndent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + '\n';
}

std::string synopsis(const OptionRow& row) {
  std::string text = "--" + std::string(row.name);
  if (!row.isSwitch()) text += " " + std::string(row.value);
  return text;
}

std::string withDefault(const OptionRow& row) {
  std::string text(row.help);
  if (!row.defaultValue.empty() && !row.isSwitch())
    text += " Default: " + std::string(row.defaultValue) + ".";
  return text;
}

// A bar would begin another cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

}  // namespace

std::string serveHelp() {
  std::string out(kHead);
  for (const auto& row : optionTable()) {
    auto line = "  " + synopsis(row);
    line.resize(std::max(line.size() + 1, kVariableColumn), ' ');
    out += line + "[" + environmentName(row.name) + "]\n" + wrapped(withDefault(row));
  }
  return out.append(kTail);
}

std::string serveHelpMarkdown() {
  std::string out = "| flag | environment | default | |\n|---|---|---|---|\n";
  for (const auto& row : optionTable())
    out += "| `" + cell(synopsis(row)) + "` | `" + environmentName(row.name) + "` | " +
           cell(row.defaultValue) + " | " + cell(row.help) + " |\n";
  return out + "| `--config FILE` | `AMILOCAL_CONFIG` | | Read options from this YAML file. |\n";
}

}  // namespace amilocal
