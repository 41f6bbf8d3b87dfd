import { type DiagnosticDetails, diagnostic } from "../diagnostics/index.ts";
import type { JsonObject } from "../domain/index.ts";
import type { RegisteredConnector, RegisteredProcessor } from "../registry/index.ts";
import type { Located, Placeholder, SourcedObject, ValuePath } from "../runbook/index.ts";
import type { Planning } from "./context.ts";

/** A component with the configuration that one artifact gives it. */
export interface ComponentUse {
  readonly planning: Planning;
  readonly component: RegisteredConnector | RegisteredProcessor;
  readonly type: Located<string>;
  readonly properties: SourcedObject;
  /** By JSON text of their path. */
  readonly placeholders: ReadonlyMap<string, readonly Placeholder[]>;
}

export function componentUse(
  planning: Planning,
  component: RegisteredConnector | RegisteredProcessor,
  method: { readonly type: Located<string>; readonly properties: SourcedObject },
): ComponentUse {
  const placeholders = new Map<string, Placeholder[]>();
  for (const placeholder of method.properties.placeholders) {
    const key = JSON.stringify(placeholder.path);
    placeholders.set(key, [...(placeholders.get(key) ?? []), placeholder]);
  }
  return { planning, component, type: method.type, properties: method.properties, placeholders };
}

export function placeholdersAt(use: ComponentUse, path: ValuePath): readonly Placeholder[] {
  return use.placeholders.size === 0 ? [] : (use.placeholders.get(JSON.stringify(path)) ?? []);
}

/** Whether a value is not known because its variable is not set (only when that was a warning). */
export function isUnset({ planning }: ComponentUse, placeholder: Placeholder): boolean {
  return !placeholder.hasDefault && !planning.env.has(placeholder.variable);
}

/** `connector "csv"`. */
export function nameOf({ component }: ComponentUse): string {
  return `${component.kind} "${component.type}"`;
}

/** `databases[0].path`. */
export function showPath(path: ValuePath): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`));
  return parts.join("").replace(/^\./, "");
}

/** Where a value stands: at its only placeholder, if it has one, so that nobody looks for the mistake in the file. */
export function placeOf(use: ComponentUse, path: ValuePath) {
  const [placeholder, ...others] = placeholdersAt(use, path);
  return placeholder !== undefined && others.length === 0 ? placeholder.location : use.properties.at(path);
}

/** Reports a problem of a component's configuration. */
export function reportConfig(use: ComponentUse, details: DiagnosticDetails): void {
  const hint = `see \`wct ${use.component.kind}s ${use.component.type}\` for its configuration`;
  use.planning.report(diagnostic("WCT_COMPONENT_CONFIG_INVALID", { hint, ...details }));
}

/** The value at a path of JSON, if there is one. */
export function valueAt(object: JsonObject, path: ValuePath): unknown {
  let reached: unknown = object;
  for (const key of path) {
    if (typeof reached !== "object" || reached === null || !Object.hasOwn(reached, key)) return undefined;
    reached = Reflect.get(reached, key);
  }
  return reached;
}
