import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { wctError } from "../diagnostics/index.ts";
import { guarded } from "./store-errors.ts";

/** Names inside a store's folder. */
export const names = {
  database: "store.db",
  key: "key",
  objects: "objects",
  spool: "spool",
  temporary: "tmp",
  gitignore: ".gitignore",
} as const;

const own: ReadonlySet<string> = new Set(Object.values(names));

/** What statfs says of NFS, CIFS, SMB 1 and 2, AFS, Coda, NCP, Ceph, 9P. */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, 0xff534d42, 0x517b, 0xfe534d42, 0x5346414f, 0x73757245, 0x564c, 0x00c36400, 0x01021997,
]);

/** The type of the file system that a folder is, or will be, on; a parameter of tests. */
export type FileSystemType = (path: string) => number;

export const systemFileSystemType: FileSystemType = (path) => statfsSync(path).type;

/** Makes the folder what a store needs; throws when it holds something else. Modes do not depend on the umask. */
export function prepareFolder(dir: string, fileSystemType: FileSystemType): void {
  refuseNetwork(dir, fileSystemType);
  refuseForeign(dir);
  makePrivateDir(dir);
  for (const name of [names.objects, names.spool, names.temporary]) makePrivateDir(join(dir, name));
  const ignore = join(dir, names.gitignore);
  if (!existsSync(ignore)) writePrivateFile(ignore, "*\n");
}

/** Throws WCT_STORE_NOT_FOUND unless there is a store; creates nothing. */
export function requireStore(dir: string, fileSystemType: FileSystemType): void {
  const found = guarded(dir, "open", () => statSync(join(dir, names.database), { throwIfNoEntry: false }));
  if (found === undefined) throw storeNotFound(dir);
  refuseNetwork(dir, fileSystemType);
}

export function storeNotFound(dir: string) {
  return wctError("WCT_STORE_NOT_FOUND", {
    message: `there is no run record in "${dir}"`,
    hint: "run a runbook first, or name the store's folder with --store",
  });
}

/**
 * Makes a folder, and those above it that are missing; only their owner may enter them, unless another mode is given.
 * Node's own recursive way never ends where a folder takes no others, as in /proc.
 */
export function makeFolders(path: string, mode = 0o700): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolders(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process was faster.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** A folder that only its owner may enter. */
export function makePrivateDir(path: string): void {
  makeFolders(path);
  if ((statSync(path).mode & 0o777) !== 0o700) chmodSync(path, 0o700);
}

/** Opens a new file that only its owner may read. */
export function createPrivateFile(path: string): number {
  const file = openSync(path, "wx", 0o600);
  fchmodSync(file, 0o600);
  return file;
}

/** Makes sure of a file that only its owner may read; keeps its content. */
export function ensurePrivateFile(path: string): void {
  const file = openSync(path, "a", 0o600);
  try {
    fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

function writePrivateFile(path: string, text: string): void {
  ensurePrivateFile(path);
  writeFileSync(path, text);
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

/** `--store .` would make a project's folder private and ignored by git: better refused. */
function refuseForeign(dir: string): void {
  if (!existsSync(dir)) return;
  if (!statSync(dir).isDirectory()) throw unusable(dir, "is not a folder");
  const entries = readdirSync(dir);
  if (entries.includes(names.database) || entries.every((entry) => own.has(entry))) return;
  throw unusable(dir, "holds other files and no store");
}

function unusable(dir: string, what: string) {
  return wctError("WCT_STORE_UNREADABLE", {
    message: `"${dir}" ${what}`,
    hint: "name a new or empty folder, or one that holds a store, with --store",
  });
}
