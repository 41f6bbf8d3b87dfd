import { wctError } from "../../diagnostics/index.ts";
import { isPlannedId, type JsonValue } from "../../domain/index.ts";
import { readDocument } from "../document.ts";
import type { ValuePath } from "../model.ts";
import { readConfigPath, showConfigPath } from "./config-path.ts";

/** A value that replaces one of an artifact's configuration, for one run. */
export interface ConfigOverride {
  /** Id of the artifact, as the user wrote it. */
  readonly artifact: string;
  /** Keys and indices below the artifact's `properties`; never empty. */
  readonly path: ValuePath;
  /** With `${NAME}` as written. */
  readonly value: JsonValue;
  /** As the user wrote it, with the option or command, for messages. */
  readonly written: string;
}

/**
 * Parses `ARTIFACT.config.PATH=VALUE`; VALUE is YAML: `10`, `true`, `[a, b]`, `text`. `option` is what the user wrote
 * before it. Throws WCT_USAGE_OVERRIDE, whose message does not quote VALUE.
 */
export function parseOverride(text: string, option = "--set"): ConfigOverride {
  const [, artifact = "", below = ""] = /^([^.=\s]+)\.config(?=[.[])(.*)$/s.exec(text) ?? [];
  const { path, end } = readConfigPath(below.replace(/^\./, ""));
  const value = below.replace(/^\./, "").slice(end);
  if (!isPlannedId(artifact) || path.length === 0 || !value.startsWith("=")) throw malformed(text, option);
  const name = `${artifact}.config.${showConfigPath(path)}`;
  return { artifact, path, value: readValue(value.slice(1), `${option} ${name}`), written: `${option} ${text}` };
}

function malformed(text: string, option: string) {
  const at = text.indexOf("=");
  const what = at === -1 ? `"${text}" has no "="` : `"${text.slice(0, at)}" does not name a value of a configuration`;
  return wctError("WCT_USAGE_OVERRIDE", {
    message: `${option}: ${what}`,
    hint: `write ${option} ARTIFACT.config.PATH=VALUE, as in ${option} sales.config.limit=10`,
  });
}

function readValue(text: string, name: string): JsonValue {
  const { problems, document } = readDocument({ file: name, bytes: new TextEncoder().encode(text) });
  const [problem] = problems;
  if (problem === undefined) return document?.value ?? null;
  throw wctError("WCT_USAGE_OVERRIDE", {
    message: `${name}: the value is not valid YAML: ${problem.message}`,
    hint: "write a text with special characters in YAML quotes, inside the quotes of the shell: 'ID.config.KEY=\"*.csv\"'",
  });
}
