import { lstatSync } from "node:fs";
import type { SourceContext, SourceState } from "../../plugin/index.ts";
import { changedLately, identityOf } from "../file-state.ts";
import type { SqlDumpConfig } from "./config.ts";

/** Returns what differs after every change of the file; null if it changed so lately that its times may not tell. */
export function dumpState({ config, now }: SourceContext<SqlDumpConfig>): SourceState | null {
  const stat = lstatSync(config.path.path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined || changedLately(stat, now)) return null;
  return { by: "size and time of the file", state: identityOf(stat) };
}
