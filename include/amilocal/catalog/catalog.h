#pragma once

#include "amilocal/catalog/account_table.h"
#include "amilocal/catalog/builder_table.h"
#include "amilocal/catalog/bundle_task_table.h"
#include "amilocal/catalog/content_table.h"
#include "amilocal/catalog/database.h"
#include "amilocal/catalog/event_table.h"
#include "amilocal/catalog/fast_launch_table.h"
#include "amilocal/catalog/fast_restore_table.h"
#include "amilocal/catalog/fault_table.h"
#include "amilocal/catalog/iam_tables.h"
#include "amilocal/catalog/idempotency_table.h"
#include "amilocal/catalog/image_table.h"
#include "amilocal/catalog/instance_table.h"
#include "amilocal/catalog/journal_table.h"
#include "amilocal/catalog/kms_tables.h"
#include "amilocal/catalog/launch_table.h"
#include "amilocal/catalog/launch_tables.h"
#include "amilocal/catalog/launch_template_table.h"
#include "amilocal/catalog/lifecycle_policy_table.h"
#include "amilocal/catalog/network_tables.h"
#include "amilocal/catalog/object_table.h"
#include "amilocal/catalog/parameter_table.h"
#include "amilocal/catalog/recycle_bin_table.h"
#include "amilocal/catalog/retention_rule_table.h"
#include "amilocal/catalog/setting_table.h"
#include "amilocal/catalog/snapshot_table.h"
#include "amilocal/catalog/store_task_table.h"
#include "amilocal/catalog/tag_table.h"
#include "amilocal/catalog/task_table.h"
#include "amilocal/catalog/transfer_table.h"
#include "amilocal/catalog/usage_report_table.h"
#include "amilocal/catalog/volume_modification_table.h"
#include "amilocal/catalog/volume_table.h"

namespace amilocal {

/// All tables, as one connection sees them. The file must have been migrated. Cheap to make; the
/// connection must outlive it.
class Catalog {
 public:
  explicit Catalog(Database& database);

  ImageTable& images() { return images_; }
  SnapshotTable& snapshots() { return snapshots_; }
  VolumeTable& volumes() { return volumes_; }
  InstanceTable& instances() { return instances_; }
  FastRestoreTable& fastRestores() { return fastRestores_; }
  FastLaunchTable& fastLaunches() { return fastLaunches_; }
  LaunchTemplateTable& launchTemplates() { return launchTemplates_; }
  ParameterTable& parameters() { return parameters_; }
  UsageReportTable& usageReports() { return usageReports_; }
  BuilderTable& builder() { return builder_; }
  LifecyclePolicyTable& lifecyclePolicies() { return lifecyclePolicies_; }
  VpcTable& vpcs() { return vpcs_; }
  SubnetTable& subnets() { return subnets_; }
  SecurityGroupTable& securityGroups() { return securityGroups_; }
  AddressTable& addresses() { return addresses_; }
  PlacementGroupTable& placementGroups() { return placementGroups_; }
  KeyPairTable& keyPairs() { return keyPairs_; }
  TagTable& tags() { return tags_; }
  TaskTable& tasks() { return tasks_; }
  IdempotencyTable& idempotency() { return idempotency_; }
  SettingTable& settings() { return settings_; }
  JournalTable& journal() { return journal_; }
  EventTable& events() { return events_; }
  FaultTable& faults() { return faults_; }
  AccountTable& accounts() { return accounts_; }
  LaunchTable& launches() { return launches_; }
  RetentionRuleTable& retentionRules() { return retentionRules_; }
  RecycleBinTable& recycleBin() { return recycleBin_; }
  ContentTable& contents() { return contents_; }
  BucketTable& buckets() { return buckets_; }
  ObjectTable& objects() { return objects_; }
  UploadTable& uploads() { return uploads_; }
  StoreTaskTable& storeTasks() { return storeTasks_; }
  TransferTable& transfers() { return transfers_; }
  VolumeModificationTable& volumeModifications() { return volumeModifications_; }
  RoleTable& roles() { return roles_; }
  PolicyTable& policies() { return policies_; }
  InstanceProfileTable& instanceProfiles() { return instanceProfiles_; }
  SessionTable& sessions() { return sessions_; }
  KmsKeyTable& kmsKeys() { return kmsKeys_; }
  KmsAliasTable& kmsAliases() { return kmsAliases_; }
  SpotRequestTable& spotRequests() { return spotRequests_; }
  FleetTable& fleets() { return fleets_; }
  RootVolumeTaskTable& rootVolumeTasks() { return rootVolumeTasks_; }
  BundleTaskTable& bundleTasks() { return bundleTasks_; }

