#include "amilocal/domain/volume_filters.h"

#include "amilocal/domain/zone_choice.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

// One text for each attachment of the volume.
template <class Text>
Texts ofAttachments(const Volume& volume, Text text) {
  Texts texts;
  for (const auto& attachment : volume.attachments) texts.emplace_back(text(attachment));
  return texts;
}

constexpr FilterRow<Volume> kVolumeFilters[] = {
    {"attachment.attach-time",
     [](const Volume& v) {
       return ofAttachments(v, [](const auto& a) { return formatInstant(a.attachedAt); });
     }},
    {"attachment.delete-on-termination",
     [](const Volume& v) {
       return ofAttachments(v,
                            [](const auto& a) { return a.deleteOnTermination ? "true" : "false"; });
     }},
    {"attachment.device",
     [](const Volume& v) { return ofAttachments(v, [](const auto& a) { return a.device; }); }},
    {"attachment.instance-id",
     [](const Volume& v) {
       return ofAttachments(v, [](const auto& a) { return a.instanceId.str(); });
     }},
    {"attachment.status",
     [](const Volume& v) {
       return ofAttachments(v, [](const auto& a) { return toString(a.state); });
     }},
    {"availability-zone", [](const Volume& v) { return textsOf(v.availabilityZone); }},
    {"availability-zone-id",
     [](const Volume& v) { return textsOf(zoneIdOf(v.region, v.availabilityZone)); }},
    {"create-time", [](const Volume& v) { return textsOf(formatInstant(v.createdAt)); }},
    {"encrypted", [](const Volume& v) { return textsOf(v.encrypted); }},
    {"fast-restored", [](const Volume& v) { return textsOf(v.fastRestored); }},
    {"multi-attach-enabled", [](const Volume& v) { return textsOf(v.multiAttachEnabled); }},
    // No service provider manages a volume here.
    {"operator.managed", [](const Volume&) { return textsOf(false); }},
    {"operator.principal", [](const Volume&) { return Texts{}; }},
    {"size", [](const Volume& v) { return textsOf(v.sizeGib); }},
    {"snapshot-id",
     [](const Volume& v) { return v.snapshotId ? textsOf(v.snapshotId->str()) : Texts{}; }},
    {"status", [](const Volume& v) { return textsOf(toString(v.state)); }},
    {"volume-id", [](const Volume& v) { return textsOf(v.id.str()); }},
    {"volume-type", [](const Volume& v) { return textsOf(v.volumeType); }},
};
static_assert(std::ranges::is_sorted(kVolumeFilters, {}, &FilterRow<Volume>::name));

// Nothing ever happens to a volume here that would have to be acted on.
Texts noEvent(const Volume&) { return {}; }

constexpr FilterRow<Volume> kStatusFilters[] = {
    {"action.code", &noEvent},
    {"action.description", &noEvent},
    {"action.event-id", &noEvent},
    {"availability-zone", [](const Volume& v) { return textsOf(v.availabilityZone); }},
    {"event.description", &noEvent},
    {"event.event-id", &noEvent},
    {"event.event-type", &noEvent},
    {"event.not-after", &noEvent},
    {"event.not-before", &noEvent},
    {"volume-status.details-name",
     [](const Volume&) {
       return Texts{"io-enabled", "io-performance"};
     }},
    {"volume-status.details-status",
     [](const Volume& v) {
       return Texts{"passed", std::string(volumePerformance(v))};
     }},
    {"volume-status.status", [](const Volume& v) { return textsOf(volumeHealth(v)); }},
};
static_assert(std::ranges::is_sorted(kStatusFilters, {}, &FilterRow<Volume>::name));

using Change = VolumeModification;

// The two names without hyphens are AWS's own.
constexpr FilterRow<Change> kModificationFilters[] = {
    {"modification-state", [](const Change& m) { return textsOf(toString(m.state)); }},
    {"original-iops", [](const Change& m) { return textsOf(m.original.iops); }},
    {"original-size", [](const Change& m) { return textsOf(m.original.sizeGib); }},
    {"original-volume-type", [](const Change& m) { return textsOf(m.original.volumeType); }},
    {"originalMultiAttachEnabled",
     [](const Change& m) { return textsOf(m.original.multiAttachEnabled); }},
    {"start-time", [](const Change& m) { return textsOf(formatInstant(m.startedAt)); }},
    {"target-iops", [](const Change& m) { return textsOf(m.target.iops); }},
    {"target-size", [](const Change& m) { return textsOf(m.target.sizeGib); }},
    {"target-volume-type", [](const Change& m) { return textsOf(m.target.volumeType); }},
    {"targetMultiAttachEnabled",
     [](const Change& m) { return textsOf(m.target.multiAttachEnabled); }},
    {"volume-id", [](const Change& m) { return textsOf(m.volumeId.str()); }},
};
static_assert(std::ranges::is_sorted(kModificationFilters, {}, &FilterRow<Change>::name));

}  // namespace

std::span<const FilterRow<Volume>> volumeFilters() { return kVolumeFilters; }
std::span<const FilterRow<Volume>> volumeStatusFilters() { return kStatusFilters; }
std::span<const FilterRow<VolumeModification>> volumeModificationFilters() {
  return kModificationFilters;
}

std::string_view volumeHealth(const Volume& volume) {
  return volume.state == VolumeState::creating ? "insufficient-data" : "ok";
}

std::string_view volumePerformance(const Volume& volume) {
  const bool promises =
      volume.volumeType == "io1" || volume.volumeType == "io2" || volume.volumeType == "gp3";
  return promises ? "normal" : "not-applicable";
}

}  // namespace amilocal::domain
