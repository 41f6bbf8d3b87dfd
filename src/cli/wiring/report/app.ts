import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { wctError } from "../../../diagnostics/index.ts";
import { type ReportApp, startScript } from "../../../render/index.ts";

/** Beside the compiled program; when the sources run themselves, where the build puts it. */
const folders = [new URL("../../../report/", import.meta.url), new URL("../../../../dist/report/", import.meta.url)];

/** The page's program as it was built. Throws WCT_INTERNAL when this installation lacks it. */
export function reportApp(): ReportApp {
  for (const folder of folders) {
    const script = textOf(new URL("app.js", folder));
    const style = textOf(new URL("app.css", folder));
    if (script !== null && style !== null) return appOf(script, style);
  }
  throw wctError("WCT_INTERNAL", {
    message: "the program of the report page is not there",
    hint: "install wct again; in a checkout, `npm run build`",
  });
}

/** A page's program, with the hashes that its policy names. */
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
