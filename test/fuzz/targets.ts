import type { Target } from "./target.ts";
import { recordTargets } from "./targets/records.ts";
import { referenceTargets } from "./targets/references.ts";
import { runbookTargets } from "./targets/runbooks.ts";

export const targets: readonly Target[] = [...runbookTargets, ...referenceTargets, ...recordTargets];
