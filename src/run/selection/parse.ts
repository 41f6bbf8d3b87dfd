import { listNames, nearest } from "../../diagnostics/index.ts";
import type { ArtifactStatus } from "../../domain/index.ts";
import { type SelectionInput, selectionError, type Token, type TokenRange, tokensOf } from "./tokens.ts";

/** The artifacts that are named before inputs or dependents are added. */
export type SelectionMatch =
  /** `written`: a name or a pattern; inside double quotes, always a name. */
  | { readonly kind: "artifact" | "tag"; readonly written: string; readonly at: TokenRange }
  | { readonly kind: "status"; readonly status: ArtifactStatus; readonly at: TokenRange };

/** A parsed expression. */
export type Selection =
  | SelectionMatch
  /** Adds inputs and dependents, so many steps away; Infinity: all. */
  | { readonly kind: "reach"; readonly of: Selection; readonly inputs: number; readonly dependents: number }
  | { readonly kind: "not"; readonly of: Selection }
  | { readonly kind: "and" | "or"; readonly of: readonly Selection[] };

/** The statuses that `status:` may name. */
export const selectableStatuses: readonly ArtifactStatus[] = [
  "pending",
  "running",
  "completed",
  "reused",
  "failed",
  "skipped",
  "interrupted",
];

/** Reading and evaluating deeper expressions would need too much of the stack. */
const deepest = 200;

/**
 * Parses `a`, `find*`, `+a`, `a+`, `1+a+2`, `tag:x`, `status:failed`, `+(a, b)`, `not`, `and`, and `or` or a comma. `+`
 * has the highest precedence, then `not`, then `and`. Throws WCT_USAGE_SELECTION with the position.
 */
export function parseSelection(source: SelectionInput): Selection {
  const parser = new Parser(source);
  const parsed = parser.either();
  const rest = parser.peek();
  if (rest === undefined) return parsed;
  throw selectionError(source, rest, unexpected(rest), joinHint(rest));
}

const unexpected = ({ kind, text }: Token): string =>
  kind === ")" ? 'there is no "(" to this ")"' : `"${text}" follows without "and", "or" or a comma`;

function joinHint({ kind, text }: Token): string {
  const word = text.toLowerCase();
  if (word !== text && (word === "and" || word === "or")) return `write "${word}" in lower case`;
  if (kind === "+") return "write + directly before or after an artifact, without a space";
  return "join artifacts with a comma, and, or";
}

