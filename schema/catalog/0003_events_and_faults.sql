-- Events as EventBridge would tell them. AUTOINCREMENT, since followers go on from the id that they
-- have seen last.
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL,
  at INTEGER NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  detail_type TEXT NOT NULL,
  source TEXT NOT NULL,
  resources TEXT NOT NULL,  -- ARNs with a blank between them
  detail TEXT NOT NULL      -- a JSON object
) STRICT;

-- What a test wants to go wrong.
CREATE TABLE fault (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation TEXT NOT NULL,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  resource TEXT NOT NULL,
  probability_millionths INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  times INTEGER,
  nth INTEGER,
  hits_dry_runs INTEGER NOT NULL,
  latency_ms INTEGER NOT NULL,
  error_code TEXT,
  error_message TEXT,
  error_status INTEGER,
  task_code TEXT,
  task_message TEXT,
  met INTEGER NOT NULL,
  fired INTEGER NOT NULL
) STRICT;

-- The request that began the work: its id is in the event that tells the end.
ALTER TABLE task ADD COLUMN request_id TEXT NOT NULL DEFAULT '';
