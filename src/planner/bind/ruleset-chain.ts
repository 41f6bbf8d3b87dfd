import { fileURLToPath } from "node:url";
import {
  type Diagnostic,
  diagnostic,
  listNames,
  nearest,
  pathHint,
  type SourceRange,
} from "../../diagnostics/index.ts";
import { type FileAccess, isJsonObject } from "../../domain/index.ts";
import type { Registry } from "../../registry/index.ts";
import { readDocument } from "../../runbook/index.ts";
import type { RulesetFileName } from "../context.ts";

export interface RulesetChain {
  /** The rulesets that the first one extends, the nearest first. */
  readonly bases: readonly RulesetFileName[];
  /** A base that does not exist, and a circle. */
  readonly problems: readonly Diagnostic[];
}

interface ChainContext {
  readonly files: Pick<FileAccess, "stat" | "read" | "resolve" | "dirname">;
  readonly registry: Pick<Registry, "rulesets">;
}

/** Components read at most this much of a ruleset. */
export const maxRulesetBytes = 1024 * 1024;

/** Follows the key `extends` of a ruleset file. Whatever else is wrong with a file is not reported here. */
export function followExtends(first: RulesetFileName, context: ChainContext): RulesetChain {
  const chain = [first];
  const problems: Diagnostic[] = [];
  for (let file: RulesetFileName | undefined = first; file !== undefined; ) {
    const named = extendsOf(file, context);
    if (named === undefined) break;
    const base = baseOf(file, named.uri, context);
    const isCircle = base !== undefined && chain.some(({ path }) => path === base.path);
    if (base === undefined) problems.push(missing(named, context));
    else if (isCircle) problems.push(circle(named, chain));
    else chain.push(base);
    file = isCircle ? undefined : base;
  }
  return { bases: chain.slice(1), problems };
}

interface Named {
  readonly uri: string;
  readonly location: SourceRange;
}

const mayExtend = /(?:^|[\n{,])\s*["']?extends["']?\s*:/;

function extendsOf({ path, file }: RulesetFileName, { files }: ChainContext): Named | undefined {
  const bytes = readOrNull(path, files);
  // Parsing a large ruleset takes long, and few extend another one.
  if (bytes === null || !mayExtend.test(Buffer.from(bytes).toString("utf8"))) return undefined;
  const { document } = readDocument({ file, bytes });
  const uri = isJsonObject(document?.value) ? document.value["extends"] : undefined;
  return document === null || typeof uri !== "string" || uri === ""
    ? undefined
    : { uri, location: document.at(["extends"]) };
}

function readOrNull(path: string, files: ChainContext["files"]): Uint8Array | null {
  try {
    const { kind, bytes } = files.stat(path);
    return kind === "file" && bytes <= maxRulesetBytes ? files.read(path, maxRulesetBytes) : null;
  } catch {
    // The caller reports the file where it is named.
    return null;
  }
}

function baseOf(from: RulesetFileName, uri: string, { files, registry }: ChainContext): RulesetFileName | undefined {
  const known = registry.rulesets.get(uri);
  if (known !== undefined) return { uri, path: fileURLToPath(known.file), file: uri };
  const path = files.resolve(files.dirname(from.path), uri);
  if (files.stat(path).kind !== "file") return undefined;
  const folder = from.file.replace(/[^/\\]*$/, "");
  const file = /^([/\\]|[A-Za-z]:)/.test(uri) ? uri : `${folder}${uri.replace(/^\.\//, "")}`;
  return { uri, path, file };
}

function missing({ uri, location }: Named, { registry }: ChainContext): Diagnostic {
  const known = [...registry.rulesets.keys()];
  const near = nearest(uri, known);
  const choice = `choose one of ${listNames(known)}, or name a YAML file relative to this one`;
  return diagnostic("WCT_RULESET_BASE_UNKNOWN", {
    message: `"${uri}" is neither a known ruleset nor a file, so it cannot be extended`,
    hint: near === undefined ? (pathHint(uri, { placeholders: false }) ?? choice) : `write "${near}"`,
    location,
  });
}

function circle({ uri, location }: Named, chain: readonly RulesetFileName[]): Diagnostic {
  const names = [...chain.map(({ uri: one }) => one), uri];
  return diagnostic("WCT_RULESET_CIRCULAR", {
    message: `rulesets extend each other in a circle: ${names.map((name) => `"${name}"`).join(" → ")}`,
    hint: 'remove "extends" from one of them',
    location,
  });
}
