import { nearest } from "../../diagnostics/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { Host } from "../host/index.ts";
import { settingsFile } from "../places/index.ts";
import { settingsOf } from "../plugins/index.ts";

/** Labels by type of component. */
export type LabelsByType = ReadonlyMap<string, readonly string[]>;

/** Returns the labels that `runs_on` in the nearest wct.yaml gives to types of components. */
export async function labelsByType({ cwd }: Pick<Host, "cwd">): Promise<LabelsByType> {
  const file = settingsFile(cwd);
  return file === undefined ? new Map() : (await settingsOf(cwd, file)).settings.runsOn;
}

/**
 * Returns what to say about types that no component has. They are no error: a plugin may be named in other calls only.
 */
export function unknownTypes(
  labels: LabelsByType,
  { connectors, processors }: Pick<Registry, "connectors" | "processors">,
): readonly string[] {
  const known = [...connectors.keys(), ...processors.keys()];
  return [...labels.keys()]
    .filter((type) => !known.includes(type))
    .map((type) => {
      const near = nearest(type, known);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      return `runs_on in wct.yaml names "${type}", and no component has this type${hint}`;
    });
}
