import { type Dirent, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { isRunId } from "../../domain/index.ts";
import { sweepUnfinished, systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";

/**
 * Deletes unfinished files that killed processes left in wct's default locations: bundles in the current folder, and
 * files in `outputs/`. Never throws.
 */
export function sweepLeftovers({ cwd }: Pick<Host, "cwd">): void {
  const outputs = resolve(cwd, "outputs");
  const isOutputs = (entry: Dirent): boolean => entry.isDirectory() && entry.name === "outputs";
  const isOfRun = (entry: Dirent): boolean => entry.isDirectory() && isRunId(entry.name);
  const inOutputs = entriesIn(cwd).some(isOutputs) ? entriesIn(outputs).filter(isOfRun) : [];
  for (const folder of [cwd, ...inOutputs.map(({ name }) => join(outputs, name))]) {
    sweepUnfinished(folder, systemClock.now());
  }
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
