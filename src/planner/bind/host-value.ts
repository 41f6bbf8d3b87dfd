import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { diagnostic, listNames, nearest, pathHint } from "../../diagnostics/index.ts";
import { type Digest, isDigest } from "../../domain/index.ts";
import { type HostValue, type HostValueKind, rulesetDigest } from "../../plugin/index.ts";
import { isOverridden, type ValuePath } from "../../runbook/index.ts";
import { sha256 } from "../canonical.ts";
import { digestOrNull, type RulesetFileName } from "../context.ts";
import { lineKey } from "../file-order.ts";
import { type ComponentUse, folderOf, isUnset, nameOf, placeholdersAt, placeOf, showPath } from "./component-use.ts";
import { followExtends, maxRulesetBytes } from "./ruleset-chain.ts";

/** A marked string of a configuration. */
export interface MarkedText {
  readonly path: ValuePath;
  readonly kind: HostValueKind;
  /** With placeholders as written. */
  readonly written: string;
  /** With placeholders substituted. */
  readonly text: string;
  /** For a file: name suffixes of other files that belong to it. */
  readonly beside: readonly string[];
}

/** The host value that a marked string denotes, and the parts of it that affect reuse. */
interface ResolvedMark {
  readonly value: HostValue;
  readonly file?: Digest;
  readonly ruleset?: { readonly uri: string; readonly digest: Digest };
}

/** Resolves a marked string to its host value. Reports mistakes; the value is then only a stand-in. */
export function resolveMark(use: ComponentUse, marked: MarkedText): ResolvedMark {
  switch (marked.kind) {
    case "file":
    case "dir":
      return resolvePath(use, marked, marked.kind);
    case "ruleset":
      return resolveRuleset(use, marked);
    case "secret":
      return resolveSecret(use, marked);
  }
}

/** Reports a secret that is written in the runbook. Points to its key, and hides the lines that contain the value. */
function reportSecretLiteral(use: ComponentUse, path: ValuePath): void {
  const { planning, properties } = use;
  const literal = properties.at(path);
  for (let line = literal.line; line <= literal.endLine; line += 1)
    planning.linesToHide.add(lineKey(literal.file, line));
  const where = isOverridden(literal) ? "directly" : "in the runbook";
  const variable = String(path.findLast((part) => typeof part === "string") ?? "SECRET").toUpperCase();
  planning.report(
    diagnostic("WCT_COMPONENT_SECRET_LITERAL", {
      message: `property "${showPath(path)}" of ${nameOf(use)} is a secret, but its value is written ${where}`,
      hint: `write \${${variable.replace(/[^A-Z0-9_]/g, "_")}} alone, without a default, and set the variable in the environment`,
      location: properties.keyAt(path),
    }),
  );
}

function resolvePath(use: ComponentUse, marked: MarkedText, kind: "file" | "dir"): ResolvedMark {
  const { files } = use.planning;
  const path = files.resolve(folderOf(use), marked.text);
  const value: HostValue = { kind, path, shown: marked.written };
  if (isUnknown(use, marked.path)) return { value };
  const found = files.stat(path);
  const digest = kind === "file" && found.kind === "file" ? digestOfFile(use, path, marked.beside) : null;
  if (kind === "dir" && found.kind === "absent" && use.isElsewhere) return { value };
  if (found.kind !== kind) reportPath(use, marked, found.what);
  else if (kind === "file" && digest === null) reportPath(use, marked, "cannot be read");
  return digest === null ? { value } : { value, file: digest };
}

/**
 * Returns the digest of a file together with the files that belong to it, which are next to the file that a symbolic
 * link leads to. For a single file it is the digest of its bytes. Null if the file cannot be read.
 */
function digestOfFile({ planning }: ComponentUse, path: string, beside: readonly string[]): Digest | null {
  const { files, digestOf } = planning;
  const digest = digestOf(path);
  if (digest === null) return null;
  const real = beside.length === 0 ? path : files.real(path);
  const others = beside.flatMap((suffix) => {
    const { kind, bytes } = files.stat(real + suffix);
    return kind === "file" && bytes > 0 ? [`${suffix} ${digestOf(real + suffix) ?? "unreadable"}`] : [];
  });
  return others.length === 0 ? digest : sha256([digest, ...others].join("\n"));
}

function reportPath(use: ComponentUse, { path, kind, written }: MarkedText, what: string): void {
  const wanted = kind === "dir" ? "folder" : "file";
  use.planning.report(
    diagnostic("WCT_COMPONENT_FILE_MISSING", {
      message: `property "${showPath(path)}" of ${nameOf(use)} names the ${wanted} "${written}", which ${what}`,
      hint: what === "does not exist" ? missingHint(use, { path, written }) : relativeHint(use),
      location: placeOrType(use, path),
    }),
  );
}

const relativeHint = (use: ComponentUse): string =>
  `correct the path; it is relative to the folder of "${use.type.location.file}"`;

