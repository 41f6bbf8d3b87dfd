import { listNames, nearest } from "../../diagnostics/index.ts";
import { type Digest, isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import type { BoundConfig, HostValue } from "../../plugin/index.ts";
import type { ValuePath } from "../../runbook/index.ts";
import { checkConfig } from "./check-config.ts";
import { checkDocuments } from "./check-documents.ts";
import { type ComponentUse, nameOf, placeholdersAt, reportConfig, showPath, valueAt } from "./component-use.ts";
import * as shape from "./config-shape.ts";
import { type MarkedText, resolveMark } from "./host-value.ts";

/** A configuration in the form that its component receives, and the parts of it that affect reuse. */
export interface BoundComponent {
  readonly config: BoundConfig;
  /** Path of every file() -> digest. */
  readonly files: Readonly<Record<string, Digest>>;
  /** Ruleset URI -> digest. */
  readonly rulesets: Readonly<Record<string, Digest>>;
  /** Variables used in secret fields. */
  readonly secrets: readonly string[];
}

interface Draft {
  readonly use: ComponentUse;
  readonly root: JsonObject;
  readonly values: Map<string, HostValue>;
  readonly files: Map<string, Digest>;
  readonly rulesets: Map<string, Digest>;
  readonly secrets: Set<string>;
}

/** Substitutes files, folders, rulesets and secrets, coerces, and validates. Reports all mistakes. */
export function bindConfig(use: ComponentUse): BoundComponent {
  const root = use.component.configSchema;
  const draft: Draft = { use, root, values: new Map(), files: new Map(), rulesets: new Map(), secrets: new Set() };
  const input = bindObject(draft, use.properties.resolved, { shapes: shape.rootShapes(root), path: [] });
  const config = { input, values: draft.values };
  checkConfig(use, config);
  checkDocuments(use, config);
  return {
    config,
    files: Object.fromEntries(draft.files),
    rulesets: Object.fromEntries(draft.rulesets),
    secrets: [...draft.secrets],
  };
}

interface ConfigPosition {
  readonly shapes: shape.Shapes;
  readonly path: ValuePath;
}

function bind(draft: Draft, value: JsonValue, place: ConfigPosition): JsonValue {
  if (typeof value === "string") return bindText(draft, value, place);
  if (Array.isArray(value)) return value.map((item, index) => bind(draft, item, below(draft, place, index)));
  if (isJsonObject(value)) return bindObject(draft, value, place);
  if (value === null || !shape.isSecret(place.shapes)) return value;
  // An unquoted number is a literal too, like a text.
  return token(draft, {
    path: place.path,
    kind: "secret",
    text: String(value),
    written: String(value),
    beside: [],
  });
}

function below(draft: Draft, { shapes, path }: ConfigPosition, key: string | number): ConfigPosition {
  return { shapes: shape.childShapes(draft.root, shapes, key), path: [...path, key] };
}

/**
 * Binds a mapping. Reports each key that no alternative knows separately and removes it, because a validator reports
 * all unknown keys in one issue.
 */
function bindObject(draft: Draft, object: JsonObject, place: ConfigPosition): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(object)) {
    if (shape.allowsKey(place.shapes, key)) entries.push([key, bind(draft, value, below(draft, place, key))]);
    else reportUnknownKey(draft.use, key, place);
  }
  for (const [key, text] of shape.markedDefaults(draft.root, place.shapes)) {
    if (!Object.hasOwn(object, key)) entries.push([key, bindText(draft, text, below(draft, place, key))]);
  }
  return Object.fromEntries(entries);
}

function reportUnknownKey(use: ComponentUse, key: string, { shapes, path }: ConfigPosition): void {
  const known = shape.knownKeys(shapes);
  const near = nearest(key, known);
  const where = path.length === 0 ? nameOf(use) : `"${showPath(path)}" of ${nameOf(use)}`;
  const choice = known.length === 0 ? "remove it; there are no properties" : `use one of ${listNames(known)}`;
  reportConfig(use, {
    message: `${where} has no property "${key}"`,
    hint: near === undefined ? choice : `write "${near}"`,
    location: use.properties.keyAt([...path, key]),
  });
}

function bindText(draft: Draft, text: string, { shapes, path }: ConfigPosition): JsonValue {
  const { use } = draft;
  const kind = shape.markOf(shapes);
  if (kind !== null) {
    const written = valueAt(use.properties.written, path);
    const marked = { path, kind, text, written: typeof written === "string" ? written : text };
    return token(draft, { ...marked, beside: shape.besideOf(shapes) });
  }
  return placeholdersAt(use, path).length === 0 ? text : shape.coerce(shapes, text);
}

/** Puts a token into the configuration, and stores the value that it represents separately. */
function token(draft: Draft, marked: MarkedText): string {
  const { value, file, ruleset } = resolveMark(draft.use, marked);
  const name = `wct:value:${draft.values.size}`;
  draft.values.set(name, value);
  if (file !== undefined) draft.files.set(showPath(marked.path), file);
  if (ruleset !== undefined) draft.rulesets.set(ruleset.uri, ruleset.digest);
  if (marked.kind === "secret") {
    for (const { variable } of placeholdersAt(draft.use, marked.path)) draft.secrets.add(variable);
  }
  return name;
}
