#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/usage_report.h"

/// What usage reports and references look at, and within which bounds (images.md section 7, "Usage
/// reports" and "DescribeImageReferences"; section 9).
namespace amilocal::domain {

inline constexpr std::string_view kInstanceType = "ec2:Instance";
inline constexpr std::string_view kLaunchTemplateType = "ec2:LaunchTemplate";
inline constexpr std::string_view kParameterType = "ssm:Parameter";
inline constexpr std::string_view kImageRecipeType = "imagebuilder:ImageRecipe";
inline constexpr std::string_view kContainerRecipeType = "imagebuilder:ContainerRecipe";

inline constexpr std::int64_t kReportDepth = 20, kReferenceDepth = 10, kDepthMax = 10'000;
inline constexpr std::size_t kReportAccountsMax = 200, kReportIdsMax = 200;
inline constexpr std::size_t kReferencedImagesMax = 10;
inline constexpr std::int64_t kPendingReportsMax = 2000;
inline constexpr std::chrono::days kReportLife{30};

/// An option of a resource type as a request gives it.
struct UsageOption {
  std::string name;
  std::vector<std::string> values;
};

/// A resource type with the options of the request.
struct UsageType {
  std::string type;
  std::vector<UsageOption> options;
};

/// What is looked for in one type of resource.
struct UsageScope {
  std::string type;
  std::int64_t versionDepth = 0;      ///< launch templates
  std::vector<InstanceState> states;  ///< instances
};

/// The scopes of a report: instances and templates, with `version-depth`. Throws
/// InvalidParameterValue for other types and options, and values out of bounds.
std::vector<UsageScope> reportScopes(const std::vector<UsageType>& types);

/// The scopes of DescribeImageReferences: the types that are named, with their options, and all
/// others with the defaults when `all` is asked for. Throws MissingParameter when there is neither.
std::vector<UsageScope> referenceScopes(const std::vector<UsageType>& types, bool all);

/// The latest launch and the latest template version that a report sees now: with the delay of AWS,
/// a day and three days ago. AWS says "a few days" of templates.
struct Freshness {
  Instant launchesUntil;
  Instant templatesUntil;
};
Freshness freshnessOf(UsageDelay delay, Instant now);

}  // namespace amilocal::domain
