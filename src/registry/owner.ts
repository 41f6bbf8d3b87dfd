import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import type { LoadedPlugin } from "./model.ts";

/** The owner of a checked definition: a name for messages, and the receiver of problems. */
export interface Owner {
  /** `connector "csv" of plugin "wct-csv"`. */
  readonly text: string;
  readonly report: (problem: Diagnostic) => void;
}

/**
 * Creates the owner for a plugin or for something `of` the plugin. The name includes what the user wrote, and problems
 * are located where the plugin is named.
 */
export function ownerOf({ definition, named }: LoadedPlugin, report: Owner["report"], of?: string): Owner {
  const { name } = definition;
  const written = named === undefined || named.written === name ? "" : ` (${JSON.stringify(named.written)})`;
  const location = named?.location ?? undefined;
  return {
    text: `${of === undefined ? "" : `${of} of `}plugin "${name}"${written}`,
    report: (problem) => report(location === undefined ? problem : { ...problem, location }),
  };
}

/** Reports two owners of one name, because a runbook with this name would be ambiguous. */
export const conflict = (owner: Owner, taken: { readonly by: string; readonly what: string }): Diagnostic =>
  diagnostic("WCT_PLUGIN_CONFLICT", {
    message: `${owner.text}: ${taken.by === "wct" ? "wct itself" : `plugin "${taken.by}"`} already offers ${taken.what}`,
    hint: "remove one of the plugins, or rename what it offers",
  });
