import type { Diagnostic, SourceRange } from "../../diagnostics/index.ts";
import type { ValuePath } from "../model.ts";
import { showConfigPath } from "./config-path.ts";
import type { ConfigOverride } from "./parse-override.ts";

/**
 * Stands for the location of an overridden value, which is in no file. Problems that have it name the override instead;
 * see {@link withOverrideNamed}.
 */
class OverrideLocation implements SourceRange {
  readonly file = "";
  readonly line = 0;
  readonly column = 0;
  // The range is empty, so that it contains no line to hide.
  readonly endLine = -1;
  readonly endColumn = 0;
  /** How messages name the override. */
  readonly shown: string;

  constructor(shown: string) {
    this.shown = shown;
  }
}

/** Returns the location of a value that an override gives. */
export function valueLocation({ artifact, path, value, written }: ConfigOverride): SourceRange {
  // A mapping or a list may contain a secret beside the value at fault.
  const isQuoted = typeof value !== "object" || value === null;
  return new OverrideLocation(isQuoted ? written : keyName(artifact, path));
}

/** Returns the location of a key that an override gives. Messages about it do not quote the value. */
export function keyLocation({ artifact, path }: ConfigOverride): SourceRange {
  return new OverrideLocation(keyName(artifact, path));
}

const keyName = (artifact: string, path: ValuePath): string => `${artifact}.config.${showConfigPath(path)}`;

/** Returns whether a location is that of an overridden value. */
export function isOverridden(location: SourceRange): boolean {
  return location instanceof OverrideLocation;
}

/** Names the override in a problem about an overridden value, which has no location in a file. */
export function withOverrideNamed(problem: Diagnostic): Diagnostic {
  const { location, ...others } = problem;
  if (!(location instanceof OverrideLocation)) return problem;
  return { ...others, message: `${problem.message} (set for this run: ${location.shown})` };
}
