import { resolve } from "node:path";
import { isRegularFile } from "../../../files/index.ts";
import { isBundleFile } from "../../../store/index.ts";
import type { Io } from "../../io.ts";

/** What is debugged: a runbook that runs now, or a run that was recorded. */
export interface DebugTarget {
  readonly kind: "runbook" | "run";
  /** Said if the name could mean both; else null. */
  readonly note: string | null;
}

/** Decides what a name means: a YAML file, or any other file that is no bundle, is a runbook. */
export function targetOf(io: Pick<Io, "cwd">, written: string): DebugTarget {
  const path = resolve(io.cwd, written);
  const isFile = isRegularFile(path);
  const isRunbook = /\.ya?ml$/i.test(written) || (isFile && !isBundleFile(path));
  const isReference = /^(latest|previous|run_\d)/.test(written);
  const note = isReference && isFile ? ambiguity(written, isRunbook) : null;
  return { kind: isRunbook ? "runbook" : "run", note };
}

function ambiguity(written: string, isRunbook: boolean): string {
  const meaning = isRunbook ? "runbook" : "bundle";
  const other = written === "latest" ? "latest~0" : "its id";
  return `"${written}" is read as the ${meaning} of that name in this folder; name a recorded run by ${other}`;
}
