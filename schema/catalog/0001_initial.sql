-- Instants are milliseconds since 1970, UTC. Lists that belong to a resource are tables of their
-- own, keyed by the resource and the place in the list. Large texts come last in their table, so
-- that reading the others does not walk through them.

CREATE TABLE image (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  is_public INTEGER NOT NULL,  -- derived from launch_permission, for the index
  created_at INTEGER NOT NULL,
  location TEXT NOT NULL,
  architecture TEXT NOT NULL,
  image_type TEXT NOT NULL,
  virtualization_type TEXT NOT NULL,
  root_device_type TEXT NOT NULL,
  platform_details TEXT NOT NULL,
  usage_operation TEXT NOT NULL,
  owner_alias TEXT,
  description TEXT,
  root_device_name TEXT,
  ena_support INTEGER,
  sriov_net_support TEXT,
  kernel_id TEXT,
  ramdisk_id TEXT,
  platform TEXT,
  boot_mode TEXT,
  tpm_support TEXT,
  imds_support TEXT,
  source_instance_id TEXT,
  source_image_id TEXT,
  source_image_region TEXT,
  deprecation_at INTEGER,
  last_launched_at INTEGER,
  deregistered_at INTEGER,
  free_tier_eligible INTEGER,
  public_ssm_parameter_name TEXT,
  state_reason_code TEXT,
  state_reason_message TEXT,
  uefi_data TEXT
) STRICT;

-- The first three answer a listing without a look at the rows that it leaves out.
CREATE INDEX image_by_owner ON image (region, owner, id, state, name);
CREATE INDEX image_by_name ON image (region, name, owner, state, id);
CREATE INDEX image_public ON image (region, id, owner, state, name, is_public) WHERE is_public = 1;
CREATE INDEX image_by_source_instance ON image (source_instance_id)
  WHERE source_instance_id IS NOT NULL;

