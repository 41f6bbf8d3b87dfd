import { wctError } from "../../../../diagnostics/index.ts";
import type { ArtifactId } from "../../../../domain/index.ts";
import { artifactState } from "../../../../run/index.ts";
import type { InspectOptions } from "../../inspect/options.ts";
import { showView, viewAsked } from "../../inspect/views.ts";
import { artifactFor, type CommandEffect, type ShellCommand, type ShellContext, stay } from "../context.ts";
import { firstWord } from "../words.ts";
import { printValue } from "./print-value.ts";
import { showConfig } from "./show-config.ts";
import { showDetailsOf } from "./show-details.ts";

const optionNames = [
  "--head",
  "--offset",
  "--table",
  "--raw",
  "--meta",
  "--inputs",
  "--lineage",
  "--log",
  "--schema",
  "--json",
];

/** Commands that show an artifact's content and how it was made. They print what `wct inspect` prints. */
export const inspectCommands: readonly ShellCommand[] = [
  {
    ...{ name: "inspect", alias: "i", usage: "[ARTIFACT] [JSONPATH] [OPTION...]", completes: ["artifact", "path"] },
    about: "show an artifact's message, or a part of it; without an artifact: what this stop is about",
    details: [
      "JSONPATH starts with $: `inspect findings $.findings[0].id`.",
      `Options are those of \`wct inspect\`: ${optionNames.join(", ")}.`,
      "Before an artifact, `inspect` lists its inputs (of a source: its configuration); after it, it shows the output or the error.",
    ],
    run: async (context, rest) => await inspect(context, rest),
  },
  {
    ...{ name: "inputs", alias: null, usage: "[ARTIFACT]", completes: ["artifact"] },
    about: "list the inputs of an artifact, with their counts and digests",
    details: [],
    run: async (context, rest) => await show(context, artifactFor(context, rest).id, { inputs: true }),
  },
  {
    ...{ name: "output", alias: "o", usage: "[ARTIFACT]", completes: ["artifact"] },
    about: "show the output of an artifact",
    details: [],
    run: async (context, rest) => await show(context, artifactFor(context, rest).id, {}),
  },
  {
    ...{ name: "log", alias: "l", usage: "[ARTIFACT]", completes: ["artifact"] },
    about: "show what the component logged",
    details: [],
    run: async (context, rest) => await show(context, artifactFor(context, rest).id, { log: true }),
  },
  {
    ...{ name: "print", alias: null, usage: "EXPRESSION", completes: [] },
    about: "evaluate an expression (CEL) over inputs, output, config, artifact and run",
    details: ["The same expressions are conditions of breakpoints: `print output.size`."],
    run: async (context, rest) => await print(context, rest),
  },
];

async function inspect(context: ShellContext, rest: string): Promise<CommandEffect> {
  const { id, options } = argumentsIn(rest);
  const { position } = context.opened.session;
  const asksNothing = id === "" && Object.keys(options).length === 0;
  const { id: artifact, inputs } = artifactFor(context, id);
  if (asksNothing && (await hasFailed(context, artifact))) return await showDetailsOf(context, artifact);
  if (!asksNothing || position?.point?.side !== "before") return await show(context, artifact, options);
  // A source has no inputs; its configuration says what it reads.
  return inputs.length === 0 ? await showConfig(context, "") : await show(context, artifact, { inputs: true });
}

async function hasFailed({ opened }: ShellContext, id: ArtifactId): Promise<boolean> {
  const { state } = await opened.record();
  return artifactState(state, id).status === "failed";
}

/** Prints a view as `wct inspect` does, of the state that the session shows. */
async function show(context: ShellContext, id: string, asked: Partial<InspectOptions>): Promise<CommandEffect> {
  const { io, opened } = context;
  const { color, json, ascii, quiet, store } = context.options;
  const shared = {
    color,
    ...(json && { json }),
    ...(ascii && { ascii }),
    ...(quiet && { quiet }),
    ...(store && { store }),
  };
  const options: InspectOptions = { ...shared, ...asked };
  const view = viewAsked(id, asked as InspectOptions);
  await showView({ io, store: opened.store, record: await opened.record(), id, options }, view);
  return stay;
}

/** Splits `[ARTIFACT] [JSONPATH] [OPTION...]`. Throws WCT_DEBUG_COMMAND. */
function argumentsIn(text: string): { readonly id: string; readonly options: Partial<InspectOptions> } {
  const [first, afterFirst] = firstWord(text);
  const isId = !first.startsWith("$") && !first.startsWith("--");
  let rest = isId ? afterFirst : text;
  const options: Record<string, string | number | true> = {};
  for (;;) {
    const [, before = "", name = "", value] = /^(|[\s\S]*\s)(--[a-z]+)(?:[\s=]+(\d+))?$/.exec(rest) ?? [];
    if (name === "") break;
    rest = before.trim();
    options[name.slice(2)] = optionValue(name, value);
  }
  if (rest !== "" && !rest.startsWith("$")) {
    throw wctError("WCT_DEBUG_COMMAND", {
      message: `"${rest}" is not a JSONPath`,
      hint: "write a path that starts with $, such as $.items[0], after the artifact",
    });
  }
  return { id: isId ? first : "", options: { ...options, ...(rest === "" ? {} : { path: rest }) } };
}

function optionValue(name: string, value: string | undefined): number | true {
  const isNumber = name === "--head" || name === "--offset";
  if (!optionNames.includes(name) || isNumber !== (value !== undefined)) {
    throw wctError("WCT_DEBUG_COMMAND", {
      message: optionNames.includes(name)
        ? `${name} ${isNumber ? "needs a number" : "takes no number"}`
        : `unknown option "${name}"`,
      hint: `inspect has ${optionNames.join(", ")}; see \`help inspect\``,
    });
  }
  return isNumber ? Number(value) : true;
}

async function print({ io, opened }: ShellContext, expression: string): Promise<CommandEffect> {
  if (expression === "") {
    throw wctError("WCT_DEBUG_COMMAND", { message: "print needs an expression", hint: "write `print output.size`" });
  }
  const result = await opened.session.evaluate(expression);
  if (result.kind === "failed") {
    throw wctError("WCT_DEBUG_COMMAND", { message: `the expression has no value: ${result.message}` });
  }
  await printValue(io.stdout, result.value);
  return stay;
}
