-- What clients need around images: changes of volumes, keys of sessions, IAM and KMS as far as
-- images and instances name them. Names of IAM are one whatever their case.

ALTER TABLE instance ADD COLUMN reboot_migration TEXT NOT NULL DEFAULT 'default';
ALTER TABLE instance ADD COLUMN iam_association_id TEXT;
ALTER TABLE instance ADD COLUMN iam_associated_at INTEGER;

ALTER TABLE volume ADD COLUMN auto_enable_io INTEGER NOT NULL DEFAULT 0;

-- A token whose instance is terminated is spent: it neither launches nor answers again.
ALTER TABLE idempotency ADD COLUMN is_spent INTEGER NOT NULL DEFAULT 0;

CREATE TABLE volume_modification (  -- the latest of each volume
  volume_id TEXT PRIMARY KEY NOT NULL REFERENCES volume (id) ON DELETE CASCADE,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  due_at INTEGER,
  ended_at INTEGER,
  status_message TEXT,
  original_size_gib INTEGER NOT NULL,
  original_volume_type TEXT NOT NULL,
  original_iops INTEGER,
  original_throughput_mibps INTEGER,
  original_multi_attach_enabled INTEGER NOT NULL,
  target_size_gib INTEGER NOT NULL,
  target_volume_type TEXT NOT NULL,
  target_iops INTEGER,
  target_throughput_mibps INTEGER,
  target_multi_attach_enabled INTEGER NOT NULL
) STRICT;

CREATE INDEX volume_modification_by_owner ON volume_modification (region, owner, volume_id);

CREATE TABLE session (
  access_key_id TEXT PRIMARY KEY NOT NULL,
  account TEXT NOT NULL,
  arn TEXT NOT NULL,
  user_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE iam_role (
  arn TEXT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  path TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  description TEXT,
  max_session_seconds INTEGER NOT NULL,
  permissions_boundary TEXT,
  last_used_at INTEGER,
  last_used_region TEXT,
  trust_policy TEXT NOT NULL,
  UNIQUE (account, name)
) STRICT;

CREATE TABLE iam_role_policy (
  role_arn TEXT NOT NULL REFERENCES iam_role (arn) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (role_arn, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE iam_role_attachment (
  role_arn TEXT NOT NULL REFERENCES iam_role (arn) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  policy_arn TEXT NOT NULL,
  PRIMARY KEY (role_arn, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX iam_role_attachment_by_policy ON iam_role_attachment (policy_arn);

CREATE TABLE iam_role_tag (
  role_arn TEXT NOT NULL REFERENCES iam_role (arn) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (role_arn, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE iam_policy (
  arn TEXT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  path TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  description TEXT,
  document TEXT NOT NULL,
  UNIQUE (account, name)
) STRICT;

CREATE TABLE iam_policy_tag (
  policy_arn TEXT NOT NULL REFERENCES iam_policy (arn) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (policy_arn, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE iam_instance_profile (
  arn TEXT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  path TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  role_arn TEXT,
  UNIQUE (account, name)
) STRICT;

CREATE TABLE iam_instance_profile_tag (
  profile_arn TEXT NOT NULL REFERENCES iam_instance_profile (arn) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (profile_arn, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE kms_key (
  arn TEXT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  state TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deletion_at INTEGER,
  deletion_window_days INTEGER,
  rotation_period_days INTEGER,  -- absent: no rotation
  rotation_since INTEGER,
  policy TEXT NOT NULL
) STRICT;

CREATE INDEX kms_key_by_account ON kms_key (account, region, id);

CREATE TABLE kms_key_tag (
  key_arn TEXT NOT NULL REFERENCES kms_key (arn) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (key_arn, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE kms_alias (
  arn TEXT PRIMARY KEY NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  key_arn TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
