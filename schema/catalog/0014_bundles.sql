-- Instances that are bundled into buckets.

CREATE TABLE bundle_task (
  id TEXT PRIMARY KEY NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  image_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  prefix TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  due_at INTEGER,
  error_code TEXT,
  error_message TEXT
) STRICT;

CREATE INDEX bundle_task_by_account ON bundle_task (account, region, started_at);
