import type { Report } from "./findings.ts";
import type { Placeholder, ValuePath } from "./model.ts";
import type { SourceText, Span } from "./source-text.ts";
import { quote, type ScalarNode, type TextOf } from "./tree.ts";

/** A part of a string. Offsets count within the string; `text` has its `$${` already turned into `${`. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "placeholder"; readonly name: string; readonly fallback: string | null; readonly span: Span }
  | { readonly kind: "malformed"; readonly span: Span };

const placeholder = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-((?:(?!\$\{)[^}])*))?\}/y;

/** Takes a string apart at its `${NAME}`, `${NAME:-default}` and `$${`. */
function splitPlaceholders(text: string): Piece[] {
  const pieces: Piece[] = [];
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

function pieceAt(text: string, at: number): Exclude<Piece, { kind: "text" }> {
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
  /** Unset variables are warnings and their placeholders stay. */
  readonly noEnv: boolean;
}

export interface Substitution extends Environment {
  readonly source: SourceText;
  readonly report: Report;
  readonly found?: (placeholder: Placeholder) => void;
  /** A string that could not be substituted as a whole. */
  readonly unresolved?: (node: ScalarNode) => void;
}

/** Substitutes placeholders. Values go into the result and nowhere else: no finding holds one. */
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

function substitute(piece: Exclude<Piece, { kind: "text" }>, site: Site): string {
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
  if (value !== undefined) return value.text;
  context.unresolved?.(node);
  context.report({
    code: "WCT_RUNBOOK_ENV_MISSING",
    severity: context.noEnv ? "warning" : "error",
    span,
    message: `environment variable "${piece.name}" is not set`,
    hint: `set ${piece.name}, or write \${${piece.name}:-default}`,
  });
  return written;
}

// As in a shell, `:-` also replaces a variable that is set to nothing.
function lookUp(piece: Extract<Piece, { kind: "placeholder" }>, env: ReadonlyMap<string, string>) {
  const value = env.get(piece.name);
  if (piece.fallback !== null && !value) return { text: piece.fallback, isDefault: true };
  return value === undefined ? undefined : { text: value, isDefault: false };
}

function spanInSource(node: ScalarNode, within: Span): Span {
  if (node.textStart === null) return node.span;
  return { start: node.textStart + within.start, end: node.textStart + within.end };
}
