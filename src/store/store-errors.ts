import { type DiagnosticCode, isWctError, type WctError, wctError } from "../diagnostics/index.ts";

/** What was being done; decides between "cannot be opened" and "cannot be written". */
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
    hint: "try again, or end the other process",
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
    what: "cannot be opened: its path is longer than a database may have",
    hint: "name a shorter one, of at most 480 bytes, with --store",
  },
  unreadable: {
    code: "WCT_STORE_UNREADABLE",
    what: "cannot be opened",
    hint: "check that the folder and the files in it belong to you and can be read and written",
  },
} as const satisfies Record<string, Kind>;

type KindName = keyof typeof kinds;

/** Primary result codes of SQLite. */
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
};

/** A coded error for what SQLite or the file system said. Errors that are coded already, and bugs, pass unchanged. */
export function storeError(error: unknown, dir: string, action: StoreAction): unknown {
  if (isWctError(error) || !(error instanceof Error)) return error;
  const name = kindOf(error, action);
  // SQLite says only that it cannot open the file.
  if (name === "unreadable" && Buffer.byteLength(dir) > 480) return named("tooLong", dir, error);
  return name === null ? error : named(name, dir, error);
}

function named(name: KindName, dir: string, cause: Error): WctError {
  const { code, what, hint } = kinds[name];
  // SQLite's texts name tables and files only, since every value is a bound parameter.
  return wctError(code, { message: `the store "${dir}" ${what}`, hint, cause });
}

function kindOf(error: Error, action: StoreAction): KindName | null {
  if ("errcode" in error && typeof error.errcode === "number") {
    const kind = ofSqlite[error.errcode & 0xff] ?? null;
    return kind === "writeFailed" && action !== "write" ? "unreadable" : kind;
  }
  if (!("code" in error) || typeof error.code !== "string" || !("syscall" in error)) return null;
  const kind = ofSystem[error.code];
  if (action === "write") return kind ?? "readOnly";
  // Opening makes folders and files, too; for a disk that is full or read-only nobody need look at permissions.
  return kind === "full" || kind === "readOnly" ? kind : "unreadable";
}

/** Runs `work`, turning its failure into a coded error. */
export function guarded<T>(dir: string, action: StoreAction, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error, dir, action);
  }
}
