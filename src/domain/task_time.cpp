#include "amilocal/domain/task_time.h"

#include <algorithm>

namespace amilocal::domain {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Orders of magnitude seen on AWS: a snapshot is an upload (about 100 MiB/s after a start), a copy
// between Regions is slower, an instance boots in a quarter of a minute. AWS states none of these.
struct Pace {
  TaskKind kind;
  Duration start;
  Duration perGib;
};
constexpr Pace kAwsPaces[] = {
    {TaskKind::create_image, seconds{60}, seconds{10}},
    {TaskKind::copy_image, seconds{90}, seconds{20}},
    {TaskKind::store_image, seconds{60}, seconds{10}},
    {TaskKind::restore_image, seconds{60}, seconds{10}},
    {TaskKind::import_image, minutes{15}, seconds{60}},
    {TaskKind::import_snapshot, minutes{3}, seconds{30}},
    {TaskKind::export_image, minutes{10}, seconds{60}},
    {TaskKind::delete_transfer, seconds{60}, milliseconds{0}},
    {TaskKind::create_snapshot, seconds{20}, seconds{10}},
    {TaskKind::copy_snapshot, seconds{60}, seconds{20}},
    {TaskKind::create_volume, seconds{3}, milliseconds{0}},
    {TaskKind::delete_volume, seconds{3}, milliseconds{0}},
    {TaskKind::attach_volume, seconds{4}, milliseconds{0}},
    {TaskKind::detach_volume, seconds{6}, milliseconds{0}},
    {TaskKind::start_instance, seconds{15}, milliseconds{0}},
    {TaskKind::stop_instance, seconds{30}, milliseconds{0}},
    {TaskKind::terminate_instance, seconds{30}, milliseconds{0}},
    {TaskKind::archive_snapshot, minutes{30}, seconds{30}},
    {TaskKind::restore_snapshot, hours{24}, milliseconds{0}},
    // 60 minutes per TiB (Amazon EBS User Guide, "Amazon EBS fast snapshot restore").
    {TaskKind::move_fast_restore, seconds{10}, milliseconds{3516}},
    {TaskKind::enable_fast_launch, minutes{30}, milliseconds{0}},
    {TaskKind::disable_fast_launch, minutes{1}, milliseconds{0}},
    {TaskKind::create_retention_rule, seconds{60}, milliseconds{0}},
    {TaskKind::create_usage_report, seconds{120}, milliseconds{0}},
    {TaskKind::modify_volume, seconds{5}, milliseconds{0}},
    {TaskKind::optimize_volume, seconds{60}, seconds{20}},
    {TaskKind::begin_root_volume, seconds{10}, milliseconds{0}},
    {TaskKind::finish_root_volume, seconds{30}, milliseconds{0}},
    // Each of the four states of a bundle task before its end.
    {TaskKind::bundle_instance, seconds{60}, milliseconds{0}},
};

Duration awsDuration(TaskKind kind, std::int64_t sizeGib) {
  const auto* pace = std::ranges::find(kAwsPaces, kind, &Pace::kind);
  if (pace == std::end(kAwsPaces)) return Duration{0};
  return pace->start + pace->perGib * sizeGib;
}

}  // namespace

std::optional<TaskTime> TaskTime::parse(std::string_view text) {
  if (text == "aws") return TaskTime{Mode::aws, Duration{0}};
  if (text == "hold") return TaskTime{Mode::hold, Duration{0}};
  const auto duration = parseDuration(text);
  if (!duration) return std::nullopt;
  return TaskTime{Mode::fixed, *duration};
}

std::optional<Instant> dueAt(const TaskTime& time, TaskKind kind, std::int64_t sizeGib,
                             Instant now) {
  switch (time.mode) {
    case TaskTime::Mode::hold:
      return std::nullopt;
    case TaskTime::Mode::aws:
      return now + awsDuration(kind, sizeGib);
    case TaskTime::Mode::fixed:
      break;
  }
  return now + time.duration;
}

int percentDone(Instant start, std::optional<Instant> end, Instant now) {
  if (!end || now <= start) return 0;
  if (now >= *end) return 100;
  return static_cast<int>(100 * (now - start) / (*end - start));
}

}  // namespace amilocal::domain