/** Has one method for each level of precedence. */
class Parser {
  readonly #source: SelectionInput;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(source: SelectionInput) {
    this.#source = source;
    this.#tokens = tokensOf(source);
  }

  peek(offset = 0): Token | undefined {
    return this.#tokens[this.#next + offset];
  }

  either(): Selection {
    return this.#joined("or", () => this.#joined("and", () => this.#single()));
  }

  #joined(kind: "and" | "or", operand: () => Selection): Selection {
    const of = [operand()];
    while (this.#isWord(kind) || (kind === "or" && this.peek()?.kind === ",")) {
      this.#next += 1;
      of.push(operand());
    }
    return of.length === 1 ? of[0]! : { kind, of };
  }

  #single(): Selection {
    if (!this.#isWord("not")) return this.#reach();
    return this.#nested(() => ({ kind: "not", of: this.#single() }));
  }

  /** Parses what `+` before and after it widen. A `+` belongs to what it touches. */
  #reach(): Selection {
    const [inputs, length] = this.#stepsBefore();
    this.#next += length;
    const of = this.#core();
    const dependents = this.#stepsAfter();
    return inputs === 0 && dependents === 0 ? of : { kind: "reach", of, inputs, dependents };
  }

  /** Returns the steps that `+` or `2+` adds, and the number of its tokens. */
  #stepsBefore(): readonly [steps: number, length: number] {
    const first = this.peek();
    if (first?.kind === "+") {
      if (this.#touches(1)) return [Number.POSITIVE_INFINITY, 1];
      throw selectionError(this.#source, first, '"+" is not directly before an artifact', joinHint(first));
    }
    const isCount = first !== undefined && isStepCount(first) && this.peek(1)?.kind === "+";
    return isCount && this.#touches(1) && this.#touches(2) ? [Number(first.text), 2] : [0, 0];
  }

  #stepsAfter(): number {
    if (this.peek()?.kind !== "+" || !this.#touches(0)) return 0;
    this.#next += 1;
    const count = this.peek();
    if (count === undefined || !this.#touches(0)) return Number.POSITIVE_INFINITY;
    if (!isStepCount(count)) {
      if (!/^\d+$/.test(count.text)) return Number.POSITIVE_INFINITY;
      const what = `"${count.text}" is too large a number of steps`;
      throw selectionError(this.#source, count, what, "write a smaller number, or none for all steps");
    }
    this.#next += 1;
    return Number(count.text);
  }

  /** Returns whether no space is between the token at an offset and the one before it. */
  #touches(offset: number): boolean {
    return this.peek(offset - 1)?.end === this.peek(offset)?.start;
  }

  #core(): Selection {
    const token = this.peek();
    if (token === undefined) throw missing(this.#source, this.#end());
    if (token.kind === "word" && !["and", "or", "not"].includes(token.text)) {
      this.#next += 1;
      return matchOf(this.#source, token);
    }
    if (token.kind !== "(") throw missing(this.#source, token);
    return this.#nested(() => this.#bracket());
  }

  #bracket(): Selection {
    const inner = this.either();
    const close = this.peek();
    if (close?.kind !== ")") {
      const what = close === undefined ? "a bracket is not closed" : unexpected(close);
      throw selectionError(
        this.#source,
        close ?? this.#end(),
        what,
        close === undefined ? 'write ")"' : joinHint(close),
      );
    }
    this.#next += 1;
    return inner;
  }

  /** Skips the token that opens a level, and parses the level. */
  #nested(parse: () => Selection): Selection {
    this.#depth += 1;
    if (this.#depth > deepest) {
      const hint = "remove brackets, or select in other words";
      throw selectionError(this.#source, this.peek()!, `more than ${deepest} levels of brackets and "not"`, hint);
    }
    this.#next += 1;
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  #isWord(word: string): boolean {
    const token = this.peek();
    return token?.kind === "word" && token.text === word;
  }

  #end(): TokenRange {
    const { length } = this.#source.text;
    return { start: length, end: length };
  }
}

const isStepCount = ({ kind, text }: Token): boolean => kind === "word" && /^\d{1,9}$/.test(text);

function missing(
  source: SelectionInput,
  at: TokenRange & { readonly text?: string },
): ReturnType<typeof selectionError> {
  const found = at.text === undefined ? "an artifact is missing" : `an artifact is missing before "${at.text}"`;
  return selectionError(source, at, found, "write an artifact id, a pattern, tag:NAME or status:STATUS");
}

function matchOf(source: SelectionInput, token: Token): SelectionMatch {
  const { text, start, end } = token;
  const at = { start, end };
  const [, method, value = ""] = /^(\w+):(.*)$/s.exec(text) ?? [];
  if (method === undefined) return { kind: "artifact", written: text, at };
  if (method === "status") return { kind: "status", status: statusOf(source, token, value), at };
  if (method === "tag" && value !== "") return { kind: "tag", written: value, at };
  const what = method === "tag" ? '"tag:" names no tag' : `"${text}" is neither tag:NAME nor status:STATUS`;
  throw selectionError(source, token, what, "write tag:NAME or status:STATUS");
}

function statusOf(source: SelectionInput, token: Token, written: string): ArtifactStatus {
  const status = selectableStatuses.find((one) => one === written);
  if (status !== undefined) return status;
  const near = nearest(written, selectableStatuses);
  const hint = near === undefined ? `write one of ${listNames(selectableStatuses, 7)}` : `write "status:${near}"`;
  throw selectionError(source, token, `"${written}" is not a status of artifacts`, hint);
}
