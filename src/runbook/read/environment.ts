import type { Placeholder, ValuePath } from "../model.ts";
import type { ReportProblem, SourceText, TextSpan } from "../yaml/index.ts";
import { maxExpandedCharacters, quote, type ScalarNode, type TextOf } from "../yaml/index.ts";

/** A part of a string. Offsets are within the string; in `text`, `$${` is already replaced by `${`. */
type StringPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "placeholder"; readonly name: string; readonly fallback: string | null; readonly span: TextSpan }
  | { readonly kind: "malformed"; readonly span: TextSpan };

const placeholder = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-((?:(?!\$\{)[^}])*))?\}/y;

/** Splits a string at its `${NAME}`, `${NAME:-default}` and `$${`. */
function splitPlaceholders(text: string): StringPiece[] {
  const pieces: StringPiece[] = [];
  let done = 0;
  const takeText = (end: number, extra = "") => {
    if (end > done || extra) pieces.push({ kind: "text", text: text.slice(done, end) + extra });
  };
  for (let at = text.indexOf("${"); at !== -1; at = text.indexOf("${", done)) {
    if (at > done && text[at - 1] === "$") {
      takeText(at - 1, "${");
      done = at + 2;
      continue;
    }
    takeText(at);
    const piece = pieceAt(text, at);
    pieces.push(piece);
    done = piece.span.end;
  }
  takeText(text.length);
  return pieces;
}

function pieceAt(text: string, at: number): Exclude<StringPiece, { kind: "text" }> {
  placeholder.lastIndex = at;
  const match = placeholder.exec(text);
  if (match?.[1] !== undefined) {
    const span = { start: at, end: at + match[0].length };
    return { kind: "placeholder", name: match[1], fallback: match[2] ?? null, span };
  }
  const close = text.indexOf("}", at);
  return { kind: "malformed", span: { start: at, end: close === -1 ? text.length : close + 1 } };
}

export interface Environment {
  readonly env: ReadonlyMap<string, string>;
  /** If true, unset variables are warnings and their placeholders remain. */
  readonly noEnv: boolean;
  /** Number of characters inserted from variables so far, over the whole runbook. */
  readonly expanded: { characters: number };
}

export interface Substitution extends Environment {
  readonly source: SourceText;
  readonly report: ReportProblem;
  readonly found?: (placeholder: Placeholder) => void;
  /** Called for a string that could not be substituted completely. */
  readonly unresolved?: (node: ScalarNode) => void;
}

/** Substitutes placeholders. Values are only in the result; no problem contains one. */
export function substituting(context: Substitution): TextOf {
  return (node, text, path) => {
    if (!node.hasPlaceholder) return text;
    return splitPlaceholders(text)
      .map((piece) => (piece.kind === "text" ? piece.text : substitute(piece, { context, node, text, path })))
      .join("");
  };
}

interface Site {
  readonly context: Substitution;
  readonly node: ScalarNode;
  readonly text: string;
  readonly path: ValuePath;
}

function substitute(piece: Exclude<StringPiece, { kind: "text" }>, site: Site): string {
  const { context, node, text } = site;
  const written = text.slice(piece.span.start, piece.span.end);
  const span = spanInSource(node, piece.span);
  if (piece.kind === "malformed") {
    context.unresolved?.(node);
    context.report({
      code: "WCT_RUNBOOK_ENV_SYNTAX",
      span,
      message: `${quote(written)} is not a well-formed placeholder`,
      hint: "write ${NAME} or ${NAME:-default}; $${ stands for a literal ${",
    });
    return written;
  }
  const value = lookUp(piece, context.env);
  context.found?.({
    path: site.path,
    variable: piece.name,
    hasDefault: piece.fallback !== null,
    usedDefault: value?.isDefault === true,
    get location() {
      return context.source.range(span);
    },
  });
  if (value !== undefined) return expand(value.text, { site, written, span });
  context.unresolved?.(node);
  context.report({
    code: "WCT_RUNBOOK_ENV_MISSING",
    severity: context.noEnv ? "warning" : "error",
    span,
    message: `environment variable "${piece.name}" is not set`,
    hint: `set ${piece.name}; if it is no secret, \${${piece.name}:-default} gives it a default`,
  });
  return written;
}

/**
 * Returns a value, unless values make the runbook too large. This is reported once, and nothing more is substituted.
 */
function expand(text: string, { site, written, span }: { site: Site; written: string; span: TextSpan }): string {
  const { expanded, report, unresolved } = site.context;
  const before = expanded.characters;
  expanded.characters += text.length;
  if (expanded.characters <= maxExpandedCharacters) return text;
  unresolved?.(site.node);
  if (before <= maxExpandedCharacters) {
    report({
      code: "WCT_RUNBOOK_TOO_LARGE",
      span,
      message: "the values of environment variables make the runbook too large",
      hint: "write fewer placeholders, or put long values into a file that a component reads",
    });
  }
  return written;
}

// Looks up a variable. As in a shell, `:-` also replaces an empty value.
function lookUp(piece: Extract<StringPiece, { kind: "placeholder" }>, env: ReadonlyMap<string, string>) {
  const value = env.get(piece.name);
  if (piece.fallback !== null && !value) return { text: piece.fallback, isDefault: true };
  return value === undefined ? undefined : { text: value, isDefault: false };
}

function spanInSource(node: ScalarNode, within: TextSpan): TextSpan {
  if (node.textStart === null) return node.span;
  return { start: node.textStart + within.start, end: node.textStart + within.end };
}
