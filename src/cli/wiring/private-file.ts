import { createHash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { wctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";
import { NewFile } from "./new-file.ts";

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
  try {
    // A link stays a link: it is the file behind it that is written over.
    return writeAll(kindOfPath(path) === "file" ? realpathSync(path) : path, pieces);
  } catch (cause) {
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${shown}" cannot be written`,
      hint: "check the folder's permissions and free space, or choose another with --output",
      cause,
    });
  }
}

function writeAll(path: string, pieces: Iterable<string>): { readonly digest: Digest; readonly bytes: number } {
  const hash = createHash("sha256");
  const file = new NewFile(path);
  try {
    let bytes = 0;
    for (const piece of pieces) {
      const data = Buffer.from(piece, "utf8");
      hash.update(data);
      file.write(data);
      bytes += data.length;
    }
    file.commit();
    return { digest: hash.digest("hex") as Digest, bytes };
  } finally {
    file.close();
  }
}
