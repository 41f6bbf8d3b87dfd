import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { Digest, FileAccess } from "../../domain/index.ts";

/** The real file system. */
export const fileAccess: FileAccess = {
  stat: (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return "absent";
    return found.isDirectory() ? "dir" : "file";
  },
  read: (path) => readFileSync(path),
  digest: digestOfFile,
  resolve,
  dirname,
};

function digestOfFile(path: string): Digest {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex") as Digest;
}

/** A file's text for a code frame; undefined when it cannot be had. */
export function readText(cwd: string, file: string): string | undefined {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch {
    return undefined;
  }
}

/** A path as people see it: relative to the current folder when it is inside. */
export function shownPath(cwd: string, path: string): string {
  const inside = relative(cwd, path);
  return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? path : inside;
}
