import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { pathHint, wctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";
import { isRegularFile, writeFailure } from "../../files/index.ts";
import { NewFile } from "./new-file.ts";

/**
 * Writes text, piece by piece, to a file that only its owner may read; the file gets its name when it is complete.
 * `shown` is its name in messages. Throws WCT_EXPORT_WRITE_FAILED.
 */
export function writePrivateFile(
  { path, shown }: { readonly path: string; readonly shown: string },
  pieces: Iterable<string>,
): { readonly digest: Digest; readonly bytes: number } {
  try {
    // A link stays a link: its target is overwritten.
    return writeAll(isRegularFile(path) ? realpathSync(path) : path, pieces);
  } catch (cause) {
    const { why, hint } = writeFailure(cause);
    throw wctError("WCT_EXPORT_WRITE_FAILED", { message: `"${shown}" ${why}`, hint: pathHint(shown) ?? hint, cause });
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