/** Suggests how the notation of a path that does not exist may be wrong. */
function missingHint(use: ComponentUse, { path, written }: Pick<MarkedText, "path" | "written">): string {
  const inFile = use.properties.textAt(path) ?? "";
  // In "C:
  // ew" the
  // is a line end, which is easy to miss.
  if (/^".*\\/s.test(inFile)) return "use single quotes, or / between folders: in double quotes \\ begins an escape";
  if (/[*?]/.test(written) && !/[\\~]/.test(written))
    return `name one path: a pattern such as ${written} is not expanded`;
  return pathHint(written, { placeholders: true }) ?? relativeHint(use);
}

function resolveRuleset(use: ComponentUse, marked: MarkedText): ResolvedMark {
  const { files, registry, digestOf } = use.planning;
  const known = registry.rulesets.get(marked.text);
  if (known !== undefined) {
    const path = fileURLToPath(known.file);
    const digest = digestOrNull(() => known.digest);
    if (digest !== null) return withBases(use, marked, { uri: known.uri, path, file: known.uri, digest });
    reportRuleset(use, marked, "cannot be read");
    return { value: { kind: "ruleset", uri: known.uri, path } };
  }
  const path = files.resolve(folderOf(use), marked.text);
  const value: HostValue = { kind: "ruleset", uri: marked.written, path };
  if (isUnknown(use, marked.path)) return { value };
  const found = files.stat(path);
  const isLarge = found.bytes > maxRulesetBytes;
  const digest = found.kind === "file" && !isLarge ? digestOf(path) : null;
  if (digest !== null) {
    const file = isAbsolute(marked.written) ? marked.written : join(folderOf(use), marked.written);
    return withBases(use, marked, { uri: marked.written, path, file, digest });
  }
  const what = found.kind === "file" ? (isLarge ? "is larger than 1 MiB" : "cannot be read") : found.what;
  reportRuleset(use, marked, found.kind === "absent" ? null : what);
  return { value };
}

/** Adds the rulesets that a ruleset extends to its value and its digest, and reports mistakes of `extends`. */
function withBases(
  use: ComponentUse,
  marked: MarkedText,
  { digest, ...first }: RulesetFileName & { readonly digest: Digest },
): ResolvedMark {
  const { registry, report, onRuleset } = use.planning;
  const { bases, problems } = followExtends(first, use.planning);
  for (const problem of problems) report(problem);
  // A path that comes from a variable is not shown.
  const isShown = placeholdersAt(use, marked.path).length === 0;
  const location = placeOrType(use, marked.path);
  onRuleset?.({ component: use.component, files: [first, ...bases], location, isShown });
  const { uri, path } = first;
  if (bases.length === 0) return { value: { kind: "ruleset", uri, path }, ruleset: { uri: marked.written, digest } };
  const digests = bases.map((base) => {
    const known = registry.rulesets.get(base.uri);
    return (known === undefined ? use.planning.digestOf(base.path) : digestOrNull(() => known.digest)) ?? "unreadable";
  });
  const value: HostValue = {
    kind: "ruleset",
    uri,
    path,
    bases: bases.map((base) => ({ uri: base.uri, path: base.path })),
  };
  const whole = rulesetDigest([digest, ...digests]);
  return isDigest(whole) ? { value, ruleset: { uri: marked.written, digest: whole } } : { value };
}

/** Reports an unusable ruleset. `what`: the problem with the file of that name; null if there is no such file. */
function reportRuleset(use: ComponentUse, { path, written }: MarkedText, what: string | null): void {
  if (use.planning.isRegistryPartial === true) return;
  const known = [...use.planning.registry.rulesets.keys()];
  const near = nearest(written, known);
  const choice = known.length === 0 ? "name a YAML file" : `choose one of ${listNames(known)}, or name a YAML file`;
  const property = `property "${showPath(path)}" of ${nameOf(use)}`;
  use.planning.report(
    diagnostic("WCT_COMPONENT_RULESET_UNKNOWN", {
      message:
        what === null
          ? `${property}: "${written}" is neither a known ruleset nor a file`
          : `${property} names the ruleset "${written}", which ${what}`,
      hint: near === undefined ? (pathHint(written, { placeholders: true }) ?? choice) : `write "${near}"`,
      location: placeOrType(use, path),
    }),
  );
}

// Resolves a secret. It must consist of placeholders only, because a literal could hide next to one.
function resolveSecret(use: ComponentUse, { path, written, text }: MarkedText): ResolvedMark {
  const isOnlyPlaceholders = /^(\$\{[A-Za-z_][A-Za-z0-9_]*\})+$/.test(written);
  if (!isOnlyPlaceholders) reportSecretLiteral(use, path);
  return { value: { kind: "secret", value: text, shown: isOnlyPlaceholders ? written : "${SECRET}" } };
}

function isUnknown(use: ComponentUse, path: ValuePath): boolean {
  return placeholdersAt(use, path).some((placeholder) => isUnset(use, placeholder));
}

// Returns the location of a value, or of the component's type for a default value, which the runbook does not contain.
function placeOrType(use: ComponentUse, path: ValuePath) {
  const [key] = path;
  const isWritten = key !== undefined && Object.hasOwn(use.properties.written, key);
  return isWritten ? placeOf(use, path) : use.type.location;
}
