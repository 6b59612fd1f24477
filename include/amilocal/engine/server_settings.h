#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/iam_mode.h"
#include "amilocal/domain/known_users.h"
#include "amilocal/domain/limits.h"
#include "amilocal/domain/organization.h"
#include "amilocal/domain/task_time.h"
#include "amilocal/domain/usage_report.h"

namespace amilocal {

class RemoteS3;  // engine/remote_s3.h

/// What the server was told at start and what handlers may ask for.
struct ServerSettings {
  domain::TaskTime taskTime;
  std::string defaultRegion = "us-east-1";   ///< of requests without a credential scope
  std::vector<std::string> enabledRegions;   ///< opt-in Regions that every account has enabled
  std::optional<std::uint64_t> seed;         ///< makes ids and tokens repeat
  domain::LimitValues limits;                ///< other quotas than AWS's defaults
  std::vector<std::string> unusableKmsKeys;  ///< as requests name them
  std::vector<domain::Account> accounts;     ///< those of organizations, and those with names
  bool lenient = false;                      ///< let unknown parameters pass
  std::int64_t history = 10'000;             ///< how many events and journal entries are kept
  domain::UsageDelay usageDelay = domain::UsageDelay::none;
  bool verifySignatures = false;  ///< is a request refused whose signature is not right?
  domain::KnownUsers users;       ///< those of the credentials file
  domain::IamMode iam = domain::IamMode::off;
  bool seedCatalogue = true;           ///< are the public images of well-known owners there?
  std::shared_ptr<RemoteS3> remoteS3;  ///< null: buckets are our own
  Duration patience{5'000};            ///< how long who asks after work on bytes waits for its end
};

}  // namespace amilocal
