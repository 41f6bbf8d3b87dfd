import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, listNames, nearest, pathHint, wctError } from "../../diagnostics/index.ts";
import { findPath, readStart } from "../../files/index.ts";
import { followExtends, maxRulesetBytes, type RulesetFileName } from "../../planner/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { Host } from "../host/index.ts";
import { type ReadRuleset, readRuleset } from "./issues.ts";

interface OpenedRuleset {
  /** The ruleset, then those that it extends, the nearest first. */
  readonly sources: readonly ReadRuleset[];
  /** Bases that do not exist, and circles. */
  readonly problems: readonly Diagnostic[];
}

const files: Parameters<typeof followExtends>[1]["files"] = {
  stat: (path) => {
    const found = findPath(path);
    return { ...found, kind: found.kind === "folder" ? "dir" : found.kind };
  },
  read: readStart,
  resolve,
  dirname,
};

/** Reads a ruleset by its URI or path, with those that it extends. Throws WCT_RULESET_UNREADABLE. */
export function openRuleset(host: Host, named: string, registry: Registry): OpenedRuleset {
  const first = nameOf(host, named, registry);
  const { bases, problems } = followExtends(first, { files, registry });
  const sources = [first, ...bases].map(({ uri, path, file }) => readRuleset({ uri, file, bytes: bytesOf(path, uri) }));
  return { sources, problems };
}

function nameOf({ cwd }: Host, named: string, { rulesets }: Registry): RulesetFileName {
  const known = rulesets.get(named);
  if (known !== undefined) return { uri: named, path: fileURLToPath(known.file), file: named };
  const path = resolve(cwd, named);
  const { kind, what } = findPath(path);
  if (kind === "file") return { uri: named, path, file: named };
  const near = nearest(named, rulesets.keys());
  const choice = `name a YAML file, or one of ${listNames([...rulesets.keys()])}`;
  const isUri = /^[a-z0-9_.-]+(\/[A-Za-z0-9_.-]+){2}$/.test(named) && kind === "absent";
  throw wctError("WCT_RULESET_UNREADABLE", {
    message: isUri ? `"${named}" is neither a known ruleset nor a file` : `ruleset "${named}" ${what}`,
    hint: near === undefined ? (pathHint(named) ?? choice) : `did you mean "${near}"?`,
  });
}

function bytesOf(path: string, uri: string): Uint8Array {
  const unreadable = (message: string, hint: string) => wctError("WCT_RULESET_UNREADABLE", { message, hint });
  let bytes: Uint8Array;
  try {
    bytes = readStart(path, maxRulesetBytes + 1);
  } catch {
    throw unreadable(`ruleset "${uri}" cannot be read`, "correct the permissions of the file");
  }
  if (bytes.length > maxRulesetBytes) throw unreadable(`ruleset "${uri}" is larger than 1 MiB`, "split the ruleset");
  return bytes;
}
