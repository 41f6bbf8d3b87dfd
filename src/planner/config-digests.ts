import { createSecretKey } from "node:crypto";
import type { Digest } from "../domain/index.ts";
import { hmac, sha256 } from "./canonical.ts";

/**
 * Computes digests of configurations. Many artifacts of a large runbook have the same configuration; its digest is
 * computed once.
 */
export interface ConfigDigests {
  readonly written: (canonical: string) => Digest;
  readonly resolved: (canonical: string) => Digest;
  /**
   * Digest of all parts of a fingerprint. Equal fingerprints are mostly adjacent, so only the last digest is cached.
   */
  readonly whole: (canonical: string) => Digest;
}

export function createConfigDigests(hmacKey: Uint8Array): ConfigDigests {
  // Created once, because creating a key costs more than an HMAC.
  const key = createSecretKey(hmacKey);
  return { written: once(sha256), resolved: once((text) => hmac(key, text)), whole: sameAsLast(sha256) };
}

function sameAsLast(digest: (text: string) => Digest): (text: string) => Digest {
  let last: { readonly text: string; readonly digest: Digest } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, digest: digest(text) };
    return last.digest;
  };
}

function once(digest: (text: string) => Digest): (text: string) => Digest {
  const known = new Map<string, Digest>();
  return (text) => {
    const found = known.get(text) ?? digest(text);
    known.set(text, found);
    return found;
  };
}
