import { contentOf, plannedArtifact } from "../../app/record/index.ts";
import { completeExpression, declaredVariables } from "../../debug/index.ts";
import { isWctError } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { AdapterSession, OpenSession } from "../session/index.ts";
import { consoleCommands } from "./commands.ts";

/** One way to complete a text. */
export interface Completion {
  readonly label: string;
  readonly type: "keyword" | "value" | "field" | "property";
  readonly detail?: string;
}

/** What completes the text before the cursor, and how many characters of it are replaced. */
export interface Completions {
  readonly targets: readonly Completion[];
  readonly length: number;
}

/** Returns what can follow a text of the console. Throws WCT_DEBUG_NOT_NOW while the run runs. */
export async function completionsOf(session: AdapterSession, before: string): Promise<Completions> {
  const { stopped } = session;
  const path = /^\s*inspect\s+(\S+)\s+(\S*)$/.exec(before);
  if (path !== null) return starting(await pathsOf(stopped, path[1] ?? ""), path[2] ?? "");
  const artifact = /^\s*inspect\s+(\S*)$/.exec(before);
  if (artifact !== null) return starting(artifacts(stopped), artifact[1] ?? "");
  const setting = /^\s*set\s+(\w*)$/.exec(before);
  if (setting !== null) return starting([keyword("config"), keyword("output")], setting[1] ?? "");
  const key = /^\s*set\s+config\s+(\S*)$/.exec(before);
  if (key !== null) return starting(configKeys(stopped), key[1] ?? "");
  if (/\.\w*$|\[\s*["'][^"'\]]*$/.test(before)) return fieldsAt(stopped, before);
  const word = /[A-Za-z_][\w-]*$/.exec(before)?.[0] ?? "";
  const isFirst = before.trim() === word;
  const commands = isFirst ? Object.entries(consoleCommands).map(([label, { about }]) => keyword(label, about)) : [];
  return starting([...commands, ...variables(), ...artifacts(stopped)], word);
}

function starting(all: readonly Completion[], typed: string): Completions {
  return { targets: all.filter(({ label }) => label.startsWith(typed)), length: typed.length };
}

function keyword(label: string, detail?: string): Completion {
  return { label, type: "keyword", ...(detail === undefined ? {} : { detail }) };
}

function artifacts({ session }: OpenSession): readonly Completion[] {
  return session.plan.artifacts.map(({ id, outputSchema }) => ({ label: id, type: "value", detail: outputSchema }));
}

function configKeys({ session }: OpenSession): readonly Completion[] {
  const artifact = session.position?.point?.artifact;
  const planned = session.plan.artifacts.find(({ id }) => id === artifact);
  return Object.keys(planned?.config ?? {}).map((label) => ({ label, type: "property" }));
}

function variables(): readonly Completion[] {
  return Object.entries(declaredVariables).map(([label, { about }]) => ({ label, type: "field", detail: about }));
}

/** Returns what can follow a point or a bracket of an expression. */
function fieldsAt({ session }: OpenSession, before: string): Completions {
  const artifact = session.position?.point?.artifact;
  const planned = session.plan.artifacts.find(({ id }) => id === artifact);
  const context = { inputs: planned?.inputs ?? [], config: Object.keys(planned?.config ?? {}) };
  const found = completeExpression(before, before.length, context);
  const [first] = found;
  return {
    targets: found.map(({ text, about }) => ({ label: text, type: "field", detail: about })),
    length: first === undefined ? 0 : first.end - first.start,
  };
}

/** Returns paths into an artifact's content: its keys, and those of its first element. */
async function pathsOf(stopped: OpenSession, artifact: string): Promise<readonly Completion[]> {
  try {
    const record = await stopped.record();
    const { outputStream: stream } = plannedArtifact(record, artifact);
    const reader = await stopped.opened.store.artifacts.open(contentOf(record, artifact).digest);
    const keys = Object.keys(await reader.rest()).map((key) => path(`$.${key}`));
    if (stream === null) return keys;
    const first: JsonValue[] = [];
    for await (const batch of reader.batches(0, 1)) first.push(...batch);
    const [element] = first;
    const inner = isJsonObject(element ?? null) ? Object.keys(element as object) : [];
    return [path(`$.${stream}[*]`), ...inner.map((key) => path(`$.${stream}[*].${key}`)), ...keys];
  } catch (error) {
    if (isWctError(error)) return [];
    throw error;
  }
}

const path = (label: string): Completion => ({ label, type: "property" });
