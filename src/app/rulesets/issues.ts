import type { RulesetIssue } from "../../components/index.ts";
import { type Diagnostic, type DiagnosticCode, diagnostic, listNames, nearest } from "../../diagnostics/index.ts";
import { readDocument, type YamlDocument } from "../../runbook/index.ts";

/** A ruleset file that was read: its content as plain data, with locations. */
export interface ReadRuleset {
  readonly uri: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Null if the YAML has errors. */
  readonly document: () => YamlDocument | null;
  readonly plain: () => unknown;
  /** Errors of the YAML. */
  readonly problems: () => readonly Diagnostic[];
}

/** Prepares a file. It is parsed when its content is first needed, because that of built-in rulesets seldom is. */
export function readRuleset({ uri, file, bytes }: Pick<ReadRuleset, "uri" | "file" | "bytes">): ReadRuleset {
  let read: ReturnType<typeof readDocument> | undefined;
  const parsed = () => (read ??= readDocument({ file, bytes }));
  const document = () => (parsed().problems.length > 0 ? null : parsed().document);
  return {
    ...{ uri, file, bytes, document },
    plain: () => document()?.value ?? null,
    problems: () =>
      parsed().problems.map(({ message, hint, location }) =>
        diagnostic("WCT_RULESET_INVALID", { message, hint: hint ?? "correct the line", location }),
      ),
  };
}

/** Locates an issue of a ruleset in its file, and suggests the nearest of the names that were possible. */
export function issueDiagnostic(issue: RulesetIssue, { document }: ReadRuleset): Diagnostic {
  const { severity, path, message, unknown } = issue;
  const at = document();
  const isKey = unknown !== undefined && unknown.written === path.at(-1);
  const location = isKey ? at?.keyAt(path) : at?.at(path);
  return diagnostic(codeOf(issue), { severity, message, hint: issue.hint ?? hintOf(unknown), location });
}

function hintOf(unknown: RulesetIssue["unknown"]): string | undefined {
  if (unknown === undefined) return undefined;
  const near = nearest(unknown.written, unknown.known);
  return near === undefined ? `choose one of ${listNames(unknown.known, 12)}` : `write "${near}"`;
}

function codeOf({ severity, about }: RulesetIssue): DiagnosticCode {
  if (severity === "warning") return "WCT_RULESET_DOUBTFUL";
  switch (about) {
    case "format":
    case "rules":
      return "WCT_RULESET_INVALID";
    case "pattern":
      return "WCT_RULESET_PATTERN_INVALID";
    case "slow_pattern":
      return "WCT_RULESET_PATTERN_SLOW";
  }
}
