import { Composer, type CST, type Document, type YAMLError } from "yaml";
import type { Finding, Report } from "./findings.ts";
import type { Span } from "./source-text.ts";
import { readTokens } from "./tokens.ts";
import type { TreeNode } from "./tree.ts";
import { buildTree } from "./tree-builder.ts";

/** YAML 1.2 core, whatever a `%YAML` directive says: no merge keys, no `yes` for true. */
const options = {
  version: "1.2",
  schema: "core",
  merge: false,
  resolveKnownTags: false,
  // The library compares every pair of keys; the tree builder checks in one pass.
  uniqueKeys: false,
  logLevel: "silent",
} as const;

/** A text as a tree of nodes; undefined when it is not YAML, is empty, or was refused (then it was reported). */
export function composeTree(text: string, report: Report): TreeNode | undefined {
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

// Control characters other than tab and line ends. YAML forbids them, and the lexer uses some as marks of its own.
const notPrintable = /[^\P{Cc}\t\n\r\u0085]/u;

function reportControl(match: RegExpExecArray, report: Report): void {
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

// The library only warns about tags that it does not know, and then guesses a value.
function isTagProblem(warning: YAMLError): boolean {
  return warning.code === "TAG_RESOLVE_FAILED" || warning.code === "BAD_COLLECTION_TYPE";
}

// One slip makes the parser stumble several times on the same line; the first says most.
function onePerLine(errors: readonly YAMLError[], text: string): Finding[] {
  const byLine = new Map<number, Finding>();
  let line: Span = { start: 0, end: -1 };
  for (const error of errors) {
    const span = { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) };
    // A line can be as long as the file, and have as many errors.
    if (span.start >= line.start && span.start <= line.end) continue;
    line = lineAt(text, span.start);
    if (byLine.has(line.start)) continue;
    const { message, hint } = wording(error, text.slice(line.start, line.end));
    byLine.set(line.start, { code: "WCT_RUNBOOK_SYNTAX", span, message, hint });
  }
  return [...byLine.values()];
}

function wording(error: YAMLError, line: string): { message: string; hint: string | undefined } {
  const closing = missingEnd(error);
  const message = closing ? `a ${closing} is missing before this` : plainWords[error.code];
  const hint = closing ? `add the closing ${closing}` : hints[error.code];
  return {
    message: message ?? `this is not well-formed YAML: ${lowerFirst(error.message)}`,
    hint: hasFlowPlaceholder(line) ? 'Write a placeholder within { } or [ ] in quotes: "${NAME}"' : hint,
  };
}

function hasFlowPlaceholder(line: string): boolean {
  const first = line.search(/[{[,]/);
  return first !== -1 && line.lastIndexOf("${") > first;
}

function missingEnd({ message }: YAMLError): string | undefined {
  return /end with a ([\]}])/.exec(message)?.[1] ?? /^Missing closing (["'])/.exec(message)?.[1];
}

const plainWords: { readonly [Code in YAMLError["code"]]?: string } = {
  TAB_AS_INDENT: "a tab is used as indentation",
  BLOCK_AS_IMPLICIT_KEY: "a second `key: value` starts where a value is expected",
  MULTILINE_IMPLICIT_KEY: "a key runs over several lines, or its colon is missing",
  TAG_RESOLVE_FAILED: "a tag that runbooks do not know",
  BAD_COLLECTION_TYPE: "a tag that does not fit what it stands before",
};

const hints: { readonly [Code in YAMLError["code"]]?: string } = {
  TAB_AS_INDENT: "indent with spaces",
  BLOCK_AS_IMPLICIT_KEY: "put it on a line of its own, or quote the value if its colon belongs to the text",
  MULTILINE_IMPLICIT_KEY: "add a colon and a space after the key",
  BAD_INDENT: "Align it with its neighbours",
  TAG_RESOLVE_FAILED: "remove the tag",
  BAD_COLLECTION_TYPE: "remove the tag",
};

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** The line around an offset, without its end. */
function lineAt(text: string, offset: number): Span {
  const end = text.indexOf("\n", offset);
  return { start: text.lastIndexOf("\n", offset - 1) + 1, end: end === -1 ? text.length : end };
}
