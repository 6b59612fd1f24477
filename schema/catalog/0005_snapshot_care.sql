-- What can be done to snapshots: their storage tier, locks, fast restore in a zone; and fast launch
-- of images. An absent status means that nothing of the kind was ever asked for.

ALTER TABLE snapshot ADD COLUMN tiering_status TEXT;
ALTER TABLE snapshot ADD COLUMN tiering_started_at INTEGER;
ALTER TABLE snapshot ADD COLUMN tiering_due_at INTEGER;
ALTER TABLE snapshot ADD COLUMN tiering_detail TEXT;
ALTER TABLE snapshot ADD COLUMN archived_at INTEGER;
ALTER TABLE snapshot ADD COLUMN restore_days INTEGER;
ALTER TABLE snapshot ADD COLUMN restore_expires_at INTEGER;

ALTER TABLE snapshot ADD COLUMN lock_mode TEXT;
ALTER TABLE snapshot ADD COLUMN lock_created_at INTEGER;
ALTER TABLE snapshot ADD COLUMN lock_days INTEGER;
ALTER TABLE snapshot ADD COLUMN lock_starts_at INTEGER;
ALTER TABLE snapshot ADD COLUMN lock_expires_at INTEGER;
ALTER TABLE snapshot ADD COLUMN lock_cool_off_hours INTEGER;
ALTER TABLE snapshot ADD COLUMN lock_cool_off_expires_at INTEGER;

ALTER TABLE volume ADD COLUMN fast_restored INTEGER NOT NULL DEFAULT 0;

-- One for each snapshot, zone and account that enabled it; the key is made of the three.
CREATE TABLE fast_restore (
  key TEXT PRIMARY KEY NOT NULL,
  snapshot_id TEXT NOT NULL,
  zone TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  enabling_at INTEGER,
  optimizing_at INTEGER,
  enabled_at INTEGER,
  disabling_at INTEGER,
  disabled_at INTEGER
) STRICT;

CREATE INDEX fast_restore_by_account ON fast_restore (account, region, key);
CREATE INDEX fast_restore_by_snapshot ON fast_restore (snapshot_id);

-- One for each image and account that enabled it; the key is made of both.
CREATE TABLE fast_launch (
  key TEXT PRIMARY KEY NOT NULL,
  image_id TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  target_resource_count INTEGER NOT NULL,
  max_parallel_launches INTEGER NOT NULL,
  template_id TEXT,
  template_name TEXT,
  template_version TEXT
) STRICT;

CREATE INDEX fast_launch_by_account ON fast_launch (account, region, key);
CREATE INDEX fast_launch_by_image ON fast_launch (image_id);
