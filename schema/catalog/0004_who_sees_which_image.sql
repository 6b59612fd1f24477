-- Accounts with their organizations, what shares reach them, watermarks, and launches.

CREATE TABLE account (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  organization_id TEXT,
  unit_path TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `organization/o-…` or `ou/o-…/ou-…`, the end of an ARN, behind the twelve digits of the account
-- that manages the organization. Absent for accounts and for the public.
ALTER TABLE launch_permission ADD COLUMN entity TEXT GENERATED ALWAYS AS (
  CASE WHEN value LIKE 'arn:%' THEN substr(value, instr(value, ':organizations::') + 29) END
) VIRTUAL;

CREATE INDEX launch_permission_by_entity ON launch_permission (entity, image_id)
  WHERE entity IS NOT NULL;

CREATE TABLE image_watermark (
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  watermark_key TEXT NOT NULL,
  source_image_id TEXT NOT NULL,
  source_image_region TEXT NOT NULL,
  source_image_created_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (image_id, position)
) STRICT, WITHOUT ROWID;

-- A launch is told of after a day, so more than the last one is kept. No foreign key: images of the
-- seed are launched too.
CREATE TABLE image_launch (
  image_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (image_id, at)
) STRICT, WITHOUT ROWID;

INSERT INTO image_launch (image_id, at)
  SELECT id, last_launched_at FROM image WHERE last_launched_at IS NOT NULL;

ALTER TABLE image DROP COLUMN last_launched_at;
