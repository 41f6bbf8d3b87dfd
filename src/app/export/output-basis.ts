import { createHmac } from "node:crypto";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Digest, isDigest, type MessageRef } from "../../domain/index.ts";
import { builtInSchemas } from "../../plugin/index.ts";
import type { ExportOrigins } from "./origins.ts";
import type { ChosenExport } from "./outputs.ts";

interface Output extends Pick<ChosenExport, "exporter"> {
  readonly message: MessageRef;
  readonly origins: ExportOrigins;
  /** Options of the exporter. */
  readonly options: Readonly<Record<string, string>>;
  /** The store's key. Paths of origins can be guessed, so that a plain digest would reveal them. */
  readonly key: Uint8Array;
}

const builtIn = new URL("../../components/", import.meta.url).href;
const ownSchemas: ReadonlySet<string> = new Set(builtInSchemas.map(({ ref }) => ref));

/**
 * Returns a keyed digest of everything that an output depends on: the content, the exporter with its code, and what the
 * exporter learns about the origin. Outputs with equal digests have equal bytes. Null if that is not known: the
 * exporter or the schema belongs to a plugin.
 */
export function outputBasis({ exporter, message, origins, options, key }: Output): Digest | null {
  const { type, home } = exporter;
  if (!home.module.startsWith(builtIn) || !ownSchemas.has(message.schema)) return null;
  // Another build of the same version may write other bytes.
  const { size, mtimeMs } = statSync(fileURLToPath(home.module));
  const content = [message.schema, message.digest, message.elements];
  const parts = [type, home.digest, size, mtimeMs, ...content, origins.origins, origins.declared, options];
  const digest = createHmac("sha256", key)
    .update(`output ${JSON.stringify(parts)}`)
    .digest("hex");
  if (!isDigest(digest)) throw new TypeError("SHA-256 is not 64 hexadecimal digits");
  return digest;
}
