#include "amilocal/catalog/volume_table.h"

#include "amilocal/core/text.h"
#include "cells.h"
#include "rows.h"
#include "scope_query.h"

namespace amilocal {
namespace {

using domain::Attachment;
using domain::Volume;

struct VolumeColumns {
  static constexpr const char* kTable = "volume";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& volume) {
    column("id", volume.id);
    column("region", volume.region);
    column("owner", volume.owner);
    column("availability_zone", volume.availabilityZone);
    column("state", volume.state);
    column("size_gib", volume.sizeGib);
    column("volume_type", volume.volumeType);
    column("iops", volume.iops);
    column("throughput_mibps", volume.throughputMibps);
    column("encrypted", volume.encrypted);
    column("kms_key_id", volume.kmsKeyId);
    column("snapshot_id", volume.snapshotId);
    column("created_at", volume.createdAt);
    column("multi_attach_enabled", volume.multiAttachEnabled);
    column("volume_initialization_rate", volume.volumeInitializationRate);
    column("outpost_arn", volume.outpostArn);
    column("fast_restored", volume.fastRestored);
    column("content_id", volume.contentId);
    column("auto_enable_io", volume.autoEnableIo);
  }
};

/// Without the volume's id, which is the list's parent.
struct AttachmentColumns {
  static constexpr const char* kTable = "attachment";
  static constexpr const char* kParent = "volume_id";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& attachment) {
    column("instance_id", attachment.instanceId);
    column("device", attachment.device);
    column("state", attachment.state);
    column("attached_at", attachment.attachedAt);
    column("delete_on_termination", attachment.deleteOnTermination);
  }
};

using VolumeRows = Rows<Volume, VolumeColumns>;
using Attachments = Lists<Attachment, AttachmentColumns>;

constexpr ScopedTable kVolumes{"volume"};

constexpr std::string_view kAttachedTo =
    "SELECT volume_id FROM attachment WHERE instance_id = :instance";

/// The items of a list do not know their parent until they are told.
void nameVolume(Volume& volume) {
  for (auto& attachment : volume.attachments) attachment.volumeId = volume.id;
}

/// The list as Lists reads it, so that it can compare the two.
std::vector<Attachment> withoutVolume(std::vector<Attachment> attachments) {
  for (auto& attachment : attachments) attachment.volumeId = VolumeId::trusted("");
  return attachments;
}

}  // namespace

std::optional<Volume> VolumeTable::find(const VolumeId& id) const {
  auto volume = VolumeRows::find(database_, id);
  if (!volume) return std::nullopt;
  volume->attachments = Attachments::find(database_, id.str());
  nameVolume(*volume);
  return volume;
}

std::vector<Volume> VolumeTable::read(Statement& statement) const {
  auto volumes = VolumeRows::readAll(statement);
  Attachments::fill(database_, volumes, &Volume::attachments);
  for (auto& volume : volumes) nameVolume(volume);
  return volumes;
}

std::vector<Volume> VolumeTable::listById(std::span<const VolumeId> ids) const {
  if (ids.size() == 1) return listOf(find(ids.front()));
  static const auto kSql =
      VolumeRows::sql().select + " WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id";
  const auto json = jsonOfIds(ids);
  Statement statement(database_, kSql);
  statement.bindAt(1, json);
  return read(statement);
}

std::vector<Volume> VolumeTable::list(const VolumeScope& scope) const {
  const ScopeQuery query(kVolumes, scope);
  const auto sql = VolumeRows::sql().select + " WHERE id IN (" + query.ids() + ") ORDER BY id";
  Statement statement(database_, sql);
  query.bind(statement);
  return read(statement);
}

std::vector<Volume> VolumeTable::listAttachedTo(const InstanceId& instance) const {
  return attached_.get(instance.str(), [&] {
    Statement statement(database_, kAttachedTo);
    statement.bind(":instance", instance);
    return listById(columnOf<VolumeId>(statement));
  });
}

std::vector<Attachment> VolumeTable::attachmentsOf(const InstanceId& instance) const {
  return attachmentsOf(std::span(&instance, 1));
}

std::vector<Attachment> VolumeTable::attachmentsOf(std::span<const InstanceId> instances) const {
  static const auto kSql = "SELECT volume_id, " +
                           join(columnNames<AttachmentColumns, Attachment>(), ", ") +
                           " FROM attachment WHERE instance_id IN (SELECT value FROM "
                           "json_each(?1)) ORDER BY instance_id, device, volume_id";
  const auto json = jsonOfIds(instances);
  Statement statement(database_, kSql);
  statement.bindAt(1, json);
  std::vector<Attachment> attachments;
  while (statement.step()) {
    auto& attachment = attachments.emplace_back();
    attachment.volumeId = statement.get<VolumeId>(0);
    ColumnReader reader(statement, 1);
    AttachmentColumns::visit(reader, attachment);
  }
  return attachments;
}

void VolumeTable::insert(const Volume& volume) {
  VolumeRows::insert(database_, volume);
  Attachments::insert(database_, volume.id.str(), volume.attachments);
}

void VolumeTable::update(const Volume& volume) {
  VolumeRows::update(database_, volume);
  Attachments::replace(database_, volume.id.str(), withoutVolume(volume.attachments));
}

bool VolumeTable::remove(const VolumeId& id) { return VolumeRows::remove(database_, id); }

}  // namespace amilocal
