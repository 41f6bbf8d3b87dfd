import { wctError } from "../diagnostics/index.ts";
import type { JsonValue } from "../domain/index.ts";
import { type ConfigOverride, showConfigPath } from "../runbook/index.ts";

/** A configuration value that replaces that of a runbook. */
export interface ConfigValue {
  /** Id of the artifact. */
  readonly artifact: string;
  /** Keys and indices below the artifact's `properties`. */
  readonly path: readonly (string | number)[];
  /** May contain `${NAME}`, as in a runbook. */
  readonly value: JsonValue;
}

/** Throws WCT_USAGE_OVERRIDE for an empty path. */
export function overridesOf(values: readonly ConfigValue[] = []): readonly ConfigOverride[] {
  return values.map(({ artifact, path, value }) => {
    if (path.length === 0) {
      throw wctError("WCT_USAGE_OVERRIDE", {
        message: `the path of a configuration value of "${artifact}" is empty`,
        hint: 'name its keys and indices, as in ["databases", 0, "path"]',
      });
    }
    const written = `${artifact}.config.${showConfigPath(path)}=${JSON.stringify(value)}`;
    return { artifact, path, value, written };
  });
}
