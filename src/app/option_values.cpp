#include "app/option_values.h"

#include <algorithm>
#include <charconv>

#include "amilocal/core/text.h"
#include "amilocal/domain/region.h"
#include "app/option_table.h"

namespace amilocal::option {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t bytes;
};
constexpr Unit kUnits[] = {{"", 1},
                           {"k", 1ULL << 10},
                           {"kib", 1ULL << 10},
                           {"m", 1ULL << 20},
                           {"mib", 1ULL << 20},
                           {"g", 1ULL << 30},
                           {"gib", 1ULL << 30}};
constexpr std::uint64_t kBytesMax = 1ULL << 40;

constexpr Choice<bool> kSwitch[] = {{"true", true}, {"false", false}, {"yes", true}, {"no", false},
                                    {"on", true},   {"off", false},   {"1", true},   {"0", false}};

std::vector<std::string_view> regionNames() {
  std::vector<std::string_view> names;
  for (const auto& region : domain::regions()) names.push_back(region.name);
  return names;
}

}  // namespace

std::string nonEmpty(std::string_view text, std::string_view what) {
  if (text.empty()) throw BadValue{std::string(what), {}};
  return std::string(text);
}

bool readSwitch(std::string_view text) { return readChoice(toLower(text), kSwitch); }

std::int64_t readNumber(std::string_view text, std::string_view what, std::int64_t least,
                        std::int64_t most) {
  const auto number = parseInteger(text);
  if (number && *number >= least && *number <= most) return *number;
  throw BadValue{
      std::string(what) + " (" + std::to_string(least) + " to " + std::to_string(most) + ")", {}};
}

std::uint64_t readSeed(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc{} || end != text.data() + text.size())
    throw BadValue{"a whole number from 0 to 18446744073709551615", {}};
  return seed;
}

std::uint64_t readBytes(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto unit = toLower(text.substr(static_cast<std::size_t>(end - text.data())));
  const auto* found = std::ranges::find(kUnits, unit, &Unit::name);
  if (error != std::errc{} || found == std::end(kUnits) || number == 0 ||
      number > kBytesMax / found->bytes)
    throw BadValue{"a number of bytes such as 65536, 64k or 16m", {}};
  return number * found->bytes;
}

Duration readDuration(std::string_view text) {
  if (const auto duration = parseDuration(text)) return *duration;
  throw BadValue{"a length of time such as 500ms, 30s or 2m", {}};
}

Duration readTimeout(std::string_view text) {
  const auto duration = readDuration(text);
  if (duration == Duration{0}) throw BadValue{"a length of time above zero", {}};
  return duration;
}

std::string readRegion(std::string_view text) {
  if (domain::findRegion(text) != nullptr) return std::string(text);
  throw BadValue{"the name of an AWS Region", nearest(text, regionNames())};
}

std::vector<std::string> readRegions(std::string_view text) {
  std::vector<std::string> regions;
  if (trim(text).empty()) return regions;
  if (text == "all") {
    for (const auto& region : domain::regions())
      if (region.optIn) regions.emplace_back(region.name);
    return regions;
  }
  for (const auto name : split(text, ',')) regions.push_back(readRegion(trim(name)));
  return regions;
}

namespace {

constexpr std::string_view kAccountForm =
    "an account such as id=111111111111;organization=o-exampleorgid;unit=ou-exam-ple00001";

domain::Account readAccount(std::string_view text) {
  domain::Account account;
  for (const auto part : split(text, ';')) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) throw BadValue{std::string(kAccountForm), {}};
    const auto key = trim(part.substr(0, equals));
    const std::string value(trim(part.substr(equals + 1)));
    if (key == "id") {
      account.id = value;
    } else if (key == "name") {
      account.name = value;
    } else if (key == "organization") {
      account.organization = value;
    } else if (key == "unit") {
      account.unitPath = value;
    } else {
      throw BadValue{std::string(kAccountForm), {}};
    }
  }
  const auto wrong = domain::whatIsWrongWith(account);
  if (!wrong.empty()) throw BadValue{std::string(kAccountForm) + " (" + wrong + ")", {}};
  return account;
}

}  // namespace

std::vector<domain::Account> readAccounts(std::string_view text) {
  std::vector<domain::Account> accounts;
  if (trim(text).empty()) return accounts;
  for (const auto part : split(text, ',')) {
    auto account = readAccount(part);
    if (std::ranges::find(accounts, account.id, &domain::Account::id) != accounts.end())
      throw BadValue{"a list of different accounts (" + account.id + " is there twice)", {}};
    accounts.push_back(std::move(account));
  }
  return accounts;
}

void readQuotas(std::string_view text, domain::LimitValues& quotas) {
  for (const auto part : split(text, ',')) {
    const auto equals = std::min(part.find('='), part.size());
    const auto name = trim(part.substr(0, equals));
    std::vector<std::string_view> names;
    for (const auto& row : domain::limits()) names.push_back(row.name);
    if (domain::findLimit(name) == nullptr)
      throw BadValue{"a quota and its value, such as public-images=1", nearest(name, names)};
    const auto value = trim(part.substr(std::min(equals + 1, part.size())));
    quotas[std::string(name)] =
        readNumber(value, "a quota and its value, such as public-images=1", 0, domain::kLimitMax);
  }
}

void readList(std::string_view text, std::vector<std::string>& list) {
  for (const auto part : split(text, ','))
    list.push_back(nonEmpty(trim(part), "a name, or several separated by commas"));
}

void refuseChoice(std::string_view text, std::span<const std::string_view> choices) {
  std::string expected;
  for (const auto choice : choices) {
    if (!expected.empty()) expected += choice == choices.back() ? " or " : ", ";
    expected += choice;
  }
  throw BadValue{std::move(expected), nearest(text, choices)};
}

}  // namespace amilocal::option
