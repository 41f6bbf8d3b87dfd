import { readFileSync } from "node:fs";
import { isJsonObject } from "../../domain/index.ts";

let cached: string | undefined;

/** Returns the version of this package. */
export function packageVersion(): string {
  if (cached === undefined) {
    const manifest: unknown = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
    cached = isJsonObject(manifest) && typeof manifest["version"] === "string" ? manifest["version"] : "0.0.0";
  }
  return cached;
}
