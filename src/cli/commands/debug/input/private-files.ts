import { closeSync, constants, fchmodSync, openSync, writeSync } from "node:fs";

/** Replaces the content of a file that only its owner may read. Follows no link. Throws the errors of the system. */
export function writePrivate(path: string, text: string): void {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | (O_NOFOLLOW ?? 0), 0o600);
  try {
    // The mode above is only for a new file.
    fchmodSync(file, 0o600);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  } finally {
    closeSync(file);
  }
}
