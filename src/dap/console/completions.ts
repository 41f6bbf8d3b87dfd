import { contentOf, plannedArtifact } from "../../app/record/index.ts";
import { declaredTypes, declaredVariables } from "../../debug/index.ts";
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
  const field = /([A-Za-z_][\w.]*)\.(\w*)$/.exec(before);
  if (field !== null) return starting(fieldsOf(stopped, field[1] ?? ""), field[2] ?? "");
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

/** Returns the fields of a declared variable, the inputs, or the keys of the configuration. */
function fieldsOf(stopped: OpenSession, path: string): readonly Completion[] {
  const [root = "", ...inner] = path.split(".");
  if (root === "config" && inner.length === 0) return configKeys(stopped);
  if (root === "inputs" && inner.length === 0) {
    const artifact = stopped.session.position?.point?.artifact;
    const planned = stopped.session.plan.artifacts.find(({ id }) => id === artifact);
    return (planned?.inputs ?? []).map((label) => ({ label, type: "field" }));
  }
  const type = inner.reduce<string | undefined>(
    (at, name) => elementType(at) ?? (at === undefined ? undefined : fieldsIn(at)[name]?.type),
    Object.entries(declaredVariables).find(([name]) => name === root)?.[1].type,
  );
  const fields = type === undefined ? {} : fieldsIn(type);
  return Object.entries(fields).map(([label, { about }]) => ({ label, type: "field", detail: about }));
}

/** Returns the type of a map's values. */
const elementType = (type: string | undefined): string | undefined => /^map<string, (.+)>$/.exec(type ?? "")?.[1];

function fieldsIn(type: string): Readonly<Record<string, { readonly type: string; readonly about: string }>> {
  return Object.entries(declaredTypes).find(([name]) => name === type)?.[1] ?? {};
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
