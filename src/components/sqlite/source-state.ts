import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { SourceContext, SourceState } from "../../plugin/index.ts";
import { changedLately, identityOf, userIdentity } from "../file-state.ts";
import type { SqliteConfig } from "./config.ts";
import { databaseFile } from "./open.ts";

/** Longer files are not hashed; if a hash is necessary, the state is then not known. */
const hashedAtMost = 64 * 1024 * 1024;

type StateContext = Pick<SourceContext<SqliteConfig>, "config" | "signal" | "now">;

/**
 * Returns the state of a database without opening it: size, times and inode of its file and its rollback journal, and
 * the content of its write-ahead log. An insert changes neither the database file nor the size of the log, only the
 * log's content.
 */
export function databaseState({ config, signal, now }: StateContext): SourceState | null {
  const path = databaseFile(config.database_path.path);
  const parts = [
    stateOfFile(path, { signal, isHashed: (stat) => changedLately(stat, now) }),
    stateOfFile(`${path}-journal`, { signal, isHashed: (stat) => changedLately(stat, now) }),
    stateOfFile(`${path}-wal`, { signal, isHashed: () => true }),
    committedFrames(`${path}-shm`),
  ];
  if (parts[0] === "absent" || parts.includes(null)) return null;
  return { by: "size and time of the file, content of its log", state: [userIdentity(), ...parts] };
}

interface Hashing {
  readonly signal: AbortSignal;
  readonly isHashed: (stat: ReturnType<typeof statOf>) => boolean;
}

const statOf = (handle: number) => fstatSync(handle, { bigint: true });

/** Null: the state cannot be told. */
function stateOfFile(path: string, { signal, isHashed }: Hashing): string | null {
  return whileOpen(path, (handle) => {
    const stat = statOf(handle);
    if (!stat.isFile()) return null;
    if (!isHashed(stat)) return identityOf(stat);
    if (stat.size > hashedAtMost) return null;
    return `${identityOf(stat)} ${hashOf(handle, signal)}`;
  });
}

function hashOf(handle: number, signal: AbortSignal): string {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(256 * 1024);
  let at = 0;
  for (;;) {
    signal.throwIfAborted();
    const read = readSync(handle, piece, 0, piece.length, at);
    if (read === 0) return hash.digest("hex");
    hash.update(piece.subarray(0, read));
    at += read;
  }
}

/** Where the index of the log holds the number of committed frames, the size of the database, and the salts. */
const framesAt = 16;
const framesLength = 24;

/** Returns which frames of the log readers use. A frame can be in the log before its transaction is visible. */
function committedFrames(path: string): string | null {
  return whileOpen(path, (handle) => {
    const frames = Buffer.alloc(framesLength);
    const read = readSync(handle, frames, 0, framesLength, framesAt);
    return frames.subarray(0, read).toString("hex");
  });
}

/** Calls `work` with an open file; "absent": there is none. */
function whileOpen(path: string, work: (handle: number) => string | null): string | null {
  let handle: number;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "absent" : null;
  }
  try {
    return work(handle);
  } finally {
    closeSync(handle);
  }
}
