import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isWctError } from "../../diagnostics/index.ts";
import { type Digest, type ExecutionPlan, isJsonObject, type JsonValue, type RecordStore } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { readText } from "../places/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import type { DebuggedFile, DebuggedRunbook } from "./opened.ts";

interface NamedRunbook {
  readonly plan: ExecutionPlan;
  readonly named: string | undefined;
}

/** The text of a file of a runbook; null if it was deleted. */
interface FileText {
  readonly shown: string;
  readonly text: string | null;
}

/** Returns the runbook of a recorded run, or the one that the user names instead. */
export async function runbookOf(
  host: Host,
  store: RecordStore,
  { plan, named }: NamedRunbook,
): Promise<DebuggedRunbook> {
  const recorded = await recordedTexts(store, plan.runbook.digest);
  const debugged = ({ shown, text }: FileText): DebuggedFile => {
    const path = resolve(host.cwd, shown);
    if (!existsSync(path)) return { shown, path: null, text, isChanged: false };
    return { shown, path, text, isChanged: text !== null && readText(host.cwd, shown) !== text };
  };
  const runbook = debugged({ shown: named ?? plan.runbook.path, text: recorded.text });
  return { ...runbook, children: recorded.children.map(debugged) };
}

/** Returns the runbook of a session that has just been planned. */
export function plannedFiles(host: Host, { runbook, children }: PlannedRunbook): DebuggedRunbook {
  const debugged = ({ file, text }: PlannedRunbook["runbook"]): DebuggedFile => {
    return { shown: file, path: resolve(host.cwd, file), text, isChanged: false };
  };
  return { ...debugged(runbook), children: children.map(debugged) };
}

interface RecordedTexts {
  readonly text: string | null;
  readonly children: readonly FileText[];
}

async function recordedTexts(store: RecordStore, digest: Digest): Promise<RecordedTexts> {
  try {
    const { text = null, children = [] } = await (await store.artifacts.open(digest)).rest();
    const files = Array.isArray(children) ? children.flatMap(fileText) : [];
    return { text: typeof text === "string" ? text : null, children: files };
  } catch (error) {
    if (isWctError(error)) return { text: null, children: [] };
    throw error;
  }
}

function fileText(child: JsonValue): readonly FileText[] {
  if (!isJsonObject(child)) return [];
  const { path, text } = child;
  return typeof path === "string" && typeof text === "string" ? [{ shown: path, text }] : [];
}

export function runbookNotes({ children, ...runbook }: DebuggedRunbook): readonly string[] {
  return [runbook, ...children].flatMap(({ shown, path, isChanged }, at) => {
    const what = at === 0 ? "runbook" : "child runbook";
    if (path === null) return [`The ${what} "${shown}" is not there any more; its recorded text is shown.`];
    return isChanged ? [`The ${what} "${shown}" has changed since this run; its recorded text is shown.`] : [];
  });
}
