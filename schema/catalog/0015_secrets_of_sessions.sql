-- Sessions have secrets, somebody for whom they act, and policies that narrow them.

ALTER TABLE session ADD COLUMN secret_key TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN token TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN principal_arn TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN policy TEXT;

CREATE TABLE session_policy (
  access_key_id TEXT NOT NULL REFERENCES session (access_key_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  policy_arn TEXT NOT NULL,
  PRIMARY KEY (access_key_id, position)
) STRICT, WITHOUT ROWID;
