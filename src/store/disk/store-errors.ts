import { statfsSync } from "node:fs";
import { type DiagnosticCode, isWctError, type WctError, wctError } from "../../diagnostics/index.ts";

/** The failed action; distinguishes "cannot be opened" from "cannot be written". */
export type StoreAction = "open" | "read" | "write";

interface Kind {
  readonly code: DiagnosticCode;
  readonly what: string;
  readonly hint: string;
}

const kinds = {
  locked: {
    code: "WCT_STORE_LOCKED",
    what: "is locked by another process",
    hint: "try again, or stop the other process",
  },
  full: {
    code: "WCT_STORE_WRITE_FAILED",
    what: "cannot be written: the disk is full",
    hint: "free space, or choose another folder with --store",
  },
  readOnly: {
    code: "WCT_STORE_WRITE_FAILED",
    what: "cannot be written: no permission, or a read-only file system",
    hint: "check the folder's permissions, or choose another folder with --store",
  },
  writeFailed: {
    code: "WCT_STORE_WRITE_FAILED",
    what: "cannot be written: the disk reports an error",
    hint: "check the disk, or choose another folder with --store",
  },
  damaged: {
    code: "WCT_STORE_DAMAGED",
    what: "is damaged: its database cannot be read",
    hint: "restore it from a backup, or choose another folder with --store",
  },
  tooLong: {
    code: "WCT_STORE_UNREADABLE",
    what: "cannot be opened: its path is too long for a database",
    hint: "choose a shorter path, of at most 480 bytes, with --store",
  },
  linkLoop: {
    code: "WCT_STORE_UNREADABLE",
    what: "cannot be opened: symbolic links on its path form a loop",
    hint: "correct the links, or name another folder with --store",
  },
  underFile: {
    code: "WCT_STORE_UNREADABLE",
    what: "cannot be opened: a part of its path is a file",
    hint: "name another folder with --store",
  },
  unreadable: {
    code: "WCT_STORE_UNREADABLE",
    what: "cannot be opened",
    hint: "check that the folder and the files in it belong to you and can be read and written",
  },
} as const satisfies Record<string, Kind>;

type KindName = keyof typeof kinds;

/** By primary result code of SQLite. */
const ofSqlite: Readonly<Record<number, KindName>> = {
  3: "unreadable",
  5: "locked",
  6: "locked",
  8: "readOnly",
  10: "writeFailed",
  11: "damaged",
  13: "full",
  14: "unreadable",
  15: "locked",
  23: "unreadable",
  26: "damaged",
};

const ofSystem: Readonly<Record<string, KindName>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EROFS: "readOnly",
  EIO: "writeFailed",
  ELOOP: "linkLoop",
  ENOTDIR: "underFile",
  EEXIST: "underFile",
};

/** Converts an error of SQLite or the file system to a coded error. Coded errors and bugs are returned unchanged. */
export function storeError(error: unknown, dir: string, action: StoreAction): unknown {
  if (isWctError(error) || !(error instanceof Error)) return error;
  const name = kindOf(error, action);
  // SQLite also reports that it cannot open a file if it cannot create its log.
  if (name === "unreadable" && Buffer.byteLength(dir) > 480) return named("tooLong", dir, error);
  if (name === "unreadable" && isFull(dir)) return named("full", dir, error);
  return name === null ? error : named(name, dir, error);
}

/** Makes the error for a database that is not as wct created it. */
export function damagedStore(dir: string, cause?: Error): WctError {
  return named("damaged", dir, cause);
}

function named(name: KindName, dir: string, cause?: Error): WctError {
  const { code, what, hint } = kinds[name];
  // SQLite's messages name only tables and files, because every value is a bound parameter.
  return wctError(code, { message: `the store "${dir}" ${what}`, hint, ...(cause && { cause }) });
}

/** Returns whether there is no room for a new file: no space, or no inode. */
function isFull(dir: string): boolean {
  try {
    const { bavail, files, ffree } = statfsSync(dir);
    // Some file systems create inodes on demand and report a count of 0.
    return bavail === 0 || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}

function kindOf(error: Error, action: StoreAction): KindName | null {
  if ("errcode" in error && typeof error.errcode === "number") {
    const kind = ofSqlite[error.errcode & 0xff] ?? null;
    return kind === "writeFailed" && action !== "write" ? "unreadable" : kind;
  }
  if (!("code" in error) || typeof error.code !== "string") return null;
  // A number in a column is larger than any that wct writes.
  if (error.code === "ERR_OUT_OF_RANGE" && action === "read") return "damaged";
  if (!("syscall" in error)) return null;
  const kind = ofSystem[error.code];
  if (action === "write") return kind ?? "readOnly";
  // Opening also creates folders and files. A full or read-only disk is not a problem of permissions.
  return kind === undefined || kind === "writeFailed" ? "unreadable" : kind;
}

/** Runs `work` and converts its error to a coded error. */
export function guarded<T>(dir: string, action: StoreAction, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error, dir, action);
  }
}
