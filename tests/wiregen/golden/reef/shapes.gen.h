#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"

namespace amilocal::reef {

struct PutFishRequest {
  std::string reefId{};
  std::optional<std::int64_t> weight;
  std::vector<std::string> names;
  std::optional<std::string> picture;
  friend bool operator==(const PutFishRequest&, const PutFishRequest&) = default;
};

struct PutFishResponse {
  std::optional<std::string> fishId;
  std::optional<Instant> since;
  std::map<std::string, std::string> marks;
  friend bool operator==(const PutFishResponse&, const PutFishResponse&) = default;
};

struct GetFishRequest {
  std::string fishId{};
  friend bool operator==(const GetFishRequest&, const GetFishRequest&) = default;
};

struct GetFishResponse {
  std::optional<std::int64_t> weight;
  std::optional<std::string> picture;
  friend bool operator==(const GetFishResponse&, const GetFishResponse&) = default;
};

}  // namespace amilocal::reef