  const ImageTable& images() const { return images_; }
  const SnapshotTable& snapshots() const { return snapshots_; }
  const VolumeTable& volumes() const { return volumes_; }
  const InstanceTable& instances() const { return instances_; }
  const FastRestoreTable& fastRestores() const { return fastRestores_; }
  const FastLaunchTable& fastLaunches() const { return fastLaunches_; }
  const LaunchTemplateTable& launchTemplates() const { return launchTemplates_; }
  const ParameterTable& parameters() const { return parameters_; }
  const UsageReportTable& usageReports() const { return usageReports_; }
  const BuilderTable& builder() const { return builder_; }
  const LifecyclePolicyTable& lifecyclePolicies() const { return lifecyclePolicies_; }
  const VpcTable& vpcs() const { return vpcs_; }
  const SubnetTable& subnets() const { return subnets_; }
  const SecurityGroupTable& securityGroups() const { return securityGroups_; }
  const AddressTable& addresses() const { return addresses_; }
  const PlacementGroupTable& placementGroups() const { return placementGroups_; }
  const KeyPairTable& keyPairs() const { return keyPairs_; }
  const TagTable& tags() const { return tags_; }
  const TaskTable& tasks() const { return tasks_; }
  const IdempotencyTable& idempotency() const { return idempotency_; }
  const SettingTable& settings() const { return settings_; }
  const JournalTable& journal() const { return journal_; }
  const EventTable& events() const { return events_; }
  const FaultTable& faults() const { return faults_; }
  const AccountTable& accounts() const { return accounts_; }
  const LaunchTable& launches() const { return launches_; }
  const RetentionRuleTable& retentionRules() const { return retentionRules_; }
  const RecycleBinTable& recycleBin() const { return recycleBin_; }
  const ContentTable& contents() const { return contents_; }
  const BucketTable& buckets() const { return buckets_; }
  const ObjectTable& objects() const { return objects_; }
  const UploadTable& uploads() const { return uploads_; }
  const StoreTaskTable& storeTasks() const { return storeTasks_; }
  const TransferTable& transfers() const { return transfers_; }

  /// The connection, for what concerns no single table.
  Database& database() { return database_; }
  const SessionTable& sessions() const { return sessions_; }

  /// Empties every table, wholly or not at all; ids begin anew but for those of events, whose
  /// followers count on them. Inside a transaction it is a part of it.
  void reset();

 private:
  Database& database_;
  ImageTable images_;
  SnapshotTable snapshots_;
  VolumeTable volumes_;
  InstanceTable instances_;
  FastRestoreTable fastRestores_;
  FastLaunchTable fastLaunches_;
  LaunchTemplateTable launchTemplates_;
  ParameterTable parameters_;
  UsageReportTable usageReports_;
  BuilderTable builder_;
  LifecyclePolicyTable lifecyclePolicies_;
  VpcTable vpcs_;
  SubnetTable subnets_;
  SecurityGroupTable securityGroups_;
  AddressTable addresses_;
  PlacementGroupTable placementGroups_;
  KeyPairTable keyPairs_;
  TagTable tags_;
  TaskTable tasks_;
  IdempotencyTable idempotency_;
  SettingTable settings_;
  JournalTable journal_;
  EventTable events_;
  FaultTable faults_;
  AccountTable accounts_;
  LaunchTable launches_;
  RetentionRuleTable retentionRules_;
  RecycleBinTable recycleBin_;
  ContentTable contents_;
  BucketTable buckets_;
  ObjectTable objects_;
  UploadTable uploads_;
  StoreTaskTable storeTasks_;
  VolumeModificationTable volumeModifications_;
  RoleTable roles_;
  PolicyTable policies_;
  InstanceProfileTable instanceProfiles_;
  SessionTable sessions_;
  KmsKeyTable kmsKeys_;
  KmsAliasTable kmsAliases_;
  TransferTable transfers_;
  SpotRequestTable spotRequests_;
  FleetTable fleets_;
  RootVolumeTaskTable rootVolumeTasks_;
  BundleTaskTable bundleTasks_;
};

}  // namespace amilocal
