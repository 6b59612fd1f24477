-- What is on disks and in buckets. The bytes themselves are files beside this one, the blobs, and
-- rows have their names.

-- The blocks of a disk that were written. Snapshots and volumes with the same bytes share one.
CREATE TABLE content (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;

CREATE TABLE content_block (
  content_id INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
  block_index INTEGER NOT NULL,
  blob TEXT NOT NULL,
  is_put INTEGER NOT NULL,  -- 0 for what was taken over from another content
  PRIMARY KEY (content_id, block_index)
) STRICT, WITHOUT ROWID;

ALTER TABLE snapshot ADD COLUMN content_id INTEGER;
ALTER TABLE snapshot ADD COLUMN parent_snapshot_id TEXT;
ALTER TABLE snapshot ADD COLUMN upload_timeout_minutes INTEGER;
ALTER TABLE snapshot ADD COLUMN upload_progress INTEGER;
ALTER TABLE volume ADD COLUMN content_id INTEGER;

-- Lists of names and values (tags, headers, metadata, grants) are texts in the form of a query
-- string.
CREATE TABLE bucket (
  name TEXT PRIMARY KEY NOT NULL,
  owner TEXT NOT NULL,
  region TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ownership TEXT,
  public_access_block TEXT,
  grants TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;

CREATE INDEX bucket_by_owner ON bucket (owner, name);

-- An object of a bucket, or a part of an upload: then `container` is the upload's id, which cannot
-- be a bucket's name, and `key` the part's number in five digits.
CREATE TABLE object (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  container TEXT NOT NULL,
  key TEXT NOT NULL,
  owner TEXT NOT NULL,
  size INTEGER NOT NULL,
  etag TEXT NOT NULL,
  modified_at INTEGER NOT NULL,
  storage_class TEXT NOT NULL,
  checksum_algorithm TEXT,
  checksum TEXT,
  checksum_type TEXT,
  part_count INTEGER NOT NULL,
  headers TEXT NOT NULL,
  metadata TEXT NOT NULL,
  grants TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX object_by_key ON object (container, key);

-- The bytes of an object, one piece of a blob after the other.
CREATE TABLE object_piece (
  object_id INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  blob TEXT NOT NULL,
  first INTEGER NOT NULL,
  size INTEGER NOT NULL,
  part INTEGER NOT NULL,  -- the part it came with; 0 for an object that was put at once
  PRIMARY KEY (object_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE upload (
  id TEXT PRIMARY KEY NOT NULL,
  bucket TEXT NOT NULL,
  key TEXT NOT NULL,
  owner TEXT NOT NULL,
  initiated_at INTEGER NOT NULL,
  storage_class TEXT NOT NULL,
  checksum_algorithm TEXT,
  checksum_type TEXT,
  headers TEXT NOT NULL,
  metadata TEXT NOT NULL,
  grants TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;

CREATE INDEX upload_by_key ON upload (bucket, key, id);

CREATE TABLE store_image_task (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  image_id TEXT NOT NULL,
  bucket TEXT NOT NULL,
  object_key TEXT NOT NULL,
  state TEXT NOT NULL,
  failure_reason TEXT,
  started_at INTEGER NOT NULL,
  due_at INTEGER,
  size_gib INTEGER NOT NULL,
  object_tags TEXT NOT NULL
) STRICT;

CREATE INDEX store_image_task_by_account ON store_image_task (account, region, id);
