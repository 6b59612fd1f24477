// The small languages inside of parameters: times, durations, patterns, schedules, addresses.
#include "amilocal/core/instant.h"
#include "amilocal/core/ip_address.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/cron.h"
#include "amilocal/domain/task_time.h"
#include "fuzz_target.h"

namespace amilocal::fuzz {

void run(std::string_view input) {
  const auto half = input.substr(0, input.size() / 2), rest = input.substr(input.size() / 2);
  if (const auto at = parseInstant(input); at && parseInstant(formatInstant(*at)) != at) trap();
  if (const auto length = parseDuration(input);
      length && parseDuration(formatDuration(*length)) != length)
    trap();
  matchesPattern(half, rest);
  decodeForm(input);
  isXmlText(input);
  Ipv4Block::parse(input);
  domain::TaskTime::parse(input);
  if (const auto cron = domain::CronExpression::parse(input)) cron->next(Instant{});
}

}  // namespace amilocal::fuzz
