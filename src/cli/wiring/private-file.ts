import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";

/**
 * Writes a text, piece by piece, to a file that only its owner may read; the file takes its name when it is complete.
 * `shown` is how messages name it. Throws WCT_EXPORT_WRITE_FAILED.
 */
export function writePrivateFile(
  { path, shown }: { readonly path: string; readonly shown: string },
  pieces: Iterable<string>,
): { readonly digest: Digest; readonly bytes: number } {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const written = writeAll(temporary, pieces);
    renameSync(temporary, path);
    return written;
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${shown}" cannot be written`,
      hint: "check the folder's permissions and free space, or choose another with --output",
      cause,
    });
  }
}

function writeAll(path: string, pieces: Iterable<string>): { readonly digest: Digest; readonly bytes: number } {
  const hash = createHash("sha256");
  const file = openSync(path, "wx", 0o600);
  try {
    let bytes = 0;
    for (const piece of pieces) {
      const data = Buffer.from(piece, "utf8");
      hash.update(data);
      for (let at = 0; at < data.length; ) at += writeSync(file, data, at);
      bytes += data.length;
    }
    fsyncSync(file);
    return { digest: hash.digest("hex") as Digest, bytes };
  } finally {
    closeSync(file);
  }
}
