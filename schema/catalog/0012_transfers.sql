-- Images and disks on their way between buckets and EBS: ImportImage, ImportSnapshot, ExportImage.

CREATE TABLE transfer (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  status_message TEXT,
  started_at INTEGER NOT NULL,
  due_at INTEGER,
  image_id TEXT,
  encrypted INTEGER NOT NULL,
  kms_key_id TEXT,
  request TEXT NOT NULL  -- as JSON, under the model's names
) STRICT;

CREATE INDEX transfer_by_account ON transfer (account, region, kind, number);

-- What has become of each disk.
CREATE TABLE transfer_disk (
  transfer_id TEXT NOT NULL REFERENCES transfer (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  format TEXT,
  file_bytes INTEGER NOT NULL,
  device_name TEXT,
  snapshot_id TEXT,
  container INTEGER NOT NULL,  -- the place in the request's list of what it came in
  PRIMARY KEY (transfer_id, position)
) STRICT, WITHOUT ROWID;
