import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { wctError } from "../../diagnostics/index.ts";
import type { Io } from "../io.ts";

/** The variables for placeholders: the process's, over those of --env-file. */
export function environment(io: Io, envFile: string | undefined): ReadonlyMap<string, string> {
  if (envFile === undefined) return io.env;
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, envFile), "utf8");
  } catch (cause) {
    throw wctError("WCT_USAGE", {
      message: `--env-file "${envFile}" cannot be read`,
      hint: "name a file with lines NAME=value",
      cause,
    });
  }
  // Some editors begin a file with a byte order mark; it is no part of the first name.
  const fromFile = Object.entries(parseEnv(text.replace(/^\uFEFF/, ""))).flatMap(([k, v]) =>
    v === undefined ? [] : [[k, v] as const],
  );
  return new Map([...fromFile, ...io.env]);
}
