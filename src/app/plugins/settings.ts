import { dirname, resolve } from "node:path";
import { type Diagnostic, diagnostic, listNames, nearest, type SourceRange } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { FileProblem, readStart } from "../../files/index.ts";
import type { NamedPlugin } from "../../registry/index.ts";
import { maxDocumentBytes, readDocument, type ValuePath, type YamlDocument } from "../../runbook/index.ts";
import { shownPath } from "../places/index.ts";
import { bad, runsOnOf, runsOnProblems } from "./runs-on.ts";

/** The contents of `wct.yaml`. */
export interface Settings {
  readonly plugins: readonly NamedPlugin[];
  /** The runbook of commands that name none. */
  readonly runbook: NamedRunbook | null;
  /** Labels that a worker must have, by type of component. */
  readonly runsOn: ReadonlyMap<string, readonly string[]>;
}

/** A runbook that `wct.yaml` names. */
export interface NamedRunbook {
  readonly written: string;
  /** Absolute. */
  readonly path: string;
  readonly location: SourceRange;
}

const nothing: Settings = { plugins: [], runbook: null, runsOn: new Map() };

export interface ReadSettings {
  /** The valid part. */
  readonly settings: Settings;
  /** All problems, in file order. */
  readonly problems: readonly Diagnostic[];
}

const keys = ["plugins", "runbook", "runs_on"];

