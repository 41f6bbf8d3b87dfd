import { wctError } from "../../../diagnostics/index.ts";
import { showContent, showRaw } from "./content.ts";
import { showDetails } from "./details.ts";
import { showLineage } from "./lineage.ts";
import { showInputs, showLog, showMetadata, showSchema } from "./metadata.ts";
import type { InspectContext, InspectOptions } from "./options.ts";
import { showOverview } from "./overview.ts";
import { showMatches } from "./path.ts";
import { showTable } from "./table.ts";

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

export type InspectView = keyof typeof views;

/** Prints a view of an artifact. Returns false if it has no content to show, and the reason was shown instead. */
export async function showView(looking: InspectContext, view: InspectView): Promise<boolean> {
  const { io, options } = looking;
  if (view !== "content" || !io.stdout.isTerminal || options.json) {
    await views[view](looking);
    return true;
  }
  if (await showDetails(looking)) return false;
  await (options.head === undefined && options.offset === undefined ? showOverview : showContent)(looking);
  return true;
}

/** Options that can be combined with each view. */
const choices: Readonly<Record<InspectView, readonly (keyof InspectOptions)[]>> = {
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
export function viewAsked(id: string | undefined, options: InspectOptions): InspectView {
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
