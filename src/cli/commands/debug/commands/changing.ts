import { listNames, wctError } from "../../../../diagnostics/index.ts";
import { plural, safeText } from "../../../../render/index.ts";
import { artifactFor, type CommandEffect, type ShellCommand, type ShellContext, stay } from "../context.ts";
import { editOutput } from "../edit/index.ts";
import { dependentsOf } from "../plan-relations.ts";
import { firstWord, requireNothing } from "../words.ts";

/** Commands that change what a live run does next, or what a fork starts with. */
export const changeCommands: readonly ShellCommand[] = [
  {
    ...{ name: "skip", alias: "s", usage: "", completes: [] },
    about: "skip this artifact and what is made from it, with the next move; again: take it back",
    details: [],
    run: async (context, rest) => {
      requireNothing(rest, "skip");
      return await skip(context);
    },
  },
  {
    ...{ name: "retry", alias: "r", usage: "", completes: [] },
    about: "produce this artifact again, with its changed configuration",
    details: [],
    run: async (context, rest) => {
      requireNothing(rest, "retry");
      context.skipping = null;
      return { kind: "move", where: async () => await context.opened.session.retry() };
    },
  },
  {
    ...{
      name: "set",
      alias: null,
      usage: "config PATH VALUE | output FILE",
      completes: ["what-to-set", "config-path"],
    },
    about: "change the configuration of this artifact, or replace its output by a file",
    details: [
      "A changed configuration is checked by the component; the coming attempt, `retry` or `rerun` uses it.",
      "FILE contains a message as `inspect` prints it, or only its content; it is checked against the schema.",
      "The record names what was changed, never the value.",
    ],
    run: async (context, rest) => await set(context, rest),
  },
  {
    ...{ name: "edit", alias: null, usage: "", completes: [] },
    about: "open the output in $VISUAL or $EDITOR, and replace it by the result",
    details: ["A result that the schema refuses is kept: `edit` opens it again."],
    run: async (context, rest) => {
      requireNothing(rest, "edit");
      return await edit(context);
    },
  },
];

async function skip(context: ShellContext): Promise<CommandEffect> {
  const { session } = context.opened;
  if (context.skipping !== null) {
    await context.say(`"${context.skipping}" will not be skipped`);
    context.skipping = null;
    return stay;
  }
  const { position } = session;
  if (session.kind !== "live" || position?.isPresent !== true || position.point === null) {
    // It throws, with the reason.
    session.skip();
    return stay;
  }
  const { artifact } = position.point;
  const others = dependentsOf(session.plan, artifact);
  const also = others.length === 0 ? "" : ` and what is made from it: ${listNames(others, 6)}`;
  context.skipping = artifact;
  await context.say(`The next move skips "${artifact}"${also}; \`skip\` again takes it back`);
  return stay;
}

async function set(context: ShellContext, rest: string): Promise<CommandEffect> {
  const [what, value] = firstWord(rest);
  if (what === "config") return await setConfig(context, value);
  if (what === "output" && value !== "") return await setOutput(context, value);
  throw wctError("WCT_DEBUG_COMMAND", {
    message:
      what === "output"
        ? "set output needs a file"
        : `set changes config or output${what === "" ? "" : `, not "${what}"`}`,
    hint: "write `set config PATH VALUE` or `set output FILE`",
  });
}

async function setConfig(context: ShellContext, rest: string): Promise<CommandEffect> {
  const [path, value] = firstWord(rest);
  const { session } = context.opened;
  if (path === "" || value === "") {
    throw wctError("WCT_DEBUG_COMMAND", {
      message: path === "" ? "set config needs a path and a value" : `set config ${path} needs a value`,
      hint: "write `set config PATH VALUE`; `config` shows what is set now",
    });
  }
  const changed = await session.setConfig(path, value);
  await context.say(`Set ${changed.path} of ${changed.artifact}; ${usedBy(context)}`);
  return stay;
}

function usedBy({ opened: { session } }: ShellContext): string {
  const { position } = session;
  if (session.kind === "recorded" || position?.isPresent !== true) return "`rerun` starts a new run with it";
  return position.point?.side === "before" ? "the coming attempt uses it" : "`retry` uses it";
}

async function setOutput(context: ShellContext, file: string): Promise<CommandEffect> {
  const changed = await context.opened.session.setOutput(file);
  await sayReplaced(context, `"${safeText(file)}"`, changed);
  return stay;
}

async function edit(context: ShellContext): Promise<CommandEffect> {
  const { id } = artifactFor(context, "");
  const changed = await editOutput(context, id);
  if (changed === null) await context.say("Nothing is changed");
  else await sayReplaced(context, "what you wrote", changed);
  return stay;
}

async function sayReplaced(
  { opened: { session }, say }: ShellContext,
  what: string,
  { artifact, elements }: { readonly artifact: string; readonly elements: number | null },
): Promise<void> {
  const count = elements === null ? "" : `, ${plural(elements, "element")}`;
  const isNow = session.kind === "live" && session.position?.isPresent === true;
  const when = isNow ? "the next move uses it" : "`rerun` starts a new run with it";
  await say(`The output of ${artifact} is ${what}${count}; ${when}`);
}
