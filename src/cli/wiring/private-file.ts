import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";

/** What is at a path; `device`: a pipe, a terminal, anything that is neither file nor folder. */
export function kindOfPath(path: string): "absent" | "file" | "folder" | "device" {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return "absent";
  if (found.isFile()) return "file";
  return found.isDirectory() ? "folder" : "device";
}

/**
 * Writes a text, piece by piece, to a file that only its owner may read; the file takes its name when it is complete.
 * `shown` is how messages name it. Throws WCT_EXPORT_WRITE_FAILED.
 */
export function writePrivateFile(
  { path, shown }: { readonly path: string; readonly shown: string },
  pieces: Iterable<string>,
): { readonly digest: Digest; readonly bytes: number } {
  // A link stays a link: it is the file behind it that is written over.
  const target = kindOfPath(path) === "file" ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const written = writeAll(temporary, pieces);
    renameSync(temporary, target);
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
