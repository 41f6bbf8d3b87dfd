import { createHash } from "node:crypto";
import { closeSync, readSync } from "node:fs";
import { wctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";
import { FileProblem, openRegularFile, writeFailure } from "../../files/index.ts";
import { NewFile } from "./new-file.ts";

interface KnownFile {
  /** SHA-256 of its bytes. */
  readonly digest: Digest;
  readonly bytes: number;
}

/**
 * Copies an earlier output to a new file, if it still has the recorded bytes. Returns whether it has; otherwise nothing
 * is written. Throws WCT_EXPORT_WRITE_FAILED.
 */
export function copyOutput(from: string, to: string, known: KnownFile): boolean {
  const source = opened(from);
  if (source === null) return false;
  try {
    const file = new NewFile(to);
    try {
      if (!copyAll(source, file, known)) return false;
      file.commit();
      return true;
    } finally {
      file.close();
    }
  } catch (cause) {
    if (cause instanceof FileProblem) return false;
    const { why, hint } = writeFailure(cause);
    const message = `"${to}" ${why}`;
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message,
      hint: `${hint}, or choose another folder with --output`,
      cause,
    });
  } finally {
    closeSync(source);
  }
}

function opened(path: string): number | null {
  try {
    return openRegularFile(path);
  } catch {
    return null;
  }
}

function copyAll(source: number, file: NewFile, known: KnownFile): boolean {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(256 * 1024);
  let bytes = 0;
  for (;;) {
    const read = readFrom(source, piece);
    if (read === 0) return bytes === known.bytes && hash.digest("hex") === known.digest;
    bytes += read;
    if (bytes > known.bytes) return false;
    const data = piece.subarray(0, read);
    hash.update(data);
    file.write(data);
  }
}

/** Throws FileProblem, so that an error of reading is not taken for one of writing. */
function readFrom(source: number, piece: Buffer): number {
  try {
    return readSync(source, piece);
  } catch (error) {
    throw FileProblem.of(error);
  }
}
