// The package.json that is published: without the scripts and tools of this checkout, so that whoever installs the
// package is neither asked to run a script nor told of one. `npm pack` and `npm publish` call it before (strip) and
// after (restore) they read the file; a checkout that is stripped builds as before and is restored by `restore`.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const path = join(dirname(import.meta.dirname), "package.json");
const whole = `${path}.whole`;

const ownKeys = ["scripts", "devDependencies", "allowScripts"] as const;

/** The text of the published package.json. Throws when the text is no JSON object. */
export function publishedManifest(text: string): string {
  const manifest: unknown = JSON.parse(text);
  if (typeof manifest !== "object" || manifest === null) throw new Error("package.json holds no object");
  const kept = Object.entries(manifest).filter(([key]) => !ownKeys.some((own) => own === key));
  return `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`;
}

if (import.meta.main) {
  if (process.argv[2] === "strip") {
    const text = readFileSync(path, "utf8");
    writeFileSync(whole, text);
    writeFileSync(path, publishedManifest(text));
  } else if (existsSync(whole)) renameSync(whole, path);
}
