import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isWctError } from "../../diagnostics/index.ts";
import type { Digest, ExecutionPlan, RecordStore } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { readText } from "../places/index.ts";
import type { DebuggedRunbook } from "./opened.ts";

interface NamedRunbook {
  readonly plan: ExecutionPlan;
  readonly named: string | undefined;
}

/** Returns the runbook of a recorded run, or the one that the user names instead. */
export async function runbookOf(
  host: Host,
  store: RecordStore,
  { plan, named }: NamedRunbook,
): Promise<DebuggedRunbook> {
  const shown = named ?? plan.runbook.path;
  const path = resolve(host.cwd, shown);
  const text = await recordedText(store, plan.runbook.digest);
  if (!existsSync(path)) return { shown, path: null, text, isChanged: false };
  return { shown, path, text, isChanged: text !== null && readText(host.cwd, shown) !== text };
}

async function recordedText(store: RecordStore, digest: Digest): Promise<string | null> {
  try {
    const { text } = await (await store.artifacts.open(digest)).rest();
    return typeof text === "string" ? text : null;
  } catch (error) {
    if (isWctError(error)) return null;
    throw error;
  }
}

export function runbookNotes({ shown, path, isChanged }: DebuggedRunbook): readonly string[] {
  if (path === null) return [`The runbook "${shown}" is not there any more; its recorded text is shown.`];
  return isChanged ? [`The runbook "${shown}" has changed since this run; its recorded text is shown.`] : [];
}
