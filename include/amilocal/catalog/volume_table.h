#pragma once

#include <optional>
#include <span>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/catalog/remembered.h"
#include "amilocal/catalog/scope.h"
#include "amilocal/domain/volume.h"

namespace amilocal {

class Statement;

/// Volumes with their attachments. Throws CatalogError.
class VolumeTable {
 public:
  explicit VolumeTable(Database& database) : database_(database), attached_(database, "volume") {}

  std::optional<domain::Volume> find(const VolumeId& id) const;

  /// Those of the ids that exist, in the order of ids.
  std::vector<domain::Volume> listById(std::span<const VolumeId> ids) const;
  std::vector<domain::Volume> list(const VolumeScope& scope) const;

  /// The volumes with an attachment, in whatever state, to the instance.
  std::vector<domain::Volume> listAttachedTo(const InstanceId& instance) const;

  /// The attachments of one instance, or of a page of them, by instance and device name.
  std::vector<domain::Attachment> attachmentsOf(const InstanceId& instance) const;
  std::vector<domain::Attachment> attachmentsOf(std::span<const InstanceId> instances) const;

  /// An attachment belongs to the volume that lists it, whatever its `volumeId` says.
  void insert(const domain::Volume& volume);
  void update(const domain::Volume& volume);
  bool remove(const VolumeId& id);  ///< was it there?

 private:
  std::vector<domain::Volume> read(Statement& statement) const;

  Database& database_;
  mutable Remembered<std::vector<domain::Volume>> attached_;
};

}  // namespace amilocal
