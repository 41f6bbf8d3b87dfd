import { wctError } from "../../../diagnostics/index.ts";
import type { Io } from "../../io.ts";
import { chosenRunbook } from "../chosen-runbook.ts";
import type { DapCommandOptions } from "./dap.ts";
import type { DebugCommandOptions } from "./options.ts";

type FaceOptions = DebugCommandOptions & DapCommandOptions & { readonly dap?: boolean };

/** Runs `wct debug` in the terminal or, with --dap, for an editor. Throws WCT_USAGE for options of the other one. */
export async function debugWithFace(io: Io, written: string | undefined, options: FaceOptions): Promise<number> {
  if (options.dap) {
    requireNone(options, ["break", "breakAfter", "commands"], "belongs to the terminal; the editor sets breakpoints");
    requireNone(options, ["runbook"], "belongs to the terminal; for an editor, `rerun` starts the runbook of the run");
    const { debugOverDap } = await import("./dap.ts");
    return await debugOverDap(io, written, options);
  }
  requireNone(options, ["listen", "wait"], "needs --dap", "add --dap, or omit");
  const { debug } = await import("./debug.ts");
  return await debug(io, await chosenRunbook(io, written, options), options);
}

function requireNone(options: FaceOptions, names: readonly (keyof FaceOptions)[], why: string, way = "omit"): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const option = `--${given.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw wctError("WCT_USAGE", { message: `${option} ${why}`, hint: `${way} ${option}; see wct debug --help` });
}
