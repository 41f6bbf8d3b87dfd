import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Diagnostic, diagnostic, listNames, nearest, WctError, wctError } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { NamedPlugin } from "../../registry/index.ts";
import { readDocument, type YamlDocument } from "../../runbook/index.ts";
import { shownPath } from "./files.ts";

/** What `wct.yaml` says. */
export interface Settings {
  readonly plugins: readonly NamedPlugin[];
}

const none: Settings = { plugins: [] };
const keys = ["plugins"];

/** Reads a `wct.yaml`. Throws a WctError with everything that is wrong in it, in file order. */
export function readSettings(cwd: string, path: string): Settings {
  const file = shownPath(cwd, path);
  const read = readDocument({ file, bytes: bytesOf(path, file) });
  const problems = read.ok
    ? problemsOf(read.document)
    : read.problems.map(({ code, ...details }) => diagnostic(code, details));
  const [first, ...rest] = problems;
  if (first !== undefined) throw new WctError([first, ...rest]);
  return read.ok ? { plugins: pluginsOf(read.document, dirname(path)) } : none;
}

function bytesOf(path: string, file: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw wctError("WCT_SETTINGS_UNREADABLE", {
      message: `"${file}" cannot be read`,
      hint: "check its permissions",
      cause,
    });
  }
}

function problemsOf({ value, at, keyAt }: YamlDocument): readonly Diagnostic[] {
  if (value === null) return [];
  if (!isJsonObject(value)) return [bad("wct.yaml must be a mapping", at([]), "write `plugins:` and a list")];
  return Object.entries(value).flatMap(([key, held]) =>
    key === "plugins" ? pluginProblems(held, at) : [unknownKey(key, keyAt([key]))],
  );
}

function unknownKey(key: string, location: Diagnostic["location"]): Diagnostic {
  const near = nearest(key, keys);
  const hint = near === undefined ? `it knows ${listNames(keys)}` : `write "${near}"`;
  return diagnostic("WCT_SETTINGS_UNKNOWN_KEY", {
    message: `wct.yaml has no key ${JSON.stringify(key)}`,
    hint,
    location,
  });
}

function pluginProblems(held: JsonValue, at: YamlDocument["at"]): readonly Diagnostic[] {
  if (held === null) return [];
  if (!Array.isArray(held)) {
    const hint = typeof held === "string" ? `write [${held}]` : "write one `- name` a line";
    return [bad('"plugins" must be a list of packages and paths', at(["plugins"]), hint)];
  }
  return held.flatMap((one, index) =>
    typeof one === "string" && one.trim() !== ""
      ? []
      : [
          bad(
            `"plugins[${index}]" must be the name of a package or a path`,
            at(["plugins", index]),
            "write it as text",
          ),
        ],
  );
}

function pluginsOf({ value, at }: YamlDocument, folder: string): readonly NamedPlugin[] {
  const held = isJsonObject(value) ? value["plugins"] : undefined;
  if (!Array.isArray(held)) return [];
  return held.flatMap((written, index) =>
    typeof written === "string" ? [{ written, folder, location: at(["plugins", index]) }] : [],
  );
}

const bad = (message: string, location: Diagnostic["location"], hint: string): Diagnostic =>
  diagnostic("WCT_SETTINGS_BAD_VALUE", { message, location, hint });
