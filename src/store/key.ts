import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { wctError } from "../diagnostics/index.ts";
import { createPrivateFile, names } from "./folder.ts";
import { ownName } from "./owner.ts";

const keyLength = 32;

/** The store's key. Throws WCT_STORE_DAMAGED when it is not there or not whole. */
export function readKey(dir: string): Uint8Array {
  const path = join(dir, names.key);
  const key = existsSync(path) ? readFileSync(path) : null;
  if (key?.length === keyLength) return key;
  throw wctError("WCT_STORE_DAMAGED", {
    message: `the key of the store "${dir}" is ${key === null ? "missing" : "not whole"}`,
    hint: `restore "${names.key}" from a backup, or remove it: a new one is made by the next run, and nothing recorded before is reused`,
  });
}

/** The store's key, made on first use. Of processes that make one at once, the first wins for all. */
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
    // A link appears whole or not at all, and never replaces a key that is there.
    linkSync(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    closeSync(file);
    rmSync(temporary, { force: true });
  }
}
