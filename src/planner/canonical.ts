import { createHmac, hash, type KeyObject } from "node:crypto";
import { invariant } from "../diagnostics/index.ts";
import { type Digest, isDigest, type JsonValue } from "../domain/index.ts";

/** Formats JSON without white space and with sorted keys, so that equal values give equal texts. */
export function canonicalJson(value: JsonValue): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(",")}}`;
}

/** Computes the SHA-256 of a text's UTF-8 bytes. */
export function sha256(text: string): Digest {
  return asDigest(hash("sha256", text, "hex"));
}

/** Computes the HMAC-SHA256 of a text's UTF-8 bytes. Only those who have the key can compare a text with it. */
export function hmac(key: KeyObject, text: string): Digest {
  return asDigest(createHmac("sha256", key).update(text).digest("hex"));
}

function asDigest(hex: string): Digest {
  invariant(isDigest(hex), "SHA-256 is not 64 hexadecimal digits");
  return hex;
}
