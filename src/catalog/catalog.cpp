#include "amilocal/catalog/catalog.h"

#include "amilocal/catalog/transaction.h"

namespace amilocal {
namespace {

/// The last table is SQLite's own, of the ids already given.
constexpr const char* kReset = R"sql(
  DELETE FROM image_block_device;
  DELETE FROM image_product_code;
  DELETE FROM launch_permission;
  DELETE FROM image_watermark;
  DELETE FROM image;
  DELETE FROM image_count;
  DELETE FROM snapshot_permission;
  DELETE FROM snapshot;
  DELETE FROM volume_modification;
  DELETE FROM attachment;
  DELETE FROM volume;
  DELETE FROM instance_security_group;
  DELETE FROM instance_product_code;
  DELETE FROM instance_block_device;
  DELETE FROM instance;
  DELETE FROM fast_restore;
  DELETE FROM fast_launch;
  DELETE FROM recycle_bin;
  DELETE FROM retention_rule_resource_tag;
  DELETE FROM retention_rule_excluded_tag;
  DELETE FROM retention_rule_tag;
  DELETE FROM retention_rule;
  DELETE FROM launch_template_version;
  DELETE FROM launch_template;
  DELETE FROM usage_report_entry;
  DELETE FROM usage_report;
  DELETE FROM parameter_label;
  DELETE FROM parameter;
  DELETE FROM builder_resource;
  DELETE FROM lifecycle_policy;
  DELETE FROM vpc;
  DELETE FROM subnet;
  DELETE FROM security_group_rule;
  DELETE FROM security_group;
  DELETE FROM elastic_address;
  DELETE FROM placement_group;
  DELETE FROM key_pair;
  DELETE FROM spot_request;
  DELETE FROM fleet;
  DELETE FROM root_volume_task;
  DELETE FROM tag;
  DELETE FROM task;
  DELETE FROM idempotency;
  DELETE FROM setting;
  DELETE FROM journal;
  DELETE FROM event;
  DELETE FROM fault;
  DELETE FROM account;
  DELETE FROM image_launch;
  DELETE FROM content_block;
  DELETE FROM content;
  DELETE FROM object_piece;
  DELETE FROM object;
  DELETE FROM upload;
  DELETE FROM bucket;
  DELETE FROM store_image_task;
  DELETE FROM transfer_disk;
  DELETE FROM transfer;
  DELETE FROM bundle_task;
  DELETE FROM session;
  DELETE FROM iam_role_policy;
  DELETE FROM iam_role_attachment;
  DELETE FROM iam_role_tag;
  DELETE FROM iam_role;
  DELETE FROM iam_policy_tag;
  DELETE FROM iam_policy;
  DELETE FROM iam_instance_profile_tag;
  DELETE FROM iam_instance_profile;
  DELETE FROM kms_key_tag;
  DELETE FROM kms_key;
  DELETE FROM kms_alias;
  DELETE FROM sqlite_sequence WHERE name <> 'event';
)sql";

}  // namespace

Catalog::Catalog(Database& database)
    : database_(database),
      images_(database),
      snapshots_(database),
      volumes_(database),
      instances_(database),
      fastRestores_(database),
      fastLaunches_(database),
      launchTemplates_(database),
      parameters_(database),
      usageReports_(database),
      builder_(database),
      lifecyclePolicies_(database),
      vpcs_(database),
      subnets_(database),
      securityGroups_(database),
      addresses_(database),
      placementGroups_(database),
      keyPairs_(database),
      tags_(database),
      tasks_(database),
      idempotency_(database),
      settings_(database),
      journal_(database),
      events_(database),
      faults_(database),
      accounts_(database),
      launches_(database),
      retentionRules_(database),
      recycleBin_(database),
      contents_(database),
      buckets_(database),
      objects_(database),
      uploads_(database),
      storeTasks_(database),
      volumeModifications_(database),
      roles_(database),
      policies_(database),
      instanceProfiles_(database),
      sessions_(database),
      kmsKeys_(database),
      kmsAliases_(database),
      transfers_(database),
      spotRequests_(database),
      fleets_(database),
      rootVolumeTasks_(database),
      bundleTasks_(database) {}

void Catalog::reset() {
  Savepoint savepoint(database_);
  database_.runClearingScript(kReset);
  savepoint.commit();
}

}  // namespace amilocal
