-- Who uses an image. What a client gave as a structure of AWS's model is kept as JSON under the
-- model's names (`data`), and what is looked for stands beside it in columns.

CREATE TABLE launch_template (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  default_version INTEGER NOT NULL,
  latest_version INTEGER NOT NULL,
  last_number INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX launch_template_by_name ON launch_template (region, owner, name);
CREATE INDEX launch_template_by_owner ON launch_template (region, owner, id);

CREATE TABLE launch_template_version (
  template_id TEXT NOT NULL REFERENCES launch_template (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  description TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  image_id TEXT,
  data TEXT NOT NULL,
  PRIMARY KEY (template_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX launch_template_version_by_image ON launch_template_version (image_id, template_id)
  WHERE image_id IS NOT NULL;

CREATE TABLE usage_report (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  image_id TEXT NOT NULL,
  state TEXT NOT NULL,
  state_reason TEXT,
  created_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE INDEX usage_report_by_owner ON usage_report (region, owner, id);

CREATE TABLE usage_report_entry (
  report_id TEXT NOT NULL REFERENCES usage_report (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  resource_type TEXT NOT NULL,
  account TEXT NOT NULL,
  usage_count INTEGER NOT NULL,
  PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;

-- A row is a version; the highest is the parameter.
CREATE TABLE parameter (
  owner TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  data_type TEXT NOT NULL,
  tier TEXT NOT NULL,
  description TEXT,
  allowed_pattern TEXT,
  key_id TEXT,
  modified_at INTEGER NOT NULL,
  modified_by TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, region, name, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX parameter_by_image ON parameter (value, region, owner, name)
  WHERE data_type = 'aws:ec2:image';

CREATE TABLE parameter_label (
  owner TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (owner, region, name, label)
) STRICT, WITHOUT ROWID;

-- Image Builder: components and recipes.
CREATE TABLE builder_resource (
  arn TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  image_id TEXT,
  data TEXT NOT NULL
) STRICT;

CREATE INDEX builder_resource_by_owner ON builder_resource (region, owner, kind, arn);
CREATE INDEX builder_resource_by_image ON builder_resource (image_id, arn)
  WHERE image_id IS NOT NULL;

CREATE TABLE lifecycle_policy (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  state TEXT NOT NULL,
  description TEXT NOT NULL,
  execution_role TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE INDEX lifecycle_policy_by_owner ON lifecycle_policy (region, owner, id);
