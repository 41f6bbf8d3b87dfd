import { type BoundConfig, type ConfigIssue, type Hydrated, hydrateConfig } from "../plugin/index.ts";
import type { ValuePath } from "../runbook/index.ts";
import { type ComponentUse, isUnset, nameOf, placeOf, reportConfig, showPath, valueAt } from "./component-use.ts";
import { acceptsText, childShapes, describeShapes, rootShapes } from "./config-shape.ts";

/** Has the component's own schema validate a bound configuration, and reports each issue where it stands. */
export function checkConfig(use: ComponentUse, config: BoundConfig): void {
  const hydrated = hydrate(use, config);
  if (hydrated === null || hydrated.ok) return;
  const unknown = use.properties.placeholders.filter((placeholder) => isUnset(use, placeholder));
  for (const issue of hydrated.issues) {
    // An unset variable was a warning: nothing can be said about the value, nor about what holds it.
    if (!unknown.some(({ path }) => issue.path.every((part, depth) => part === path[depth]))) reportIssue(use, issue);
  }
}

function hydrate(use: ComponentUse, config: BoundConfig): Hydrated | null {
  try {
    return hydrateConfig(use.component.definition.config, config);
  } catch {
    // The author's schema threw. Its text may quote a value, so it is not passed on.
    reportConfig(use, {
      message: `${nameOf(use)} could not check its configuration: its schema threw an exception`,
      location: use.type.location,
    });
    return null;
  }
}

function reportIssue(use: ComponentUse, issue: ConfigIssue): void {
  const { path } = issue;
  if (path.length > 0 && valueAt(use.properties.resolved, path) === undefined) reportMissing(use, path);
  else {
    const text = withoutValues(use, path, textOf(use, issue));
    reportConfig(use, {
      message: `${describePlace(use, path)}: ${text}`,
      ...listHint(use, path, text),
      location: path.length === 0 ? use.type.location : placeOf(use, path),
    });
  }
}

/** One text in the place of a list of texts is the commonest mistake of all. */
function listHint(use: ComponentUse, path: ValuePath, text: string): { readonly hint?: string } {
  const written = valueAt(use.properties.written, path);
  const root = use.component.configSchema;
  const items = [...path, 0].reduce((at, key) => childShapes(root, at, key), rootShapes(root));
  const isMeant = /^expected array\b/.test(text) && typeof written === "string" && acceptsText(items);
  return isMeant ? { hint: `write [${JSON.stringify(written)}]` } : {};
}

/** Points to what should hold the key. */
function reportMissing(use: ComponentUse, path: ValuePath): void {
  const parent = path.slice(0, -1);
  const key = showPath(path.slice(-1));
  reportConfig(use, {
    message: `${describePlace(use, parent)} needs "${key}"`,
    hint: `add "${key}"; see \`wct ${use.component.kind}s ${use.component.type}\``,
    location: parent.length === 0 ? use.type.location : use.properties.keyAt(parent),
  });
}

function describePlace(use: ComponentUse, path: ValuePath): string {
  return path.length === 0 ? `the configuration of ${nameOf(use)}` : `property "${showPath(path)}" of ${nameOf(use)}`;
}

/** The validator's text; where that says nothing (a union), what is allowed. */
function textOf(use: ComponentUse, { path, message }: ConfigIssue): string {
  const text = message.replace(/^Invalid input:? ?/, "");
  if (text !== "") return text;
  const root = use.component.configSchema;
  const shapes = path.reduce((at, key) => childShapes(root, at, key), rootShapes(root));
  const allowed = describeShapes(shapes);
  return allowed === null ? "the value is not allowed" : `expected ${allowed}`;
}

/** A schema's own text may quote the value that it refuses; what came from the environment is put back as written. */
function withoutValues(use: ComponentUse, path: ValuePath, text: string): string {
  const { env, runbook } = use.planning;
  let safe = text;
  for (const { variable, path: at } of use.properties.placeholders) {
    const value = env.get(variable);
    if (!value || !path.every((part, depth) => part === at[depth])) continue;
    // A short value is often a part of an ordinary word ("x" of "expected"), so it only counts as a word of its own.
    const isAnywhere = value.length >= 6 || runbook.config.secrets.includes(variable);
    const sought = isAnywhere
      ? value
      : new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, "gu");
    safe = safe.replaceAll(sought, () => `\${${variable}}`);
  }
  return safe;
}
