import { isAbsolute, join } from "node:path";
import { type DiagnosticCode, diagnostic, listNames, nearest, type SourceRange } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import {
  type BoundConfig,
  type ConfigIssue,
  type ConfigSchema,
  hydrateConfig,
  toJsonSchema,
} from "../../plugin/index.ts";
import { maxDocumentBytes, readDocument, type ValuePath, type YamlDocument } from "../../runbook/index.ts";
import { countProblems } from "../count-problems.ts";
import { type ComponentUse, folderOf, nameOf, placeholdersAt, placeOf, showPath, valueAt } from "./component-use.ts";
import { allowsKey, childShapes, knownKeys, rootShapes, type Shapes } from "./config-shape.ts";
import { consequencesOf, hintForText, misspeltPaths } from "./consequences.ts";

/** Reports mistakes in the YAML files that a configuration names, if the component describes their content. */
export function checkDocuments(use: ComponentUse, config: BoundConfig): void {
  const { documents } = use.component.definition;
  if (documents === undefined || !isJsonObject(config.input)) return;
  for (const [key, schema] of Object.entries(documents)) {
    const token = config.input[key];
    const value = typeof token === "string" ? config.values.get(token) : undefined;
    // A missing file was already reported.
    if (value?.kind === "file" && use.planning.digestOf(value.path) !== null) check(use, { key, schema, ...value });
  }
}

interface Named {
  readonly key: string;
  readonly schema: ConfigSchema;
  readonly path: string;
  readonly shown: string;
}

interface Checking {
  readonly use: ComponentUse;
  readonly named: Named;
  readonly document: YamlDocument;
  readonly root: JsonObject;
}

/** Checks a document unless an earlier plan found no mistake in the same bytes. */
function check({ planning: whole, ...use }: ComponentUse, named: Named): void {
  const { files, checkedDocuments } = whole;
  const bytes = files.read(named.path, maxDocumentBytes + 1);
  const { home, type } = use.component;
  const content = { home, type, key: named.key, bytes };
  if (checkedDocuments?.has(content)) return;
  const { planning, problems } = countProblems(whole);
  checkContent({ planning, ...use }, named, bytes);
  if (problems() === 0) checkedDocuments?.add(content);
}

function checkContent(use: ComponentUse, named: Named, bytes: Uint8Array): void {
  const file = isAbsolute(named.shown) ? named.shown : join(folderOf(use), named.shown);
  const { problems, document } = readDocument({ file, bytes });
  for (const { message, hint, location } of problems) report(use, named, { message, hint, location });
  if (document === null) return;
  const root = toJsonSchema(named.schema);
  const checking: Checking = { use, named, document, root };
  const known = withoutUnknown(checking, document.value ?? {}, { shapes: rootShapes(root), path: [] });
  const misspelt = misspeltPaths(root, document.value ?? {});
  const isConsequence = consequencesOf({ unread: document.unread, misspelt });
  for (const { path, message } of issuesOf(named.schema, known)) {
    const isMissing = valueIn(document.value, path) === undefined;
    if (!isConsequence(path, { isMissing })) reportIssue(checking, path, message);
  }
}

const valueIn = (value: JsonValue, path: ValuePath): unknown => (isJsonObject(value) ? valueAt(value, path) : value);

/** Files and secrets have no meaning inside a document, so there are no host values to substitute. */
function issuesOf(schema: ConfigSchema, input: JsonValue): readonly ConfigIssue[] {
  try {
    const read = hydrateConfig(schema, { input, values: new Map() });
    return read.ok ? [] : read.issues;
  } catch {
    // The author's schema threw. Its message may quote the document, so it is not shown.
    return [{ path: [], message: "the schema threw an exception" }];
  }
}

function reportIssue({ use, named, document }: Checking, path: ValuePath, message: string): void {
  const isMissing = path.length > 0 && valueIn(document.value, path) === undefined;
  const place = isMissing ? path.slice(0, -1) : path;
  const where = place.length === 0 ? "" : `"${showPath(place)}"`;
  const location = document.at(path);
  if (isMissing) {
    const key = showPath(path.slice(-1));
    report(use, named, { message: `${where || "the file"} needs "${key}"`, hint: `add "${key}"`, location });
    return;
  }
  const text = message.replace(/^Invalid (input|option):? ?/, "") || "the value is not allowed";
  const hint = hintForText(text, (type) => document.hintAt(path, type));
  report(use, named, { message: `${where}${where && ": "}${text}`, hint, location });
}

/**
 * Reports each key that no alternative knows, with the nearest known key, and removes it, because a validator reports
 * all unknown keys in one issue.
 */
function withoutUnknown(checking: Checking, value: JsonValue, place: { shapes: Shapes; path: ValuePath }): JsonValue {
  const { shapes, path } = place;
  const below = (child: JsonValue, key: string | number): JsonValue =>
    withoutUnknown(checking, child, { shapes: childShapes(checking.root, shapes, key), path: [...path, key] });
  if (Array.isArray(value)) return value.map(below);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, child]) => {
    if (allowsKey(shapes, key)) return [[key, below(child, key)] as const];
    reportUnknownKey(checking, key, place);
    return [];
  });
  return Object.fromEntries(entries);
}

function reportUnknownKey({ use, named, document }: Checking, key: string, place: { shapes: Shapes; path: ValuePath }) {
  const known = knownKeys(place.shapes);
  const near = nearest(key, known);
  report(use, named, {
    message: `${place.path.length === 0 ? "the file" : `"${showPath(place.path)}"`} has no key "${key}"`,
    hint: near === undefined ? `choose one of ${listNames(known, 12)}` : `write "${near}"`,
    location: document.keyAt([...place.path, key]),
  });
}

const code: DiagnosticCode = "WCT_COMPONENT_FILE_INVALID";

function report(
  use: ComponentUse,
  { key, shown }: Named,
  { message, hint, location }: { message: string; hint: string | undefined; location: SourceRange },
): void {
  // A path that comes from a variable is not shown. The message then contains the line number.
  const isShown = placeholdersAt(use, [key]).length === 0;
  const line = isShown ? "" : ` line ${location.line}:`;
  use.planning.report(
    diagnostic(code, {
      message: `file "${shown}" of ${nameOf(use)}:${line} ${message}`,
      hint: hint ?? "correct the file",
      location: isShown ? location : placeOf(use, [key]),
    }),
  );
}
