-- Spot requests, fleets, replacements of root volumes, passwords of Windows.

ALTER TABLE instance ADD COLUMN spot_request_id TEXT;
ALTER TABLE instance ADD COLUMN password_data TEXT;

CREATE TABLE spot_request (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  max_price TEXT,
  availability_zone TEXT NOT NULL,
  product_description TEXT NOT NULL,
  cancelled_at INTEGER,
  closed_at INTEGER
) STRICT;

CREATE INDEX spot_request_by_owner ON spot_request (region, owner, id);

CREATE TABLE fleet (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  data TEXT NOT NULL  -- JSON of FleetData
) STRICT;

CREATE INDEX fleet_by_owner ON fleet (region, owner, id);

CREATE TABLE root_volume_task (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  completed_at INTEGER,
  image_id TEXT,
  snapshot_id TEXT,
  volume_id TEXT,
  delete_replaced INTEGER NOT NULL,
  initialization_rate INTEGER,
  replaced_volume_id TEXT
) STRICT;

CREATE INDEX root_volume_task_by_owner ON root_volume_task (region, owner, id);
