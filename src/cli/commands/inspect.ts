import { wctError } from "../../diagnostics/index.ts";
import type { Io } from "../io.ts";
import { readRecord } from "../wiring/record.ts";
import { openRun } from "../wiring/run-reference.ts";
import { showStory } from "./inspect-absent.ts";
import { showContent, showRaw } from "./inspect-content.ts";
import { showLineage } from "./inspect-lineage.ts";
import { showInputs, showLog, showMetadata, showSchema } from "./inspect-making.ts";
import type { InspectOptions, Looking } from "./inspect-options.ts";
import { showMatches } from "./inspect-path.ts";
import { showRun } from "./inspect-run.ts";
import { showTable } from "./inspect-table.ts";

export type { InspectOptions } from "./inspect-options.ts";

/** `wct inspect RUN [ARTIFACT]`. Loads no plugin's code and executes nothing. */
export async function inspect(
  io: Io,
  reference: string,
  id: string | undefined,
  options: InspectOptions,
): Promise<number> {
  const view = viewAsked(id, options);
  await using opened = await openRun(io, reference, options.store);
  const { store } = opened;
  const record = await readRecord(store, opened.run);
  if (id === undefined) {
    await showRun(io, record, options);
    return 0;
  }
  const looking = { io, store, record, id, options };
  const isForPeople = view === "content" && io.stdout.isTerminal && !options.json;
  // As on a pipe, where the same is an error: what was asked for is not there.
  if (isForPeople && (await showStory(looking))) return 3;
  await views[view](looking);
  return 0;
}

const views = {
  content: showContent,
  raw: showRaw,
  path: showMatches,
  table: showTable,
  meta: showMetadata,
  inputs: showInputs,
  lineage: showLineage,
  log: showLog,
  schema: showSchema,
} as const satisfies Readonly<Record<string, (looking: Looking) => Promise<void>>>;

type View = keyof typeof views;

/** Which elements a view shows can be chosen with these. */
const choices: Readonly<Record<View, readonly (keyof InspectOptions)[]>> = {
  content: ["head", "offset"],
  raw: ["head", "offset"],
  path: ["head", "offset", "raw", "table"],
  table: ["head", "offset", "path"],
  meta: [],
  inputs: [],
  lineage: [],
  log: [],
  schema: [],
};

const allChoices = ["path", "table", "raw", "head", "offset", "meta", "inputs", "lineage", "log", "schema"] as const;

/** Throws WCT_USAGE for options that mean nothing together. */
function viewAsked(id: string | undefined, options: InspectOptions): View {
  const given = allChoices.filter((option) => options[option] !== undefined);
  const [first] = given;
  if (id === undefined && first !== undefined) {
    throw wctError("WCT_USAGE", {
      message: `--${first} is about an artifact, and none is named`,
      hint: "write the artifact's id after the run; `wct inspect RUN` lists them",
    });
  }
  const view = given.find((option) => option !== "head" && option !== "offset") ?? "content";
  const stranger = given.find((option) => option !== view && !choices[view].includes(option));
  if (stranger !== undefined) throw together(view, stranger);
  if (options.raw && options.table) throw together("raw", "table");
  if (options.raw && options.json) throw together("raw", "json");
  // A path's answers as rows are a table.
  return view === "path" && options.table ? "table" : view;
}

function together(one: string, other: string) {
  return wctError("WCT_USAGE", {
    message: `--${one} and --${other} do not go together`,
    hint: `leave one of them out`,
  });
}
