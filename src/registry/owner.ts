import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import type { LoadedPlugin } from "./model.ts";

/** Whose definition is checked: a name for messages, and where problems go. */
export interface Owner {
  /** `connector "csv" of plugin "wct-csv"`. */
  readonly text: string;
  readonly report: (problem: Diagnostic) => void;
}

/** A plugin, or `of` what it offers; named as the user wrote it too, its problems located where it is named. */
export function ownerOf({ definition, named }: LoadedPlugin, report: Owner["report"], of?: string): Owner {
  const { name } = definition;
  const written = named === undefined || named.written === name ? "" : ` (${JSON.stringify(named.written)})`;
  const location = named?.location ?? undefined;
  return {
    text: `${of === undefined ? "" : `${of} of `}plugin "${name}"${written}`,
    report: (problem) => report(location === undefined ? problem : { ...problem, location }),
  };
}

/** One name, two owners: a runbook that says it would not say which. */
export const conflict = (owner: Owner, taken: { readonly by: string; readonly what: string }): Diagnostic =>
  diagnostic("WCT_PLUGIN_CONFLICT", {
    message: `${owner.text}: ${taken.by === "wct" ? "wct itself" : `plugin "${taken.by}"`} already offers ${taken.what}`,
    hint: "leave one of the plugins out, or rename what it offers",
  });
