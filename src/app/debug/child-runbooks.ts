import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ExecutionPlan } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { readText } from "../places/index.ts";
import type { DebuggedRunbook } from "./opened.ts";

/** Returns the child runbooks of a plan, in the order in which its artifacts first come from them. */
export function childRunbooksOf({ cwd }: Host, { artifacts }: ExecutionPlan): readonly DebuggedRunbook[] {
  const files = new Set(artifacts.filter(({ group }) => group.length > 0).map(({ location }) => location.file));
  return [...files].map((shown) => {
    const path = resolve(cwd, shown);
    return { shown, path: existsSync(path) ? path : null, text: readText(cwd, shown) ?? null, isChanged: false };
  });
}
