// The package.json that is published. It omits the scripts and tools of this checkout, so that installing the package
// neither runs nor mentions a script. `npm pack` and `npm publish` call this program before (strip) and after (restore)
// they read the file. A stripped checkout still builds, and `restore` restores it.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const path = join(dirname(import.meta.dirname), "package.json");
const whole = `${path}.whole`;

const ownKeys = ["scripts", "devDependencies", "allowScripts"] as const;

/** Returns the text of the published package.json. Throws if the text is not a JSON object. */
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
