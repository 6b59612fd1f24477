#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "amilocal/core/text.h"
#include "embedded/seed.gen.h"
#include "seed_model.h"

namespace amilocal::domain::seed {
namespace {

using nlohmann::json;
using std::chrono::days;

constexpr std::string_view kFile = "default.json";

[[noreturn]] void refuse(const std::string& reason) { throw std::runtime_error(reason); }

Instant instantOf(const json& value) {
  const auto at = parseInstant(value.get_ref<const std::string&>());
  if (!at) refuse("no date: " + value.dump());
  return *at;
}

// `/dev/xvda 8 gp3`, `/dev/sda1 8 io1 100` or `/dev/sdb ephemeral0`.
Device deviceOf(const std::string& text) {
  const auto words = split(text, ' ');
  Device device;
  device.name = words[0];
  if (words.size() == 2) {
    device.virtualName = words[1];
    return device;
  }
  const auto size = words.size() > 2 ? parseInteger(words[1]) : std::nullopt;
  if (!size) refuse("no device: " + text);
  device.sizeGib = *size;
  device.volumeType = words[2];
  if (words.size() > 3) device.iops = parseInteger(words[3]).value_or(0);
  return device;
}

std::vector<Device> devicesOf(const json& lines) {
  std::vector<Device> devices;
  for (const auto& line : lines) devices.push_back(deviceOf(line.get_ref<const std::string&>()));
  return devices;
}

Counter counterOf(const std::string& name, const json& file) {
  Counter counter;
  counter.name = name;
  counter.start = file.value("start", std::int64_t{0});
  counter.step = file.value("step", counter.step);
  counter.at = std::chrono::floor<days>(instantOf(file.at("at")));
  counter.everyDays = file.at("everyDays");
  counter.unitDays = file.value("unitDays", 0);
  counter.least = file.value("least", counter.least);
  counter.most = file.value("most", counter.most);
  counter.ranked = file.value("ranked", false);
  counter.words = file.value("words", std::vector<std::string>());
  return counter;
}

Schedule scheduleOf(const json& file) {
  Schedule schedule;
  if (file.contains("releases")) {
    for (const auto& at : file["releases"]) schedule.fixed.push_back(instantOf(at));
    if (schedule.fixed.empty() || !std::ranges::is_sorted(schedule.fixed))
      refuse("releases must be in order");
    return schedule;
  }
  schedule.first = instantOf(file.at("first"));
  schedule.everyDays = file.at("everyDays");
  if (schedule.everyDays < 1) refuse("everyDays must be positive");
  if (file.contains("last"))
    schedule.count =
        static_cast<int>((instantOf(file["last"]) - schedule.first) / days(schedule.everyDays)) + 1;
  return schedule;
}

// `uefi-preferred/uefi`: for x86 and for ARM. One word is for both, `-` is none.
void setBootMode(Row& row, const std::string& text) {
  const auto modes = split(text, '/');
  const auto modeOf = [](std::string_view mode) { return std::string(mode == "-" ? "" : mode); };
  row.bootModeX86 = modeOf(modes.front());
  row.bootModeArm = modeOf(modes.back());
}

// The words of a row and of a family's "image", which is what its rows begin with.
const std::map<std::string_view, std::string Row::*>& textsOfRow() {
  static const std::map<std::string_view, std::string Row::*> kTexts = {
      {"name", &Row::name},
      {"description", &Row::description},
      {"location", &Row::location},
      {"ssm", &Row::ssm},
      {"kernel", &Row::kernel},
      {"root", &Row::rootDevice},
      {"rootType", &Row::rootDeviceType},
      {"virtualization", &Row::virtualization},
      {"imds", &Row::imdsSupport},
      {"tpm", &Row::tpmSupport},
      {"usage", &Row::usageOperation},
      {"productCode", &Row::productCode},
      {"source", &Row::source},
  };
  return kTexts;
}

Row plainRow() {
  Row row;
  row.rootDeviceType = "ebs";
  row.virtualization = "hvm";
  row.usageOperation = "RunInstances";
  return row;
}

class Reader {
 public:
  explicit Reader(const json& file) : file_(file) {}

  Model read() {
    for (const auto& [name, lines] : file_.at("layouts").items()) layouts_[name] = devicesOf(lines);
    for (const auto& [name, publisher] : file_.at("publishers").items()) {
      publishers_[name] = model_.publishers.size();
      model_.publishers.push_back(publisherOf(publisher));
    }
    for (const auto& family : file_.at("families")) addFamily(family);
    connectSources();
    std::ranges::sort(model_.variants, {}, &Variant::number);
    if (std::ranges::adjacent_find(model_.variants, {}, &Variant::number) != model_.variants.end())
      refuse("two variants have the same number");
    return std::move(model_);
  }

