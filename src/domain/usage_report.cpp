#include "amilocal/domain/usage_report.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<UsageReportState> kStates[] = {
    {UsageReportState::pending, "pending"},
    {UsageReportState::available, "available"},
    {UsageReportState::error, "error"},
};

}  // namespace

std::string_view toString(UsageReportState state) { return nameOf(kStates, state); }

std::optional<UsageReportState> parseUsageReportState(std::string_view text) {
  return valueOf(kStates, text);
}

}  // namespace amilocal::domain
