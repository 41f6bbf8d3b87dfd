import { contentOf, plannedArtifact } from "../../../app/record/index.ts";
import type { JsonObject, JsonValue } from "../../../domain/index.ts";
import { isJsonObject } from "../../../domain/index.ts";
import { paths } from "../../completion/paths.ts";
import { lastWord } from "../../line-editor.ts";
import { findCommand, linesFor } from "./commands/index.ts";
import type { ArgumentKind, ShellCommand, ShellContext } from "./context.ts";

/** Returns whole words that may replace the last word of a line, in order. Never rejects. */
export async function completions(context: ShellContext, line: string): Promise<readonly string[]> {
  try {
    const words = line.trimStart().split(/\s+/);
    const written = lastWord(line);
    const all =
      words.length < 2 ? context.commands.map(({ name }) => name) : await argumentsAt(context, words, written);
    const fitting = all.filter((word) => word.startsWith(written));
    const [only, another] = fitting;
    // A folder and a path are continued; after any other word the next one begins.
    return only === undefined || another !== undefined || /[/$]|:$/.test(only) ? fitting : [`${only} `];
  } catch {
    return [];
  }
}

async function argumentsAt(
  context: ShellContext,
  [name = "", ...words]: readonly string[],
  written: string,
): Promise<readonly string[]> {
  const command = findCommand(context.commands, name);
  const kind = kindAt(command, words, written);
  if (kind === undefined) return [];
  return await offers[kind](context, written, words);
}

function kindAt({ completes }: ShellCommand, words: readonly string[], written: string): ArgumentKind | undefined {
  if (written.startsWith("$") && completes.includes("path")) return "path";
  const kind = completes[words.length - 1];
  return kind === "config-path" && words[0] === "output" ? "file" : kind;
}

type Offer = (
  context: ShellContext,
  written: string,
  words: readonly string[],
) => readonly string[] | Promise<readonly string[]>;

const offers: Readonly<Record<ArgumentKind, Offer>> = {
  command: ({ commands }) => commands.map(({ name }) => name),
  artifact: ({ opened }) => opened.session.plan.artifacts.map(({ id }) => id),
  "stop-place": ({ opened }, written) => [
    ...opened.session.plan.artifacts.map(({ id }) => id),
    ...linesFor(opened, written),
  ],
  breakpoint: ({ opened }) => opened.session.breakpoints.list().map(({ number }) => String(number)),
  "what-to-set": () => ["config", "output"],
  file: ({ io }, written) => paths(io, "file", written).map(({ value }) => value),
  "config-path": ({ opened }) => {
    const id = opened.session.position?.point?.artifact;
    const planned = opened.session.plan.artifacts.find((one) => one.id === id);
    return planned === undefined ? [] : keyPaths(planned.config);
  },
  path: async (context, written, words) => await jsonPaths(context, written, words),
};

function keyPaths(config: JsonObject): readonly string[] {
  return Object.entries(config).flatMap(([key, value]) =>
    isJsonObject(value) ? [key, ...keyPaths(value).map((inner) => `${key}.${inner}`)] : [key],
  );
}

/** Completes the last key of a simple JSONPath, from the first element of each list. */
async function jsonPaths(
  { opened }: ShellContext,
  written: string,
  words: readonly string[],
): Promise<readonly string[]> {
  const [, parent = "$"] = /^(\$(?:\.[A-Za-z_]\w*|\[(?:\d+|\*)\])*)\.\w*$/.exec(written) ?? [];
  const [first = ""] = words;
  const id = first.startsWith("$") ? opened.session.position?.point?.artifact : first;
  if (id === undefined) return [];
  const keys = parent.match(/\.\w+|\[[^\]]*\]/g) ?? [];
  let value: JsonValue | undefined = await sampleOf(opened, id);
  for (const key of keys) value = inside(value, key);
  if (!isJsonObject(value ?? null)) return [];
  return Object.entries(value as JsonObject)
    .filter(([key]) => /^[A-Za-z_]\w*$/.test(key))
    .map(([key, one]) => `${parent}.${key}${Array.isArray(one) ? "[0]" : ""}`);
}

function inside(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (key.startsWith("[")) return Array.isArray(value) ? value[0] : undefined;
  return isJsonObject(value ?? null) ? (value as JsonObject)[key.slice(1)] : undefined;
}

/** Returns the content of an artifact with at most one element. */
async function sampleOf(opened: ShellContext["opened"], id: string): Promise<JsonObject> {
  const record = await opened.record();
  const reader = await opened.store.artifacts.open(contentOf(record, id).digest);
  const { outputStream } = plannedArtifact(record, id);
  const rest = await reader.rest();
  if (outputStream === null) return rest;
  const elements: JsonValue[] = [];
  for await (const batch of reader.batches(0, 1)) elements.push(...batch);
  return { [outputStream]: elements, ...rest };
}
