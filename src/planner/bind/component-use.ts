import { type DiagnosticDetails, diagnostic } from "../../diagnostics/index.ts";
import type { JsonObject } from "../../domain/index.ts";
import type { RegisteredConnector, RegisteredProcessor } from "../../registry/index.ts";
import type { Located, Placeholder, SourcedObject, ValuePath } from "../../runbook/index.ts";
import type { Planning } from "../context.ts";

/** A component with the configuration that one artifact gives it. */
export interface ComponentUse {
  readonly planning: Planning;
  readonly component: RegisteredConnector | RegisteredProcessor;
  readonly type: Located<string>;
  readonly properties: SourcedObject;
  /** A worker with labels makes it, which may have folders that this machine lacks. */
  readonly isElsewhere: boolean;
  /** Keyed by the JSON text of their path. */
  readonly placeholders: ReadonlyMap<string, readonly Placeholder[]>;
}

export function componentUse(
  planning: Planning,
  component: RegisteredConnector | RegisteredProcessor,
  method: { readonly type: Located<string>; readonly properties: SourcedObject },
  isElsewhere = false,
): ComponentUse {
  const placeholders = new Map<string, Placeholder[]>();
  for (const placeholder of method.properties.placeholders) {
    const key = JSON.stringify(placeholder.path);
    const those = placeholders.get(key);
    if (those === undefined) placeholders.set(key, [placeholder]);
    else those.push(placeholder);
  }
  return { planning, component, type: method.type, properties: method.properties, isElsewhere, placeholders };
}

export function placeholdersAt(use: ComponentUse, path: ValuePath): readonly Placeholder[] {
  return use.placeholders.size === 0 ? [] : (use.placeholders.get(JSON.stringify(path)) ?? []);
}

/** Returns whether a value is unknown because its variable is not set (only if that was a warning). */
export function isUnset({ planning }: ComponentUse, placeholder: Placeholder): boolean {
  return !placeholder.hasDefault && !planning.env.has(placeholder.variable);
}

/** Returns the folder of the file that configures the component. Paths in the configuration are relative to it. */
export function folderOf({ planning, type }: ComponentUse): string {
  return planning.files.dirname(type.location.file);
}

/** Formats a component as `connector "csv"`. */
export function nameOf({ component }: ComponentUse): string {
  return `${component.kind} "${component.type}"`;
}

/** Formats a path as `databases[0].path`. */
export function showPath(path: ValuePath): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`));
  return parts.join("").replace(/^\./, "");
}

/**
 * Returns the location of a value. If the value has exactly one placeholder, this is the placeholder's location, so
 * that the user does not look for the mistake in the file.
 */
export function placeOf(use: ComponentUse, path: ValuePath) {
  const [placeholder, ...others] = placeholdersAt(use, path);
  return placeholder !== undefined && others.length === 0 ? placeholder.location : use.properties.at(path);
}

/** Reports a problem with a component's configuration. */
export function reportConfig(use: ComponentUse, details: DiagnosticDetails): void {
  const hint = `see \`wct ${use.component.kind}s ${use.component.type}\` for its configuration`;
  use.planning.report(diagnostic("WCT_COMPONENT_CONFIG_INVALID", { hint, ...details }));
}

/** Returns the value at a path of JSON; undefined if there is none. */
export function valueAt(object: JsonObject, path: ValuePath): unknown {
  let reached: unknown = object;
  for (const key of path) {
    if (typeof reached !== "object" || reached === null || !Object.hasOwn(reached, key)) return undefined;
    reached = Reflect.get(reached, key);
  }
  return reached;
}
