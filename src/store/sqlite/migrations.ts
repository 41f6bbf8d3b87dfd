/**
 * The database's schema, one step per version: step i migrates version i to i + 1. Published steps never change; new
 * ones are appended.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    run_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    uuid TEXT,
    mode TEXT,
    runbook_name TEXT,
    runbook_path TEXT,
    started_at TEXT,
    artifacts INTEGER,
    outcome TEXT,
    finished_at TEXT,
    duration_ms REAL,
    completed INTEGER NOT NULL DEFAULT 0,
    reused INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    optional_failed INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0,
    head BLOB NOT NULL,
    writer_pid INTEGER,
    writer_boot TEXT,
    writer_namespace TEXT,
    writer_start TEXT,
    heartbeat INTEGER
  );
  CREATE INDEX runs_by_start ON runs (started_at);
  CREATE TABLE frames (
    frame_key INTEGER PRIMARY KEY, -- run_key * 2^32 + first_seq
    last_seq INTEGER NOT NULL,
    body BLOB NOT NULL,
    hash BLOB NOT NULL
  );
  CREATE TABLE objects (
    object_key INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    elements INTEGER,
    stored_bytes INTEGER NOT NULL,
    data BLOB
  );
  `,
  `
  CREATE TABLE dropped (
    run_key INTEGER NOT NULL,
    digest BLOB NOT NULL,
    at INTEGER NOT NULL, -- milliseconds
    PRIMARY KEY (run_key, digest)
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE dropped ADD COLUMN reason TEXT NOT NULL DEFAULT 'pruned';
  ALTER TABLE runs ADD COLUMN imported TEXT; -- 'all' or 'derived': what the bundle carried
  `,
];

/** Marks a database file as a store of wct: "WCT1". */
export const applicationId = 0x57435431;
