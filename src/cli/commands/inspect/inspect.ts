import { openRun } from "../../../app/open/index.ts";
import { readRecord } from "../../../app/record/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import type { Io } from "../../io.ts";
import { showContent, showRaw } from "./content.ts";
import { showDetails } from "./details.ts";
import { showLineage } from "./lineage.ts";
import { showInputs, showLog, showMetadata, showSchema } from "./metadata.ts";
import type { InspectContext, InspectOptions } from "./options.ts";
import { showMatches } from "./path.ts";
import { showRun } from "./run.ts";
import { showTable } from "./table.ts";

/** Runs `wct inspect RUN [ARTIFACT]`. Loads no code of plugins and executes nothing. */
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
  // The same exit code as on a pipe, where missing content is an error.
  if (isForPeople && (await showDetails(looking))) return 3;
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
} as const satisfies Readonly<Record<string, (looking: InspectContext) => Promise<void>>>;

type View = keyof typeof views;

/** Options that can be combined with each view. */
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

/** Throws WCT_USAGE for options that cannot be combined. */
function viewAsked(id: string | undefined, options: InspectOptions): View {
  const given = allChoices.filter((option) => options[option] !== undefined);
  const [first] = given;
  if (id === undefined && first !== undefined) {
    throw wctError("WCT_USAGE", {
      message: `--${first} needs an artifact`,
      hint: "add the artifact's id after the run; `wct inspect RUN` lists the ids",
    });
  }
  const view = given.find((option) => option !== "head" && option !== "offset") ?? "content";
  const stranger = given.find((option) => option !== view && !choices[view].includes(option));
  if (stranger !== undefined) throw together(view, stranger);
  if (options.raw && options.table) throw together("raw", "table");
  if (options.raw && options.json) throw together("raw", "json");
  // With both options, the values that the path selects are the rows of a table.
  return view === "path" && options.table ? "table" : view;
}

function together(one: string, other: string) {
  return wctError("WCT_USAGE", {
    message: `--${one} and --${other} cannot be combined`,
    hint: `remove one of them`,
  });
}
