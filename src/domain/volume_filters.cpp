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

}  // namespace

std::span<const FilterRow<Volume>> volumeFilters() { return kVolumeFilters; }

}  // namespace amilocal::domain