/** Reads a `wct.yaml`. A problem in one key does not affect the others. */
export function readSettings(cwd: string, path: string): ReadSettings {
  const file = shownPath(cwd, path);
  let bytes: Uint8Array;
  try {
    bytes = readStart(path, maxDocumentBytes + 1);
  } catch (cause) {
    return { settings: nothing, problems: [unreadable(file, cause)] };
  }
  const { problems, document } = readDocument({ file, bytes });
  const own = problems.map(({ code, ...details }) => diagnostic(code, details));
  if (document === null) return { settings: nothing, problems: own };
  const all = [...own, ...problemsOf(document)];
  const place = ({ location }: Diagnostic) => [location?.line ?? 0, location?.column ?? 0] as const;
  const inOrder = all.toSorted((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
  const folder = dirname(path);
  return {
    settings: {
      plugins: pluginsOf(document, folder),
      runbook: runbookOf(document, folder),
      runsOn: runsOnOf(document),
    },
    problems: inOrder,
  };
}

function unreadable(file: string, cause: unknown): Diagnostic {
  const { what, hint } = FileProblem.of(cause);
  return diagnostic("WCT_SETTINGS_UNREADABLE", { message: `"${file}" ${what}`, hint });
}

function problemsOf(document: YamlDocument): readonly Diagnostic[] {
  const { value, at, keyAt } = document;
  if (value === null) return [];
  if (!isJsonObject(value)) {
    return isReported(document, []) ? [] : [bad("wct.yaml must be a mapping", at([]), "write `plugins:` and a list")];
  }
  return Object.entries(value).flatMap(([key, held]) => {
    // Reserved for anchors, as in runbooks.
    if (key.startsWith("x-")) return [];
    if (key === "plugins") return pluginProblems(held, document);
    if (key === "runs_on") return runsOnProblems(held, document);
    return key === "runbook"
      ? runbookProblems(held, document)
      : [unknownKey(key, { holder: "wct.yaml", known: keys, location: keyAt([key]) })];
  });
}

interface UnknownKey {
  readonly holder: string;
  readonly known: readonly string[];
  readonly location: Diagnostic["location"];
}

function unknownKey(key: string, { holder, known, location }: UnknownKey): Diagnostic {
  const near = nearest(key, known);
  const hint = near === undefined ? `it knows ${listNames(known)}` : `write "${near}"`;
  return diagnostic("WCT_SETTINGS_UNKNOWN_KEY", {
    message: `${holder} has no key ${JSON.stringify(key)}`,
    hint,
    location,
  });
}

/** Whether the value at a path was already reported as invalid YAML. */
const isReported = ({ unread }: YamlDocument, place: ValuePath): boolean =>
  unread.some((path) => JSON.stringify(path) === JSON.stringify(place));

function runbookProblems(held: JsonValue, document: YamlDocument): readonly Diagnostic[] {
  const place = ["runbook"];
  if (held === null || isPath(held) || isReported(document, place)) return [];
  const hint = document.hintAt(place, "text") ?? "write `runbook: FILE`";
  return [bad('"runbook" must be the path of a runbook', document.at(place), hint)];
}

function runbookOf({ value, at }: YamlDocument, folder: string): NamedRunbook | null {
  const written = isJsonObject(value) ? value["runbook"] : undefined;
  if (!isPath(written)) return null;
  return { written, path: resolve(folder, written), location: at(["runbook"]) };
}

const isPath = (held: JsonValue | undefined): held is string => typeof held === "string" && held.trim() !== "";

function pluginProblems(held: JsonValue, document: YamlDocument): readonly Diagnostic[] {
  const { at, hintAt } = document;
  if (held === null || isReported(document, ["plugins"])) return [];
  if (!Array.isArray(held)) {
    const hint = hintAt(["plugins"], "list") ?? "write one `- name` a line";
    return [bad('"plugins" must be a list of packages and paths', at(["plugins"]), hint)];
  }
  return held.flatMap((one, index) => {
    const place = ["plugins", index];
    if (isReported(document, place) || (typeof one === "string" && one.trim() !== "")) return [];
    if (isJsonObject(one)) return entryProblems(one, index, document);
    const what = `"plugins[${index}]" must be the name of a package or a path`;
    return [bad(what, at(place), hintAt(place, "text") ?? "write it as text")];
  });
}

const entryKeys = ["plugin", "isolation", "read", "write"];

function entryProblems(entry: JsonObject, index: number, { at, keyAt }: YamlDocument): readonly Diagnostic[] {
  const holder = `"plugins[${index}]"`;
  const path = ["plugins", index];
  const { plugin, isolation = "thread", read = [], write = [] } = entry;
  const problems = Object.keys(entry)
    .filter((key) => !entryKeys.includes(key))
    .map((key) => unknownKey(key, { holder, known: entryKeys, location: keyAt([...path, key]) }));
  const say = (key: string, message: string, hint: string): void => {
    problems.push(bad(`${holder} ${message}`, at(key in entry ? [...path, key] : path), hint));
  };
  if (typeof plugin !== "string" || plugin.trim() === "") {
    say("plugin", "does not name its plugin", "write `plugin: NAME`");
  }
  if (isolation !== "thread" && isolation !== "process") {
    say("isolation", "has an unknown isolation", 'write "thread" or "process"');
  }
  for (const [key, paths] of Object.entries({ read, write })) {
    if (!isListOfTexts(paths)) {
      say(key, `must have a list of files and folders in "${key}"`, "write one `- path` a line");
    } else if (isolation !== "process" && paths.length > 0) {
      say(key, `limits "${key}" , which is not possible for a thread`, "add `isolation: process`, or leave it out");
    }
  }
  return problems;
}

const isListOfTexts = (value: JsonValue): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string" && one !== "");

/** Whether part of an entry was reported and cannot be read. */
const isUnread = (unread: readonly ValuePath[], entry: number): boolean =>
  unread.some(([key, index]) => key === "plugins" && index === entry);

function pluginsOf(document: YamlDocument, folder: string): readonly NamedPlugin[] {
  const { value, unread, at } = document;
  const held = isJsonObject(value) ? value["plugins"] : undefined;
  if (!Array.isArray(held)) return [];
  return held.flatMap((written, index): NamedPlugin[] => {
    const location = at(["plugins", index]);
    if (typeof written === "string") return written.trim() === "" ? [] : [{ written, folder, location }];
    if (!isJsonObject(written) || typeof written["plugin"] !== "string") return [];
    // No code is loaded from a plugin whose isolation is unclear.
    if (entryProblems(written, index, document).length > 0 || isUnread(unread, index)) return [];
    const named = { written: written["plugin"], folder, location };
    if (written["isolation"] !== "process") return [named];
    const paths = (key: string): readonly string[] => {
      const list = written[key] ?? [];
      return isListOfTexts(list) ? list.map((path) => resolve(folder, path)) : [];
    };
    return [{ ...named, process: { read: paths("read"), write: paths("write") } }];
  });
}
