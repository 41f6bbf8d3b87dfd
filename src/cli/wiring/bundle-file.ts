import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import type { RunCopy } from "../../domain/index.ts";
import { bundleBytes } from "../../store/index.ts";

/**
 * Writes a bundle that only its owner may read. The file takes its name when it is complete. Returns its length in
 * bytes. Throws WCT_USAGE when there is a file already, WCT_EXPORT_WRITE_FAILED.
 */
export async function writeBundle(
  copy: RunCopy,
  { cwd, file, force }: { readonly cwd: string; readonly file: string; readonly force: boolean },
): Promise<number> {
  const path = resolve(cwd, file);
  if (existsSync(path) && !force) {
    throw wctError("WCT_USAGE", { message: `"${file}" exists`, hint: "write over it with --force, or name another" });
  }
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  const target = written(file, () => openSync(temporary, "wx", 0o600));
  try {
    written(file, () => fchmodSync(target, 0o600));
    let length = 0;
    for await (const bytes of bundleBytes(copy)) {
      written(file, () => writeAll(target, bytes));
      length += bytes.length;
    }
    written(file, () => fsyncSync(target));
    written(file, () => renameSync(temporary, path));
    return length;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(target);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function written<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${file}" cannot be written`,
      hint: "choose another file, or check the folder's permissions and free space",
      cause,
    });
  }
}