CREATE TABLE image_block_device (
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  device_name TEXT NOT NULL,
  virtual_name TEXT,
  no_device INTEGER NOT NULL,
  is_ebs INTEGER,  -- 1 or absent; the rest is absent with it
  delete_on_termination INTEGER,
  snapshot_id TEXT,
  volume_size_gib INTEGER,
  volume_type TEXT,
  iops INTEGER,
  throughput_mibps INTEGER,
  encrypted INTEGER,
  kms_key_id TEXT,
  availability_zone TEXT,
  outpost_arn TEXT,
  volume_initialization_rate INTEGER,
  PRIMARY KEY (image_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX image_block_device_by_snapshot ON image_block_device (snapshot_id)
  WHERE snapshot_id IS NOT NULL;

CREATE TABLE image_product_code (
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  product_code TEXT NOT NULL,
  type TEXT NOT NULL,
  PRIMARY KEY (image_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE launch_permission (
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (image_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX launch_permission_by_grantee ON launch_permission (kind, value, image_id);

CREATE TABLE snapshot (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  state TEXT NOT NULL,
  is_public INTEGER NOT NULL,  -- derived from snapshot_permission, for the index
  volume_id TEXT NOT NULL,
  volume_size_gib INTEGER NOT NULL,
  description TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  due_at INTEGER,
  encrypted INTEGER NOT NULL,
  kms_key_id TEXT,
  data_encryption_key_id TEXT,
  owner_alias TEXT,
  status_message TEXT,
  storage_tier TEXT NOT NULL,
  transfer_type TEXT,
  completion_duration_minutes INTEGER,
  completed_at INTEGER,
  source_snapshot_id TEXT,
  availability_zone TEXT,
  outpost_arn TEXT
) STRICT;

CREATE INDEX snapshot_by_owner ON snapshot (region, owner, id, state);
CREATE INDEX snapshot_public ON snapshot (region, id, owner, state, is_public) WHERE is_public = 1;

CREATE TABLE snapshot_permission (
  snapshot_id TEXT NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (snapshot_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX snapshot_permission_by_grantee ON snapshot_permission (kind, value, snapshot_id);

CREATE TABLE volume (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  availability_zone TEXT NOT NULL,
  state TEXT NOT NULL,
  size_gib INTEGER NOT NULL,
  volume_type TEXT NOT NULL,
  iops INTEGER,
  throughput_mibps INTEGER,
  encrypted INTEGER NOT NULL,
  kms_key_id TEXT,
  snapshot_id TEXT,
  created_at INTEGER NOT NULL,
  multi_attach_enabled INTEGER NOT NULL,
  volume_initialization_rate INTEGER,
  outpost_arn TEXT
) STRICT;

CREATE INDEX volume_by_owner ON volume (region, owner, id, state);

CREATE TABLE attachment (
  volume_id TEXT NOT NULL REFERENCES volume (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  instance_id TEXT NOT NULL,
  device TEXT NOT NULL,
  state TEXT NOT NULL,
  attached_at INTEGER NOT NULL,
  delete_on_termination INTEGER NOT NULL,
  PRIMARY KEY (volume_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_by_instance ON attachment (instance_id, device);

CREATE TABLE instance (
  id TEXT PRIMARY KEY NOT NULL,
  reservation_id TEXT NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  image_id TEXT NOT NULL,
  state TEXT NOT NULL,
  state_reason_code TEXT,
  state_reason_message TEXT,
  state_transition_reason TEXT NOT NULL,
  instance_type TEXT NOT NULL,
  launch_index INTEGER NOT NULL,
  launched_at INTEGER NOT NULL,
  terminated_at INTEGER,
  availability_zone TEXT NOT NULL,
  tenancy TEXT NOT NULL,
  placement_group TEXT NOT NULL,
  placement_partition INTEGER,
  vpc_id TEXT NOT NULL,
  subnet_id TEXT NOT NULL,
  private_ip_address TEXT NOT NULL,
  public_ip_address TEXT,
  network_interface_id TEXT NOT NULL,
  mac_address TEXT NOT NULL,
  client_token TEXT NOT NULL,
  key_name TEXT,
  iam_instance_profile_arn TEXT,
  iam_instance_profile_id TEXT,
  monitoring INTEGER NOT NULL,
  ebs_optimized INTEGER NOT NULL,
  source_dest_check INTEGER NOT NULL,
  disable_api_termination INTEGER NOT NULL,
  disable_api_stop INTEGER NOT NULL,
  hibernation_configured INTEGER NOT NULL,
  enclave_enabled INTEGER NOT NULL,
  shutdown_behavior TEXT NOT NULL,
  cpu_credits TEXT,
  core_count INTEGER,
  threads_per_core INTEGER,
  amd_sev_snp TEXT,
  metadata_http_tokens TEXT NOT NULL,
  metadata_http_put_response_hop_limit INTEGER NOT NULL,
  metadata_http_endpoint TEXT NOT NULL,
  metadata_http_protocol_ipv6 TEXT NOT NULL,
  metadata_instance_tags TEXT NOT NULL,
  auto_recovery TEXT NOT NULL,
  capacity_reservation_preference TEXT NOT NULL,
  private_dns_hostname_type TEXT NOT NULL,
  resource_name_dns_a INTEGER NOT NULL,
  resource_name_dns_aaaa INTEGER NOT NULL,
  architecture TEXT NOT NULL,
  virtualization_type TEXT NOT NULL,
  root_device_type TEXT NOT NULL,
  root_device_name TEXT,
  ena_support INTEGER,
  sriov_net_support TEXT,
  kernel_id TEXT,
  ramdisk_id TEXT,
  platform TEXT,
  platform_details TEXT NOT NULL,
  usage_operation TEXT NOT NULL,
  boot_mode TEXT,
  tpm_support TEXT,
  user_data TEXT
) STRICT;

CREATE INDEX instance_by_owner ON instance (region, owner, id, state);
CREATE INDEX instance_by_image ON instance (image_id, id, state);

CREATE TABLE instance_security_group (
  instance_id TEXT NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  group_id TEXT NOT NULL,
  PRIMARY KEY (instance_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE instance_product_code (
  instance_id TEXT NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  product_code TEXT NOT NULL,
  type TEXT NOT NULL,
  PRIMARY KEY (instance_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE instance_block_device (  -- instance store only; EBS volumes are found by attachment
  instance_id TEXT NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  device_name TEXT NOT NULL,
  virtual_name TEXT,
  no_device INTEGER NOT NULL,
  is_ebs INTEGER,
  delete_on_termination INTEGER,
  snapshot_id TEXT,
  volume_size_gib INTEGER,
  volume_type TEXT,
  iops INTEGER,
  throughput_mibps INTEGER,
  encrypted INTEGER,
  kms_key_id TEXT,
  availability_zone TEXT,
  outpost_arn TEXT,
  volume_initialization_rate INTEGER,
  PRIMARY KEY (instance_id, position)
) STRICT, WITHOUT ROWID;

-- No foreign key: tags may be on what is not in this file (public images of the seed).
CREATE TABLE tag (
  account TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  region TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  PRIMARY KEY (account, resource_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX tag_by_resource ON tag (resource_id);
CREATE INDEX tag_by_value ON tag (account, key, value, resource_type, region, resource_id);

-- AUTOINCREMENT: the id of a task that has run is never given again.
CREATE TABLE task (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER,  -- absent while held
  attempt INTEGER NOT NULL,
  failure_code TEXT,
  failure_message TEXT
) STRICT;

CREATE INDEX task_by_due ON task (due_at, id);
CREATE INDEX task_by_subject ON task (subject);

CREATE TABLE idempotency (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  operation TEXT NOT NULL,
  token TEXT NOT NULL,
  digest TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  response TEXT NOT NULL,
  PRIMARY KEY (account, region, operation, token)
) STRICT;

CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE setting (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (account, region, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  cause TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL
) STRICT;

CREATE INDEX journal_by_resource ON journal (resource_id, id);
