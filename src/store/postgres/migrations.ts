/**
 * The database's schema, one step per version: step i migrates version i to i + 1. Published steps never change; new
 * ones are appended. Content is compressed before it is stored, so the server must not try.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE wct.store_key (key bytea NOT NULL);
  CREATE TABLE wct.runs (
    run_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    uuid text,
    mode text,
    runbook_name text,
    runbook_path text,
    started_at text,
    artifacts bigint,
    outcome text,
    finished_at text,
    duration_ms double precision,
    completed bigint NOT NULL DEFAULT 0,
    reused bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,
    optional_failed bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0,
    head bytea NOT NULL,
    imported text, -- 'all' or 'derived': what the copy carried
    writer text, -- the process that may append; NULL: none
    lease_until timestamptz -- on the database's clock
  );
  CREATE INDEX runs_by_start ON wct.runs (started_at);
  CREATE TABLE wct.frames (
    run_key bigint NOT NULL REFERENCES wct.runs ON DELETE CASCADE,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    body bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (run_key, first_seq)
  );
  CREATE TABLE wct.dropped (
    run_key bigint NOT NULL REFERENCES wct.runs ON DELETE CASCADE,
    digest bytea NOT NULL,
    at bigint NOT NULL, -- milliseconds
    reason text NOT NULL,
    PRIMARY KEY (run_key, digest)
  );
  CREATE TABLE wct.objects (
    object_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest bytea NOT NULL UNIQUE,
    bytes bigint, -- of the message; NULL until a frame commits it
    elements bigint,
    stored_bytes bigint NOT NULL,
    data bytea, -- NULL: in chunks
    is_committed boolean NOT NULL DEFAULT false, -- a frame names it; see grants.ts
    staged_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE TABLE wct.chunks (
    object_key bigint NOT NULL REFERENCES wct.objects ON DELETE CASCADE,
    number integer NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (object_key, number)
  );
  ALTER TABLE wct.objects ALTER COLUMN data SET STORAGE EXTERNAL;
  ALTER TABLE wct.chunks ALTER COLUMN data SET STORAGE EXTERNAL;
  `,
];
