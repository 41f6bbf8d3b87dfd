import type { DryRunShape } from "../shapes/index.ts";

/** A dry run, as text and JSON show it. */
export interface DryRunView extends Omit<DryRunShape, "apiVersion" | "kind"> {}

export type DryRunArtifactRow = DryRunView["artifacts"][number];
