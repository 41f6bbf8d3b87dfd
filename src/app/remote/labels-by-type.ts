import type { Host } from "../host/index.ts";
import { settingsFile } from "../places/index.ts";
import { settingsOf } from "../plugins/index.ts";

/** Returns the labels that `runs_on` in the nearest wct.yaml gives to types of components. */
export async function labelsByType({ cwd }: Pick<Host, "cwd">): Promise<ReadonlyMap<string, readonly string[]>> {
  const file = settingsFile(cwd);
  return file === undefined ? new Map() : (await settingsOf(cwd, file)).settings.runsOn;
}
