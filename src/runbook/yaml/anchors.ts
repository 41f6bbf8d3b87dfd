import { nearest } from "../../diagnostics/index.ts";
import type { ReportProblem, RunbookProblem } from "./problems.ts";
import { inQuotes, plainTextFrom } from "./quoting.ts";
import type { TextSpan } from "./source-text.ts";
import { quote, type TreeNode } from "./tree.ts";

interface Anchor {
  /** "open" while the node is being built. */
  node: TreeNode | "open";
  readonly isScalar: boolean;
  /** Offset at which the node with the anchor starts. */
  readonly before: number;
  isUsed: boolean;
}

const mostCompared = 200;

/** The anchors of the part of a text that was read so far. */
export class Anchors {
  readonly #text: string;
  readonly #byName = new Map<string, Anchor>();
  #names: ReadonlySet<string> | undefined;
  readonly #all: { readonly name: string; readonly anchor: Anchor }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Opens an anchor; `before` is the offset at which its node starts. Returns a function to call with the complete
   * node.
   */
  open(name: string, { before, isScalar }: { readonly before: number; readonly isScalar: boolean }) {
    const anchor: Anchor = { node: "open", isScalar, before, isUsed: false };
    this.#byName.set(name, anchor);
    this.#all.push({ name, anchor });
    return (node: TreeNode): void => {
      anchor.node = node;
    };
  }

  /** Returns the node that an alias names, or the problem with the alias. */
  resolve(name: string, span: TextSpan): TreeNode | RunbookProblem {
    const anchor = this.#byName.get(name);
    if (anchor === undefined) return this.#unknown(name, span);
    anchor.isUsed = true;
    if (anchor.node !== "open") return anchor.node;
    const message = `alias "${name}" is inside its own anchor`;
    return { code: "WCT_RUNBOOK_SYNTAX", span, message, hint: "write the value out" };
  }

  /**
   * Reports an unknown alias. A `*` with a valid name is probably an alias; anything else, such as `*.txt`, is probably
   * a text without quotes.
   */
  #unknown(name: string, span: TextSpan): RunbookProblem {
    const written = plainTextFrom(this.#text, span.start);
    const isName = /^[\w-]+$/.test(name) && written === `*${name}`;
    // Limited, because a file with many mistakes would take minutes to compare.
    const near = this.#byName.size > mostCompared ? undefined : nearest(name, this.#byName.keys());
    const text = `if * belongs to the text, write it in quotes: ${inQuotes(written)}`;
    const known = near === undefined ? `write the value out, or, ${text}` : `write *${near}`;
    const isLater = this.#written().has(name);
    const hint = isLater ? "write the anchor at the first use of the value, and the alias after it" : known;
    return {
      code: "WCT_RUNBOOK_SYNTAX",
      span,
      message: isName
        ? `no anchor ${quote(name)} before this`
        : `* at the beginning names an alias, and there is no anchor ${quote(name)}`,
      hint: isName ? hint : `write it in quotes: ${inQuotes(written)}`,
    };
  }

  /** Returns the names of all anchors in the text, including those after the current position. */
  #written(): ReadonlySet<string> {
    this.#names ??= new Set(this.#text.matchAll(/(?<![^\s,[{])&([^\s,[\]{}]+)/g).map(([, name = ""]) => name));
    return this.#names;
  }

  /** Warns about texts that lose their start to an unused anchor: `&co partners` is read as `partners`. */
  reportUnused(report: ReportProblem, isExempt: (offset: number) => boolean): void {
    for (const { name, anchor } of this.#all) {
      const { node, before, isScalar, isUsed } = anchor;
      const isText = isScalar && node !== "open" && node.kind === "scalar" && node.written !== "";
      if (!isText || isUsed || isExempt(before)) continue;
      const start = this.#text.lastIndexOf(`&${name}`, before);
      report({
        code: "WCT_RUNBOOK_SYNTAX",
        severity: "warning",
        span: { start, end: start + name.length + 1 },
        message: `"&${name}" declares an anchor that is never used, and is not part of the text`,
        hint: `remove it, or write the text in quotes: ${inQuotes(plainTextFrom(this.#text, start))}`,
      });
    }
  }
}