 private:
  static Publisher publisherOf(const json& file) {
    Publisher publisher;
    publisher.alias = file.value("alias", "");
    for (const auto& [place, account] : file.at("accounts").items())
      publisher.accounts.emplace_back(place, account.get<std::string>());
    return publisher;
  }

  void addFamily(const json& file) try {
    Family family;
    family.key = file.at("key");
    const auto publisher = publishers_.find(file.at("publisher").get<std::string>());
    if (publisher == publishers_.end()) refuse("no such publisher");
    family.publisher = publisher->second;
    family.schedule = scheduleOf(file);
    family.lifeDays = file.value("lifeDays", 0);
    family.namedDaysAgo = file.value("namedDaysAgo", 0);
    if (file.contains("counters"))
      for (const auto& [name, counter] : file["counters"].items())
        family.counters.push_back(counterOf(name, counter));
    model_.families.push_back(std::move(family));
    addVariants(file);
  } catch (const std::exception& error) {
    refuse("seed family " + file.value("key", "?") + ": " + error.what());
  }

  void addVariants(const json& family) {
    auto plain = plainRow();
    if (family.contains("image")) apply(plain, family["image"]);
    const std::chrono::seconds spacing(family.value("spacingSeconds", 41));
    std::chrono::seconds delay{0};
    for (const auto& file : family.at("variants")) {
      auto row = plain;
      apply(row, file);
      model_.rows.push_back(std::move(row));
      Variant variant;
      variant.number = family.at("number").get<int>() * 256 + file.at("number").get<int>();
      variant.family = model_.families.size() - 1;
      variant.row = model_.rows.size() - 1;
      const int ranks = file.value("ranks", 1);
      for (variant.rank = 0; variant.rank < ranks; ++variant.rank) {
        for (const auto& architecture : file.at("arch")) {
          variant.architecture = architecture;
          variant.delay = delay;
          model_.variants.push_back(variant);
          ++variant.number;
          delay += spacing;
        }
      }
    }
  }

  // Members that rows have besides these belong to the variants, or are unknown.
  void apply(Row& row, const json& file) {
    for (const auto& [key, value] : file.items()) {
      const auto text = textsOfRow().find(key);
      if (text != textsOfRow().end())
        row.*(text->second) = value.get<std::string>();
      else if (key == "boot")
        setBootMode(row, value);
      else if (key == "ena")
        row.ena = value;
      else if (key == "freeTier")
        row.freeTier = value;
      else if (key == "listed")
        row.listed = value;
      else if (key == "devices")
        row.devices = value.is_string() ? layout(value) : devicesOf(value);
      else if (key == "words")
        for (const auto& [word, meaning] : value.items()) setWord(row, word, meaning);
      else if (key != "number" && key != "arch" && key != "ranks")
        refuse("unknown member " + key);
    }
  }

  static void setWord(Row& row, const std::string& word, const json& meaning) {
    std::erase_if(row.words, [&](const auto& known) { return known.first == word; });
    row.words.emplace_back(word, meaning.get<std::string>());
  }

  const std::vector<Device>& layout(const json& name) const {
    const auto found = layouts_.find(name.get<std::string>());
    if (found == layouts_.end()) refuse("no such layout: " + name.dump());
    return found->second;
  }

  // A source is the first variant of the family that it names.
  void connectSources() {
    for (auto& variant : model_.variants) {
      const auto& key = model_.rowOf(variant).source;
      if (key.empty()) continue;
      const auto first = std::ranges::find(
          model_.variants, key, [&](const Variant& v) { return model_.familyOf(v).key; });
      if (first == model_.variants.end()) refuse("no such source: " + key);
      variant.source = first->number;
    }
  }

  const json& file_;
  Model model_;
  std::map<std::string, std::vector<Device>> layouts_;
  std::map<std::string, std::size_t> publishers_;
};

}  // namespace

const Variant* Model::find(int number) const {
  const auto variant = std::ranges::lower_bound(variants, number, {}, &Variant::number);
  return variant != variants.end() && variant->number == number ? &*variant : nullptr;
}

Model parseModel(std::string_view text) {
  const auto file = json::parse(text);
  return Reader(file).read();
}

const Model& model() {
  static const Model kModel = [] {
    for (const auto& file : embedded::seed())
      if (file.name == kFile) return parseModel(file.content);
    refuse("the binary has no " + std::string(kFile));
  }();
  return kModel;
}

}  // namespace amilocal::domain::seed
