import { Composer, type CST, type Document, type YAMLError } from "yaml";
import type { ReportProblem, RunbookProblem } from "./problems.ts";
import type { TextSpan } from "./source-text.ts";
import { syntaxWording } from "./syntax-wording.ts";
import { readTokens } from "./tokens.ts";
import type { TreeNode } from "./tree.ts";
import { buildTree } from "./tree-builder.ts";

/**
 * YAML 1.2 core, even if a `%YAML` directive requests another version: no `yes` for true. The tree builder merges `<<`
 * itself, because merged nodes must keep their locations.
 */
const options = {
  version: "1.2",
  schema: "core",
  merge: false,
  resolveKnownTags: false,
  // The library compares every pair of keys; the tree builder detects duplicates in one pass.
  uniqueKeys: false,
  logLevel: "silent",
} as const;

/**
 * Parses a text to a tree of nodes. Returns undefined if the text is empty, or if it is invalid or rejected, which is
 * then reported.
 */
export function composeTree(text: string, report: ReportProblem): TreeNode | undefined {
  const control = notPrintable.exec(text);
  if (control) {
    reportControl(control, report);
    return undefined;
  }
  const tokens = readTokens(text, report);
  if (tokens === undefined) return undefined;
  const second = tokens.filter((token) => token.type === "document")[1];
  if (second) {
    report({
      code: "WCT_RUNBOOK_SEVERAL_DOCUMENTS",
      span: lineAt(text, second.offset),
      message: "a second YAML document starts here",
      hint: "split the file into one file per runbook",
    });
    return undefined;
  }
  const document = composeDocument(tokens, text);
  const errors = [...(document?.errors ?? []), ...(document?.warnings ?? []).filter(isTagProblem)];
  for (const finding of onePerLine(errors, text)) report(finding);
  if (document === undefined || document.errors.length > 0) return undefined;
  return buildTree(document.contents, text, report);
}

// Control characters other than tab and line ends. YAML forbids them, and the lexer uses some internally as marks.
const notPrintable = /[^\P{Cc}\t\n\r\u0085]/u;

function reportControl(match: RegExpExecArray, report: ReportProblem): void {
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  report({
    code: "WCT_RUNBOOK_SYNTAX",
    span: { start: match.index, end: match.index + 1 },
    message: `the control character U+${code} is not allowed in YAML`,
    hint: "remove it, or write it as an escape in double quotes",
  });
}

function composeDocument(tokens: readonly CST.Token[], text: string): Document.Parsed | undefined {
  for (const document of new Composer(options).compose(tokens, true, text.length)) return document;
  return undefined;
}

// Returns whether a warning is about an unknown tag. The library only warns about these, and then guesses a value.
function isTagProblem(warning: YAMLError): boolean {
  return warning.code === "TAG_RESOLVE_FAILED" || warning.code === "BAD_COLLECTION_TYPE";
}

// Returns one error per line. A single mistake often causes several errors on the same line, of which the first is the
// most useful, or errors on every following line.
function onePerLine(errors: readonly YAMLError[], text: string): RunbookProblem[] {
  const byLine = new Map<number, RunbookProblem>();
  let line: TextSpan = { start: 0, end: -1 };
  for (const error of errors) {
    if (byLine.size > 0 && isOutside(error)) continue;
    const span = { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) };
    // Skipped without searching, because a line can be as long as the file and have as many errors.
    if (span.start >= line.start && span.start <= line.end) continue;
    line = lineAt(text, span.start);
    if (byLine.has(line.start)) continue;
    byLine.set(line.start, { code: "WCT_RUNBOOK_SYNTAX", span, ...syntaxWording(error, text, line) });
  }
  return [...byLine.values()];
}

/** Returns whether an error is about text after the end of the document, which the parser found too early. */
function isOutside({ message }: YAMLError): boolean {
  return /in YAML stream/.test(message);
}

/** Returns the line around an offset, without its line end. */
function lineAt(text: string, offset: number): TextSpan {
  const end = text.indexOf("\n", offset);
  return { start: text.lastIndexOf("\n", offset - 1) + 1, end: end === -1 ? text.length : end };
}
