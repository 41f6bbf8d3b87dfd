import { apiVersion } from "../json.ts";
import type { DryRunShape } from "../shapes/index.ts";
import type { DryRunView } from "./view.ts";

/** Returns `{ apiVersion, kind: "DryRun", ... }`; every key is always present. */
export const dryRunJson = (view: DryRunView): DryRunShape => ({ apiVersion, kind: "DryRun", ...view });
