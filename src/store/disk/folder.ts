import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { entryAt, isCode, makePlainFolder, requirePlainFanOut, requirePlainFile, requirePlainFolder } from "./plain.ts";
import { guarded } from "./store-errors.ts";

/** Names inside a store's folder. */
export const names = {
  database: "store.db",
  key: "key",
  heads: "heads",
  objects: "objects",
  spool: "spool",
  temporary: "tmp",
  debug: "debug",
  gitignore: ".gitignore",
} as const;

const folders = [names.heads, names.objects, names.spool, names.temporary];
/** The files that SQLite writes, which are in the store's folder. */
const databaseFiles = ["", "-wal", "-shm", "-journal"].map((suffix) => names.database + suffix);

/** The names of all files and folders that wct creates in the store's folder. */
export const ownNames: ReadonlySet<string> = new Set([...Object.values(names), ...databaseFiles]);

/** The statfs types of NFS, CIFS, SMB 1 and 2, AFS, Coda, NCP, Ceph and 9P. */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, 0xff534d42, 0x517b, 0xfe534d42, 0x5346414f, 0x73757245, 0x564c, 0x00c36400, 0x01021997,
]);

/** Returns the type of the file system that contains a folder, or will contain it; a parameter for tests. */
export type FileSystemType = (path: string) => number;

export const systemFileSystemType: FileSystemType = (path) => statfsSync(path).type;

/** Prepares a folder for a store. Throws if it contains anything else. Modes do not depend on the umask. */
export function prepareFolder(dir: string, fileSystemType: FileSystemType): void {
  refuseNetwork(dir, fileSystemType);
  refuseForeign(dir);
  requirePlain(dir, "write");
  makeFolders(dir);
  if ((statSync(dir).mode & 0o777) !== 0o700) chmodSync(dir, 0o700);
  for (const name of folders) makePlainFolder(dir, join(dir, name));
  writeGitignore(join(dir, names.gitignore));
}

/** Throws WCT_STORE_UNSAFE if an entry of the store is not a plain file or folder. */
function requirePlain(dir: string, mode: "read" | "write"): void {
  for (const name of folders) requirePlainFolder(dir, join(dir, name));
  for (const name of databaseFiles) {
    // A reader also writes the index of the log.
    const isWritten = mode === "write" || name !== names.database;
    requirePlainFile(dir, join(dir, name), { isWritten });
  }
  for (const name of [names.key, names.gitignore]) requirePlainFile(dir, join(dir, name), { isWritten: false });
  requirePlainFanOut(dir, join(dir, names.objects));
}

/** Creates nothing. Throws WCT_STORE_NOT_FOUND if there is no store. */
export function requireStore(dir: string, fileSystemType: FileSystemType): void {
  const found = guarded(dir, "open", () => entryAt(join(dir, names.database)));
  if (found === undefined) throw storeNotFound(dir);
  refuseNetwork(dir, fileSystemType);
  guarded(dir, "open", () => requirePlain(dir, "read"));
}

export function storeNotFound(dir: string) {
  return wctError("WCT_STORE_NOT_FOUND", {
    message: `there is no run record in "${dir}"`,
    hint: "run a runbook first, or name the store's folder with --store",
  });
}

/**
 * Creates a folder and its missing parents. Only their owner may enter them, unless another mode is given. Node's
 * recursive option never returns in a folder that allows no subfolders, such as /proc.
 */
export function makeFolders(path: string, mode = 0o700): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolders(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process created it first.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** Creates and opens a new file that only its owner may read. */
export function createPrivateFile(path: string): number {
  const file = openSync(path, "wx", 0o600);
  fchmodSync(file, 0o600);
  return file;
}

/** Ensures that a file exists that only its owner may read. Keeps its content. */
export function ensurePrivateFile(path: string): void {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

function writeGitignore(path: string): void {
  if (existsSync(path)) return;
  let file: number;
  try {
    file = createPrivateFile(path);
  } catch (error) {
    // Another process created it first.
    if (isCode(error, "EEXIST")) return;
    throw error;
  }
  try {
    writeSync(file, "*\n");
  } finally {
    closeSync(file);
  }
}

function refuseNetwork(dir: string, fileSystemType: FileSystemType): void {
  let path = resolve(dir);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  if (!networkTypes.has(fileSystemType(path) >>> 0)) return;
  throw wctError("WCT_STORE_NETWORK", {
    message: `the store "${dir}" is on a network file system, where several processes cannot share a database`,
    hint: "choose a local folder with --store or WCT_STORE",
  });
}

/** `--store .` would make a project's folder private and ignored by git, so it is refused. */
function refuseForeign(dir: string): void {
  if (!existsSync(dir)) return;
  if (!statSync(dir).isDirectory()) throw unusable(dir, "is not a folder");
  const entries = readdirSync(dir);
  if (entries.includes(names.database) || entries.every((entry) => ownNames.has(entry))) return;
  throw unusable(dir, "contains other files but no store");
}

function unusable(dir: string, what: string) {
  return wctError("WCT_STORE_UNREADABLE", {
    message: `"${dir}" ${what}`,
    hint: "pass a new or empty folder, or an existing store, with --store",
  });
}
