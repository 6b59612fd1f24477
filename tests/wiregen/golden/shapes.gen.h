#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/wire/shared.h"

namespace amilocal::zoo {

struct AdoptAnimalRequest {
  std::string name{};
  std::optional<bool> return_;
  std::optional<std::string> clientToken;
  std::optional<bool> dryRun;
  friend bool operator==(const AdoptAnimalRequest&, const AdoptAnimalRequest&) = default;
};

struct Animal {
  std::optional<std::string> name;
  std::optional<std::int64_t> legs;
  std::vector<std::string> tags;
  std::optional<std::vector<std::string>> foods;
  friend bool operator==(const Animal&, const Animal&) = default;
};

struct AdoptAnimalResponse {
  std::optional<Animal> animal;
  std::optional<Instant> at;
  friend bool operator==(const AdoptAnimalResponse&, const AdoptAnimalResponse&) = default;
};

struct ListAnimalsRequest {
  std::vector<std::string> names;
  friend bool operator==(const ListAnimalsRequest&, const ListAnimalsRequest&) = default;
};

struct ListAnimalsResponse {
  std::vector<wire::Shared<Animal>> animals;
  std::optional<double> weight;
  friend bool operator==(const ListAnimalsResponse&, const ListAnimalsResponse&) = default;
};

}  // namespace amilocal::zoo
