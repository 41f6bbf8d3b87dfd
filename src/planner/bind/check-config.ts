import { shortestReplacedValue } from "../../domain/index.ts";
import { type BoundConfig, type ConfigIssue, type Hydrated, hydrateConfig } from "../../plugin/index.ts";
import type { ValuePath } from "../../runbook/index.ts";
import {
  type ComponentUse,
  isUnset,
  nameOf,
  placeholdersAt,
  placeOf,
  reportConfig,
  showPath,
  valueAt,
} from "./component-use.ts";
import { acceptsText, childShapes, describeShapes, nearestText, rootShapes } from "./config-shape.ts";
import { consequencesOf, hintForText, misspeltPaths } from "./consequences.ts";

/** Validates a bound configuration with the component's own schema, and reports each issue at its location. */
export function checkConfig(use: ComponentUse, config: BoundConfig): void {
  const hydrated = hydrate(use, config);
  if (hydrated === null || hydrated.ok) return;
  const { properties } = use;
  const below = variablesBelow(use);
  const misspelt = misspeltPaths(use.component.configSchema, properties.resolved);
  const isConsequence = consequencesOf({ unread: properties.unread, misspelt });
  for (const issue of hydrated.issues) {
    const variables = below.get(JSON.stringify(issue.path));
    // The unset variable was already reported as a warning. Its value, and any value that contains it, cannot be
    // checked.
    if (variables?.isUnknown === true) continue;
    const isMissing = valueAt(properties.resolved, issue.path) === undefined;
    if (!isConsequence(issue.path, { isMissing }))
      reportIssue({ use, variables: variables?.names ?? new Set() }, issue);
  }
}

interface Variables {
  readonly names: Set<string>;
  /** True if one of the variables is not set. */
  isUnknown: boolean;
}

/** Collects the variables used at or below each location, keyed by the JSON text of its path. */
function variablesBelow(use: ComponentUse): ReadonlyMap<string, Variables> {
  const below = new Map<string, Variables>();
  for (const [written, placeholders] of use.placeholders) {
    const path: unknown[] = JSON.parse(written);
    for (let depth = 0; depth <= path.length; depth += 1) {
      const place = JSON.stringify(path.slice(0, depth));
      const variables = below.get(place) ?? { names: new Set(), isUnknown: false };
      below.set(place, variables);
      for (const placeholder of placeholders) {
        variables.names.add(placeholder.variable);
        variables.isUnknown ||= isUnset(use, placeholder);
      }
    }
  }
  return below;
}

/** The context for reporting an issue: the component, and the variables used at its location or below. */
interface IssueContext {
  readonly use: ComponentUse;
  readonly variables: ReadonlySet<string>;
}

function hydrate(use: ComponentUse, config: BoundConfig): Hydrated | null {
  try {
    return hydrateConfig(use.component.definition.config, config);
  } catch {
    // The author's schema threw. Its message may quote a value, so it is not shown.
    reportConfig(use, {
      message: `${nameOf(use)} could not check its configuration: its schema threw an exception`,
      location: use.type.location,
    });
    return null;
  }
}

function reportIssue({ use, variables }: IssueContext, issue: ConfigIssue): void {
  const { path } = issue;
  if (path.length > 0 && valueAt(use.properties.resolved, path) === undefined) reportMissing(use, path);
  else {
    const text = withoutValues(use, variables, textOf(use, issue));
    const hint = hintOf(use, path, text);
    reportConfig(use, {
      message: `${describePlace(use, path)}: ${text}`,
      ...(hint === undefined ? {} : { hint }),
      location: path.length === 0 ? use.type.location : placeOf(use, path),
    });
  }
}

/** Suggests how to write what was meant, for a literal value only. A value from a variable gets no suggestion. */
function hintOf(use: ComponentUse, path: ValuePath, text: string): string | undefined {
  if (placeholdersAt(use, path).length > 0) return undefined;
  const root = use.component.configSchema;
  const shapes = path.reduce((at, key) => childShapes(root, at, key), rootShapes(root));
  const meant = nearestText(shapes, valueAt(use.properties.resolved, path));
  if (meant !== undefined) return `write "${meant}"`;
  const items = [...path, 0].reduce((at, key) => childShapes(root, at, key), rootShapes(root));
  return hintForText(text, (type) =>
    type === "list" && !acceptsText(items) ? undefined : use.properties.hintAt(path, type),
  );
}

/** Reports a missing key at the mapping that should contain it. */
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

/** Returns the validator's text or, if that says nothing (a union), a description of what is allowed. */
function textOf(use: ComponentUse, { path, message }: ConfigIssue): string {
  const text = message
    .replace(/^Invalid input:? ?/, "")
    .replace(
      /^Invalid option: (expected one of )(.+)$/,
      (_, expected, values) => expected + values.replaceAll('"|"', '", "'),
    );
  if (text !== "") return text;
  const root = use.component.configSchema;
  const shapes = path.reduce((at, key) => childShapes(root, at, key), rootShapes(root));
  const allowed = describeShapes(shapes);
  return allowed === null ? "the value is not allowed" : `expected ${allowed}`;
}

/**
 * Replaces values from the environment by the placeholders as written, because a schema's message may quote the value
 * that it rejects.
 */
function withoutValues(use: ComponentUse, variables: ReadonlySet<string>, text: string): string {
  const { env, runbook } = use.planning;
  let safe = text;
  for (const variable of variables) {
    const value = env.get(variable);
    if (!value) continue;
    // A short value is often part of an ordinary word ("x" in "expected"), so it is replaced only as a whole word.
    const isAnywhere = value.length >= shortestReplacedValue || runbook.config.secrets.includes(variable);
    const sought = isAnywhere
      ? value
      : new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, "gu");
    safe = safe.replaceAll(sought, () => `\${${variable}}`);
  }
  return safe;
}
