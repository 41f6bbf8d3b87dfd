import { wctError } from "../../diagnostics/index.ts";
import type { RequestHandlers } from "./handler.ts";

/** Requests that mean nothing here, with what to use instead. */
const instead: Readonly<Record<string, readonly [why: string, use: string]>> = {
  goto: ["an artifact cannot be started out of order", "step back to an earlier point, or enter `rerun` there"],
  gotoTargets: ["an artifact cannot be started out of order", "step back to an earlier point, or enter `rerun` there"],
  stepInTargets: [
    "an artifact has nothing to choose from",
    "use step in, which goes into the child runbook that comes next",
  ],
  restart: ["a run is not started again in place", "enter `rerun` in the console, or start a new session"],
  terminateThreads: ["one artifact cannot be ended alone", "skip it, with `skip` in the console, or terminate the run"],
  dataBreakpointInfo: ["content does not change once it is made", "set a breakpoint with a condition on `output`"],
  setDataBreakpoints: ["content does not change once it is made", "set a breakpoint with a condition on `output`"],
  setInstructionBreakpoints: ["a runbook has no instructions", "set a breakpoint on a line of the runbook"],
  disassemble: ["a runbook has no instructions", "open the runbook"],
  readMemory: ["a run has no memory to read", "expand Output, or enter `inspect ARTIFACT PATH` in the console"],
  writeMemory: ["a run has no memory to write", "enter `set output FILE` in the console"],
  modules: ["a run has no modules", "`wct connectors` and `wct processors` list the components"],
  locations: ["values have no place in a source", "the call stack shows the lines of the artifact"],
};

export const refusedRequests: RequestHandlers = Object.fromEntries(
  Object.entries(instead).map(([command, [why, use]]) => [
    command,
    {
      about: `Refused: ${why}. Instead: ${use}.`,
      handle: () => {
        throw wctError("WCT_DEBUG_NOT_NOW", { message: `${command} is not possible: ${why}`, hint: use });
      },
    },
  ]),
);
