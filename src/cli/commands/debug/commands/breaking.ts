import { type Breakpoint, type BreakpointRequest, breakpointText } from "../../../../debug/index.ts";
import { wctError } from "../../../../diagnostics/index.ts";
import { plural, renderTable, safeText } from "../../../../render/index.ts";
import { type CommandEffect, type ShellCommand, type ShellContext, stay } from "../context.ts";
import { requireNothing, wholeNumber } from "../words.ts";
import { placeOfLine } from "./line-breakpoint.ts";

const breakUsage = "break PLACE [after] [if EXPRESSION]";

/** Commands about breakpoints. */
export const breakpointCommands: readonly ShellCommand[] = [
  {
    ...{ name: "break", alias: "b", usage: "[PLACE] [before|after] [if EXPRESSION]" },
    completes: ["stop-place"],
    about: "set a breakpoint at an artifact or a line; without a place: before the artifact at hand",
    details: [
      "PLACE may be an artifact or a pattern: `break *_findings after if output.size == 0`.",
      "It may be a line of the runbook or of a child runbook: `break 12`, `break child.yaml:7`.",
      "Lines of `output` and `output_schema` stop after their artifact, its other lines before.",
    ],
    run: async (context, rest) => await add(context, rest),
  },
  {
    ...{ name: "breakpoints", alias: null, usage: "", about: "list the breakpoints", completes: [] },
    details: [],
    run: async (context, rest) => {
      requireNothing(rest, "breakpoints");
      return await list(context);
    },
  },
  {
    ...{ name: "delete", alias: null, usage: "N", about: "delete a breakpoint", completes: ["breakpoint"] },
    details: [],
    run: async (context, rest) => {
      const { number } = context.opened.session.breakpoints.remove(numberIn(rest, "delete 1"));
      await context.say(`Deleted breakpoint ${number}`);
      return stay;
    },
  },
  {
    ...{
      name: "disable",
      alias: null,
      usage: "N",
      about: "keep a breakpoint without stopping at it",
      completes: ["breakpoint"],
    },
    details: [],
    run: async (context, rest) => await enable(context, rest, false),
  },
  {
    ...{
      name: "enable",
      alias: null,
      usage: "N",
      about: "stop at a disabled breakpoint again",
      completes: ["breakpoint"],
    },
    details: [],
    run: async (context, rest) => await enable(context, rest, true),
  },
];

async function add(context: ShellContext, rest: string): Promise<CommandEffect> {
  const { session } = context.opened;
  const added = session.breakpoints.add(requestIn(context, rest));
  const names = added.artifacts[0] === added.pattern ? "" : ` (${plural(added.artifacts.length, "artifact")})`;
  await context.say(`Breakpoint ${added.number}: ${breakpointText(added)}${names}`);
  return stay;
}

/** Parses `[PLACE] [before|after] [if EXPRESSION]`. Throws WCT_DEBUG_COMMAND, WCT_DEBUG_BREAKPOINT. */
function requestIn({ io, opened }: ShellContext, text: string): BreakpointRequest {
  // Only the name of a file may contain spaces.
  const form =
    /^(?:(?!(?:before|after|if)(?:\s|$))(\S+|\S.*?:\d+)(?:\s+|$))?(?:(before|after)(?:\s+|$))?(?:if\s+(\S[\s\S]*))?$/;
  const here = opened.session.position?.point?.artifact ?? "";
  const [whole, pattern = here, written, condition] = form.exec(text) ?? [];
  if (whole !== undefined && pattern !== "") {
    const named = { pattern, side: "before", ...placeOfLine(opened, pattern, io.cwd) } as const;
    return {
      ...named,
      ...(written === undefined ? {} : { side: written === "after" ? "after" : "before" }),
      condition,
    };
  }
  throw wctError("WCT_DEBUG_COMMAND", {
    message: whole === undefined ? `"${text}" is not a breakpoint` : "there is no artifact at hand here",
    hint: `write \`${breakUsage}\``,
  });
}

async function list({ io, opened: { session }, say }: ShellContext): Promise<CommandEffect> {
  const all = session.breakpoints.list();
  if (all.length === 0) {
    await say("There are no breakpoints; `break ARTIFACT` sets one");
    return stay;
  }
  const columns = [
    { title: "number", align: "right" },
    { title: "stops" },
    { title: "hits", align: "right" },
    { title: "state" },
  ] as const;
  const cells = all.map((one) => [String(one.number), safeText(breakpointText(one)), String(one.hits), stateOf(one)]);
  await io.stdout.write(`${renderTable(columns, cells)}\n`);
  return stay;
}

const stateOf = ({ isEnabled, isFromRunbook }: Breakpoint): string =>
  `${isEnabled ? "enabled" : "disabled"}${isFromRunbook ? ", from the runbook" : ""}`;

async function enable(
  { opened: { session }, say }: ShellContext,
  rest: string,
  isEnabled: boolean,
): Promise<CommandEffect> {
  const word = isEnabled ? "enable" : "disable";
  const { number } = session.breakpoints.enable(numberIn(rest, `${word} 1`), isEnabled);
  await say(`${isEnabled ? "Enabled" : "Disabled"} breakpoint ${number}`);
  return stay;
}

const numberIn = (text: string, usage: string): number => wholeNumber(text, { least: 1, usage });
