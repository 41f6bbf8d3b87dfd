import { plural } from "../../../../render/index.ts";
import { type CommandEffect, type ShellCommand, type ShellContext, stay } from "../context.ts";
import { requireNothing } from "../words.ts";
import { findCommand } from "./find-command.ts";
import { commandHelp, helpText } from "./help.ts";

/** Commands about the session itself. */
export const sessionCommands: readonly ShellCommand[] = [
  {
    ...{ name: "rerun", alias: null, usage: "", completes: [] },
    about: "start a new run from the point shown; what was completed before it is reused",
    details: ["Changes that are set are used. This session ends; the run that it shows stays as it is."],
    run: async (_context, rest) => {
      requireNothing(rest, "rerun");
      return { kind: "fork" };
    },
  },
  {
    ...{
      name: "quit",
      alias: "q",
      usage: "",
      about: "end the session; a run that is not done is cancelled",
      completes: [],
    },
    details: ["`wct run RUNBOOK --resume RUN` goes on with it later. The end of input quits too."],
    run: async (context, rest) => {
      requireNothing(rest, "quit");
      return (await isSure(context)) ? { kind: "quit" } : stay;
    },
  },
  {
    ...{
      name: "help",
      alias: "h",
      usage: "[COMMAND]",
      about: "list the commands, or explain one",
      completes: ["command"],
    },
    details: ["`?` is help too."],
    run: async (context, rest) => await help(context, rest),
  },
];

async function help({ io, commands }: ShellContext, rest: string): Promise<CommandEffect> {
  const width = io.stderr.isTerminal ? io.stderr.columns : 100;
  const lines = rest === "" ? helpText(commands, width) : commandHelp(findCommand(commands, rest), width);
  await io.stderr.write(`${lines.join("\n")}\n`);
  return stay;
}

/** Asks once, if somebody is there to answer. */
async function isSure({ input, say, opened: { session } }: ShellContext): Promise<boolean> {
  if (input.ask === null || session.kind !== "live" || session.phase === "ended") return true;
  const { completed, reused, failed, skipped } = session.state().counts;
  const open = session.plan.artifacts.length - completed - reused - failed - skipped;
  if (open === 0) return true;
  await say(
    `${plural(open, "artifact")} ${open === 1 ? "is" : "are"} not done; the run will be cancelled, and can be resumed`,
  );
  const answer = await input.ask("Quit? [y/N] ");
  return answer === null || /^\s*y/i.test(answer);
}
