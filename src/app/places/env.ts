import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { pathHint, wctError } from "../../diagnostics/index.ts";
import { FileProblem, readRegularFile } from "../../files/index.ts";
import type { Host } from "../host/index.ts";

const mostBytes = 1024 * 1024;

/** Returns the variables for placeholders: those of --env-file, overridden by those of the process. */
export function environment(host: Host, envFile: string | undefined): ReadonlyMap<string, string> {
  if (envFile === undefined) return host.env;
  let text: string;
  try {
    text = readRegularFile(resolve(host.cwd, envFile), mostBytes).toString("utf8");
  } catch (cause) {
    const { what, hint, isAbsent } = FileProblem.of(cause);
    throw wctError("WCT_USAGE", {
      message: `--env-file "${envFile}" ${what}`,
      hint: isAbsent ? (pathHint(envFile) ?? "name a file with lines NAME=value") : hint,
      cause,
    });
  }
  // Some editors begin a file with a byte order mark; it is not part of the first name.
  const fromFile = Object.entries(parseEnv(text.replace(/^\uFEFF/, ""))).flatMap(([k, v]) =>
    v === undefined ? [] : [[k, v] as const],
  );
  return new Map([...fromFile, ...host.env]);
}
