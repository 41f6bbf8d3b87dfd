import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { createPrivateFile, names } from "./folder.ts";
import { ownName } from "./owner.ts";
import { isCode, openPlainFile } from "./plain.ts";

const keyLength = 32;

/** Reads the store's key. Throws WCT_STORE_DAMAGED if it is missing or incomplete. */
export function readKey(dir: string): Uint8Array {
  const path = join(dir, names.key);
  const key = existsSync(path) ? readPlainFile(path) : null;
  if (key?.length === keyLength) return key;
  throw wctError("WCT_STORE_DAMAGED", {
    message: `the key of the store "${dir}" is ${key === null ? "missing" : "incomplete"}`,
    hint: `restore "${names.key}" from a backup, or remove it: the next run creates a new one and reuses nothing recorded before`,
  });
}

/** Reads just enough to detect a file that is too long, because it may be any file. */
function readPlainFile(path: string): Uint8Array {
  const file = openPlainFile(path);
  if (file === null) return new Uint8Array(0);
  try {
    const bytes = Buffer.alloc(keyLength + 1);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/**
 * Returns the store's key, created on first use. If several processes create one concurrently, the first one wins for
 * all.
 */
export function ensureKey(dir: string): Uint8Array {
  const path = join(dir, names.key);
  if (!existsSync(path)) linkNewKey(dir, path);
  return readKey(dir);
}

function linkNewKey(dir: string, path: string): void {
  const temporary = join(dir, names.temporary, ownName());
  const file = createPrivateFile(temporary);
  try {
    writeSync(file, randomBytes(keyLength));
    fsyncSync(file);
    // A hard link appears completely or not at all, and never replaces an existing key.
    linkSync(temporary, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    closeSync(file);
    rmSync(temporary, { force: true });
  }
}
