import { type Digest, type GoneContent, isRunId, type RunId } from "../../domain/index.ts";
import { hexDigest, type RunProjection, type StoredFrame } from "../records/index.ts";
import { bytesOf, numberOf, type StoredRow, textOf, wordOf } from "../rows/index.ts";
import type { Session } from "./database.ts";

type Reader = Pick<Session, "rows">;

/** Number of frames read together. */
const page = 64;

/** Rows of the list of runs. `is_alive`: the writer's lease has not ended, on the database's clock. */
export const runsSql = "SELECT *, writer IS NOT NULL AND lease_until > clock_timestamp() AS is_alive FROM wct.runs";

export const isRowAlive = (row: StoredRow): boolean => row["is_alive"] === true;

/** A run as the rules of retention and the scan of references need it. */
export interface ListedRun {
  readonly id: RunId;
  readonly runKey: number;
  readonly events: number;
  readonly isAlive: boolean;
}

/** Returns all runs in the order of their creation. */
export async function listedRuns(reader: Reader): Promise<readonly ListedRun[]> {
  const rows = await reader.rows(`${runsSql} ORDER BY run_key`);
  return rows.flatMap((row) => {
    const id = textOf(row, "id");
    if (!isRunId(id)) return [];
    return [{ id, runKey: numberOf(row, "run_key"), events: numberOf(row, "events"), isAlive: isRowAlive(row) }];
  });
}

/** Yields the frames of a run whose first event comes after `seq`, in order. */
export async function* framesAfter(reader: Reader, runKey: number, seq: number): AsyncGenerator<StoredFrame> {
  let last = seq;
  for (;;) {
    const rows = await reader.rows(
      "SELECT * FROM wct.frames WHERE run_key = $1 AND first_seq > $2 ORDER BY first_seq LIMIT $3",
      [runKey, last, page],
    );
    for (const row of rows) {
      const frame = frameOf(row);
      last = frame.firstSeq;
      yield frame;
    }
    if (rows.length < page) return;
  }
}

/** Returns the last frame whose first event comes before `seq`. */
export async function frameBefore(reader: Reader, runKey: number, seq: number): Promise<StoredFrame | null> {
  const [row] = await reader.rows(
    "SELECT * FROM wct.frames WHERE run_key = $1 AND first_seq < $2 ORDER BY first_seq DESC LIMIT 1",
    [runKey, seq],
  );
  return row === undefined ? null : frameOf(row);
}

/** Yields the frames that begin up to an event. */
export async function* upTo(seq: number, frames: AsyncIterable<StoredFrame>): AsyncGenerator<StoredFrame> {
  for await (const frame of frames) {
    if (frame.firstSeq > seq) return;
    yield frame;
  }
}

const frameOf = (row: StoredRow): StoredFrame => ({
  firstSeq: numberOf(row, "first_seq"),
  lastSeq: numberOf(row, "last_seq"),
  body: bytesOf(row, "body"),
  hash: bytesOf(row, "hash"),
});

export const insertFrames = (count: number): string =>
  `INSERT INTO wct.frames (run_key, first_seq, last_seq, body, hash) VALUES ${placeholders(count, 5)}`;

export const frameValues = (runKey: number, { firstSeq, lastSeq, body, hash }: StoredFrame): readonly unknown[] => [
  runKey,
  firstSeq,
  lastSeq,
  bufferOf(body),
  bufferOf(hash),
];

/** Returns `($1, $2), ($3, $4)` for two rows of two values. */
export function placeholders(rows: number, columns: number): string {
  const row = (i: number) => `(${Array.from({ length: columns }, (_, j) => `$${i * columns + j + 1}`).join(", ")})`;
  return Array.from({ length: rows }, (_, i) => row(i)).join(", ");
}

/** The driver sends only Buffers in binary. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const digestBytes = (digest: Digest): Buffer => Buffer.from(digest, "hex");

/** The columns of the projection, in the order of {@link projectionValues}. */
const projectionColumns = [
  ...["uuid", "mode", "runbook_name", "runbook_path", "started_at", "artifacts", "outcome", "finished_at"],
  ...["duration_ms", "completed", "reused", "failed", "skipped", "optional_failed", "events"],
];

/** Assignments of the projection and the head; the first value has the number `first`. */
export const projectionSql = (first: number): string =>
  [...projectionColumns, "head"].map((column, i) => `${column} = $${first + i}`).join(", ");

export function projectionValues(projection: RunProjection, head: Uint8Array): readonly unknown[] {
  const { started, finished, counts, events } = projection;
  return [
    ...[started?.uuid, started?.mode, started?.runbook.name, started?.runbook.path, started?.at, started?.artifacts],
    ...[finished?.outcome, finished?.at, finished?.durationMs],
    ...[counts.completed, counts.reused, counts.failed, counts.skipped, counts.optionalFailed, events],
    bufferOf(head),
  ];
}

/** Returns the content that a run has dropped, with reason and time, by digest. */
export async function tombstones(reader: Reader, runKey: number): Promise<readonly GoneContent[]> {
  const rows = await reader.rows("SELECT * FROM wct.dropped WHERE run_key = $1 ORDER BY digest", [runKey]);
  return rows.map((row) => {
    const reason = wordOf(row, "reason", ["pruned", "erased", "left-out"] as const);
    const at = reason === "left-out" ? null : new Date(numberOf(row, "at")).toISOString();
    return { digest: hexDigest(bytesOf(row, "digest")), reason, at };
  });
}

export async function droppedBy(reader: Reader, runKey: number): Promise<ReadonlySet<Digest>> {
  return new Set((await tombstones(reader, runKey)).map(({ digest }) => digest));
}

/** Writes tombstones; those that exist stay as they are. `at`: ISO; null is stored as 0. */
export async function writeTombstones(session: Session, runKey: number, gone: readonly GoneContent[]): Promise<void> {
  for (const { digest, at, reason } of gone) {
    await session.run(
      "INSERT INTO wct.dropped (run_key, digest, at, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
      [runKey, digestBytes(digest), at === null ? 0 : Date.parse(at), reason],
    );
  }
}
