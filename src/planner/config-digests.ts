import { createSecretKey } from "node:crypto";
import type { Digest } from "../domain/index.ts";
import { hmac, sha256 } from "./canonical.ts";

/** Digests of configurations. Many artifacts of a large runbook have the same one, and each is worked out once. */
export interface ConfigDigests {
  readonly written: (canonical: string) => Digest;
  readonly resolved: (canonical: string) => Digest;
}

export function createConfigDigests(hmacKey: Uint8Array): ConfigDigests {
  // Made ready once: doing so costs more than an HMAC.
  const key = createSecretKey(hmacKey);
  return { written: once(sha256), resolved: once((text) => hmac(key, text)) };
}

function once(digest: (text: string) => Digest): (text: string) => Digest {
  const known = new Map<string, Digest>();
  return (text) => {
    const found = known.get(text) ?? digest(text);
    known.set(text, found);
    return found;
  };
}
