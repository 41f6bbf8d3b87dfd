import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { wctError } from "../../diagnostics/index.ts";
import { type ReportApp, startScript } from "../../render/index.ts";

/** Next to the compiled program, or, when the sources run, in the output folder of the build. */
const folders = [new URL("../../report/", import.meta.url), new URL("../../../dist/report/", import.meta.url)];

/** Reads the built program of the page. Throws WCT_INTERNAL if this installation lacks it. */
export function reportApp(): ReportApp {
  for (const folder of folders) {
    const script = textOf(new URL("app.js", folder));
    const style = textOf(new URL("app.css", folder));
    if (script !== null && style !== null) return appOf(script, style);
  }
  throw wctError("WCT_INTERNAL", {
    message: "the script of the report page is missing",
    hint: "reinstall wct; in a checkout, run `npm run build`",
  });
}

/** Returns a page's program with the hashes for its content security policy. */
export function appOf(script: string, style: string): ReportApp {
  return { script, style, scriptHashes: [startScript, script].map(hashOf) };
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");

function textOf(file: URL): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
