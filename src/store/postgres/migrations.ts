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
  `
  ALTER TABLE wct.runs ADD COLUMN remote text; -- which artifacts workers make: 'all' or 'slow'; NULL: none
  ALTER TABLE wct.runs ADD COLUMN remote_plan text; -- digest of the plan whose artifacts they make
  CREATE TABLE wct.workers (
    id uuid PRIMARY KEY,
    host text NOT NULL,
    process integer NOT NULL,
    wct text NOT NULL,
    node text NOT NULL,
    labels text[] NOT NULL,
    slots integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_until timestamptz NOT NULL, -- on the database's clock
    ended text -- 'left', or 'lost': its jobs went to others
  );
  CREATE TABLE wct.queues (
    name text PRIMARY KEY, -- of pg-boss
    labels text[] NOT NULL -- a worker needs all of them
  );
  CREATE TABLE wct.claims (
    job uuid NOT NULL,
    claim integer NOT NULL, -- pg-boss's retry_count, which fences the completion
    queue text NOT NULL,
    run_key bigint NOT NULL REFERENCES wct.runs ON DELETE CASCADE,
    worker uuid NOT NULL,
    artifact text NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (job, claim)
  );
  CREATE INDEX claims_by_worker ON wct.claims (worker);
  CREATE INDEX claims_by_run ON wct.claims (run_key);
  CREATE TABLE wct.outcomes (
    run_key bigint NOT NULL REFERENCES wct.runs ON DELETE CASCADE,
    job uuid NOT NULL,
    claim integer NOT NULL,
    queue text NOT NULL,
    worker uuid,
    object bytea, -- digest of the content that it names
    body jsonb NOT NULL,
    PRIMARY KEY (run_key, job)
  );
  CREATE TABLE wct.reports (
    report_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_key bigint NOT NULL REFERENCES wct.runs ON DELETE CASCADE,
    job uuid NOT NULL,
    claim integer NOT NULL,
    worker uuid,
    body jsonb NOT NULL
  );
  CREATE INDEX reports_by_run ON wct.reports (run_key);
  CREATE TABLE wct.refusals (
    job uuid NOT NULL,
    worker uuid NOT NULL,
    run_key bigint NOT NULL REFERENCES wct.runs ON DELETE CASCADE,
    text text NOT NULL, -- what differs
    PRIMARY KEY (job, worker)
  );
  CREATE INDEX refusals_by_run ON wct.refusals (run_key);
  `,
  `
  ALTER TABLE wct.claims ADD COLUMN has_begun boolean NOT NULL DEFAULT false; -- the component's code, as its worker said
  `,
  `
  ALTER TABLE wct.runs ADD COLUMN began_at timestamptz; -- when its first event was recorded, on the database's clock
  `,
];
