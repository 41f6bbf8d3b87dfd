import { type Move, requirePoints, type SessionPosition } from "../../../../debug/index.ts";
import { wctError } from "../../../../diagnostics/index.ts";
import { artifactFor, type CommandEffect, type ShellCommand, type ShellContext } from "../context.ts";
import { requireNothing, wholeNumber } from "../words.ts";

/** Commands that go on, forwards and backwards. */
export const moveCommands: readonly ShellCommand[] = [
  {
    ...{
      name: "continue",
      alias: "c",
      usage: "",
      about: "go on to the next breakpoint, failure or end",
      completes: [],
    },
    details: [
      "Without breakpoints it stops before and after each artifact.",
      "At an earlier point it returns to the present.",
    ],
    isRepeatable: true,
    run: async (context, rest) => {
      requireNothing(rest, "continue");
      await warnOfUnused(context);
      return moving(context, { kind: "continue" });
    },
  },
  {
    ...{ name: "next", alias: "n", usage: "", completes: [] },
    about: "go to this artifact's next stop or, if it has ended, to the next of any",
    details: ["It goes over child runbooks; `step` goes into them."],
    isRepeatable: true,
    run: async (context, rest) => {
      requireNothing(rest, "next");
      await warnOfUnused(context);
      return moving(context, { kind: "next" });
    },
  },
  {
    ...{ name: "step", alias: null, usage: "[in|out]", completes: [] },
    about: "go to the next stop, also inside child runbooks; out: leave the child runbook",
    details: ["`step out` runs the rest of the child and stops before the artifact that needs its result."],
    isRepeatable: true,
    run: async (context, rest) => {
      const kind = stepOf(rest);
      await warnOfUnused(context);
      return moving(context, { kind });
    },
  },
  {
    ...{ name: "finish", alias: "f", usage: "", about: "produce this artifact and stop after it", completes: [] },
    details: [],
    run: async (context, rest) => {
      requireNothing(rest, "finish");
      return moving(context, { kind: "finish" });
    },
  },
  {
    ...{ name: "until", alias: null, usage: "ARTIFACT|end", completes: ["artifact"] },
    about: "go on to the stop before an artifact, or to the end of the run",
    details: ["Breakpoints and failures on the way stop too; `until end` passes breakpoints."],
    run: async (context, rest) => await until(context, rest),
  },
  {
    ...{ name: "back", alias: null, usage: "[N|break]", completes: [] },
    about: "show the point before this one, or N points back, or the last breakpoint",
    details: [
      "An earlier point can be read, not changed. `continue` returns to the present; `rerun` starts from here.",
    ],
    run: async (context, rest) => {
      if (rest === "break") return moving(context, { kind: "reverse-continue" });
      const points = rest === "" ? 1 : wholeNumber(rest, { least: 1, usage: "back 3" });
      return moving(context, { kind: "back", points });
    },
  },
  {
    ...{ name: "goto", alias: "g", usage: "EVENT|ARTIFACT", completes: ["artifact"] },
    about: "show the state after an event, or the last point of an artifact",
    details: ["`where` prints the number of the event here."],
    run: async (context, rest) => await goTo(context, rest),
  },
];

const moving = (context: ShellContext, move: Move): CommandEffect => ({
  kind: "move",
  where: async (): Promise<SessionPosition> => {
    const { session } = context.opened;
    const isForward = !["back", "reverse-continue", "goto"].includes(move.kind);
    // The skip takes effect with this move, so that it could be taken back until now.
    if (isForward && context.skipping !== null && session.position?.isPresent === true) session.skip();
    if (isForward) context.skipping = null;
    return await session.move(move);
  },
});

function stepOf(rest: string): "step" | "step-out" {
  if (rest === "" || rest === "in") return "step";
  if (rest === "out") return "step-out";
  throw wctError("WCT_DEBUG_COMMAND", {
    message: `step takes no "${rest}"`,
    hint: "write `step`, `step in` or `step out`",
  });
}

async function until(context: ShellContext, rest: string): Promise<CommandEffect> {
  if (rest === "end") return moving(context, { kind: "until-end" });
  if (rest === "") {
    throw wctError("WCT_DEBUG_COMMAND", {
      message: "until needs an artifact",
      hint: "write `until ARTIFACT` or `until end`",
    });
  }
  return moving(context, { kind: "until", artifact: artifactFor(context, rest).id });
}

async function goTo(context: ShellContext, rest: string): Promise<CommandEffect> {
  if (/^\d+$/.test(rest))
    return moving(context, { kind: "goto", seq: wholeNumber(rest, { least: 1, usage: "goto 12" }) });
  if (rest === "") {
    throw wctError("WCT_DEBUG_COMMAND", {
      message: "goto needs the number of an event, or an artifact",
      hint: "write `goto 12` or `goto ARTIFACT`; `where` prints the number here",
    });
  }
  const { id } = artifactFor(context, rest);
  const point = context.opened.session.points.findLast(({ artifact }) => artifact === id);
  if (point !== undefined) return moving(context, { kind: "goto", seq: point.seq });
  requirePoints(id, context.opened.session.state());
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: `"${id}" has no point yet: it was not started`,
    hint: `\`until ${id}\` goes on to it`,
  });
}

/** A change that only a retry uses would be lost without a word. */
async function warnOfUnused({ opened: { session }, say }: ShellContext): Promise<void> {
  const { position, pending } = session;
  if (session.kind !== "live" || position?.isPresent !== true || position.point?.side !== "after") return;
  const { artifact } = position.point;
  const unused = pending.config.filter((one) => one.artifact === artifact).map(({ path }) => path);
  if (unused.length === 0) return;
  await say(`The change of ${unused.join(", ")} is not used: only \`retry\` makes "${artifact}" again`);
}
