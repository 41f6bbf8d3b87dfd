import type { JsonValue } from "../domain/index.ts";
import { type HostValue, withHostValues } from "./host-values.ts";
import type { ConfigSchema } from "./standard.ts";

/**
 * A configuration for a component: JSON with placeholders substituted, in which every marked string (file, dir, secret,
 * ruleset) is a token, and the value of each token. It can be cloned structurally. It contains secrets, so it is never
 * stored.
 */
export interface BoundConfig {
  readonly input: JsonValue;
  readonly values: ReadonlyMap<string, HostValue>;
}

export interface ConfigIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type Hydrated =
  | { readonly ok: true; readonly config: unknown }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

/**
 * Validates a bound configuration and replaces tokens by the host's values. Reports an asynchronous schema as an issue.
 */
export function hydrateConfig(schema: ConfigSchema, bound: BoundConfig): Hydrated {
  const result = withHostValues(bound.values, () => schema["~standard"].validate(bound.input));
  if (result instanceof Promise) {
    // zod retries asynchronously what threw. An unhandled rejection would end the process, with content in its message.
    result.catch(() => undefined);
    const message = "the configuration schema validates asynchronously, or threw an exception";
    return { ok: false, issues: [{ path: [], message }] };
  }
  if (result.issues === undefined) return { ok: true, config: result.value };
  const issues = result.issues.map((issue) => ({
    path: (issue.path ?? []).map((part) => segment(typeof part === "object" ? part.key : part)),
    message: issue.message,
  }));
  return { ok: false, issues };
}

function segment(key: PropertyKey): string | number {
  return typeof key === "symbol" ? String(key) : key;
}
