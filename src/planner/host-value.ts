import { fileURLToPath } from "node:url";
import { diagnostic, listNames, nearest } from "../diagnostics/index.ts";
import type { Digest } from "../domain/index.ts";
import type { HostValue, HostValueKind } from "../plugin/index.ts";
import type { ValuePath } from "../runbook/index.ts";
import { type ComponentUse, isUnset, nameOf, placeholdersAt, placeOf, showPath } from "./component-use.ts";

/** A marked string of a configuration. */
export interface MarkedText {
  readonly path: ValuePath;
  readonly kind: HostValueKind;
  /** Placeholders kept. */
  readonly written: string;
  /** Placeholders substituted. */
  readonly text: string;
}

/** What a marked string stands for, and what of it counts for reuse. */
export interface ResolvedMark {
  readonly value: HostValue;
  readonly file?: Digest;
  readonly ruleset?: { readonly uri: string; readonly digest: Digest };
}

/** Finds what a marked string stands for. What is wrong is reported; the value then only keeps its place. */
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

/** Reports a secret that stands in the runbook. Points to its key, and hides the lines with the value. */
function reportSecretLiteral(use: ComponentUse, path: ValuePath): void {
  const { planning, properties } = use;
  const literal = properties.at(path);
  for (let line = literal.line; line <= literal.endLine; line += 1) planning.linesToHide.add(line);
  const variable = String(path.findLast((part) => typeof part === "string") ?? "SECRET").toUpperCase();
  planning.report(
    diagnostic("WCT_COMPONENT_SECRET_LITERAL", {
      message: `property "${showPath(path)}" of ${nameOf(use)} is a secret, but its value is written in the runbook`,
      hint: `write \${${variable.replace(/[^A-Z0-9_]/g, "_")}} alone, without a default, and set the variable in the environment`,
      location: properties.keyAt(path),
    }),
  );
}

function resolvePath(use: ComponentUse, marked: MarkedText, kind: "file" | "dir"): ResolvedMark {
  const { files, folder, digestOf } = use.planning;
  const path = files.resolve(folder, marked.text);
  const value: HostValue = { kind, path, shown: marked.written };
  if (isUnknown(use, marked.path)) return { value };
  const found = files.stat(path);
  const digest = kind === "file" && found === "file" ? digestOf(path) : null;
  if (found !== kind) reportPath(use, marked, found === "absent" ? "does not exist" : `is a ${word(found)}`);
  else if (kind === "file" && digest === null) reportPath(use, marked, "cannot be read");
  return digest === null ? { value } : { value, file: digest };
}

function word(kind: "file" | "dir"): string {
  return kind === "dir" ? "folder" : "file";
}

function reportPath(use: ComponentUse, { path, kind, written }: MarkedText, what: string): void {
  const wanted = kind === "dir" ? "folder" : "file";
  use.planning.report(
    diagnostic("WCT_COMPONENT_FILE_MISSING", {
      message: `property "${showPath(path)}" of ${nameOf(use)} names the ${wanted} "${written}", which ${what}`,
      hint: `correct the path; it is relative to the folder of "${use.planning.runbook.file}"`,
      location: placeOrType(use, path),
    }),
  );
}

function resolveRuleset(use: ComponentUse, marked: MarkedText): ResolvedMark {
  const { files, folder, registry, digestOf } = use.planning;
  const known = registry.rulesets.get(marked.text);
  if (known !== undefined) {
    const value: HostValue = { kind: "ruleset", uri: known.uri, path: fileURLToPath(known.file) };
    return { value, ruleset: { uri: known.uri, digest: known.digest } };
  }
  const path = files.resolve(folder, marked.text);
  const value: HostValue = { kind: "ruleset", uri: marked.written, path };
  if (isUnknown(use, marked.path)) return { value };
  const digest = files.stat(path) === "file" ? digestOf(path) : null;
  if (digest !== null) return { value, ruleset: { uri: marked.written, digest } };
  reportRuleset(use, marked);
  return { value };
}

function reportRuleset(use: ComponentUse, { path, written }: MarkedText): void {
  const known = [...use.planning.registry.rulesets.keys()];
  const near = nearest(written, known);
  const choice = known.length === 0 ? "name a YAML file" : `choose one of ${listNames(known)}, or name a YAML file`;
  use.planning.report(
    diagnostic("WCT_COMPONENT_RULESET_UNKNOWN", {
      message: `property "${showPath(path)}" of ${nameOf(use)}: "${written}" is neither a known ruleset nor a file`,
      hint: near === undefined ? choice : `write "${near}"`,
      location: placeOrType(use, path),
    }),
  );
}

// A secret is taken only when nothing but placeholders makes it up: around one, a literal could hide.
function resolveSecret(use: ComponentUse, { path, written, text }: MarkedText): ResolvedMark {
  const isOnlyPlaceholders = /^(\$\{[A-Za-z_][A-Za-z0-9_]*\})+$/.test(written);
  if (!isOnlyPlaceholders) reportSecretLiteral(use, path);
  return { value: { kind: "secret", value: text, shown: isOnlyPlaceholders ? written : "${SECRET}" } };
}

function isUnknown(use: ComponentUse, path: ValuePath): boolean {
  return placeholdersAt(use, path).some((placeholder) => isUnset(use, placeholder));
}

// A default is written nowhere in the runbook; the component is.
function placeOrType(use: ComponentUse, path: ValuePath) {
  const [key] = path;
  const isWritten = key !== undefined && Object.hasOwn(use.properties.written, key);
  return isWritten ? placeOf(use, path) : use.type.location;
}
