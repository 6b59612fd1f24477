-- Retention rules of the Recycle Bin, and what is in it. A resource in the bin keeps its own row.

CREATE TABLE retention_rule (
  id TEXT PRIMARY KEY NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  retention_days INTEGER NOT NULL,
  description TEXT,
  status TEXT NOT NULL,
  lock_state TEXT,  -- absent: never locked
  unlock_delay_days INTEGER,
  lock_ends_at INTEGER
) STRICT;

CREATE INDEX retention_rule_by_account ON retention_rule (account, region, resource_type, id);

CREATE TABLE retention_rule_resource_tag (
  rule_id TEXT NOT NULL REFERENCES retention_rule (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT,  -- absent: any
  PRIMARY KEY (rule_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_rule_excluded_tag (
  rule_id TEXT NOT NULL REFERENCES retention_rule (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (rule_id, position)
) STRICT, WITHOUT ROWID;

-- The tags on the rule itself, which EC2's DescribeTags does not know.
CREATE TABLE retention_rule_tag (
  rule_id TEXT NOT NULL REFERENCES retention_rule (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (rule_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE recycle_bin (
  resource_id TEXT PRIMARY KEY NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  entered_at INTEGER NOT NULL,
  exits_at INTEGER NOT NULL,
  former_state TEXT NOT NULL
) STRICT;

CREATE INDEX recycle_bin_by_account ON recycle_bin (account, region, resource_type, resource_id);
