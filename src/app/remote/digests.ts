import { createHash, createHmac } from "node:crypto";
import type { Digest } from "../../domain/index.ts";

const asDigest = (hexadecimal: string): Digest => hexadecimal as Digest;

/** Returns what stands for a path where a path must not be written. */
export const pathKey = (key: Uint8Array, path: string): Digest =>
  asDigest(createHmac("sha256", key).update(`path\0${path}`).digest("hex"));

/** Computes the digest of a file piece by piece. */
export function fileDigest(): { readonly update: (piece: Uint8Array) => void; readonly end: () => Digest } {
  const hash = createHash("sha256");
  return { update: (piece) => void hash.update(piece), end: () => asDigest(hash.digest("hex")) };
}
