import type { DebugProtocol } from "@vscode/debugprotocol";
import { wctError } from "../../diagnostics/index.ts";

export type ShownVariable = DebugProtocol.Variable;

/** Which children of a variable a client wants. */
export interface ChildPage {
  /** Undefined: both kinds. */
  readonly kind: "named" | "indexed" | undefined;
  readonly start: number;
  /** Undefined: as many as are shown at once. */
  readonly count: number | undefined;
  readonly signal: AbortSignal;
}

/** A variable that can be expanded. Nothing is read before it is. */
export interface Expandable {
  readonly children: (page: ChildPage) => Promise<readonly ShownVariable[]> | readonly ShownVariable[];
  /** Changes a child; absent if none can be changed. `written` is what the user typed. */
  readonly set?: ((name: string, written: string) => Promise<ShownVariable>) | undefined;
}

/**
 * The variables that a client may expand, by number. They are valid until the session moves. A number is never used
 * again, so that one of an earlier stop is recognised.
 */
export class VariableReferences {
  readonly #expandable = new Map<number, Expandable>();
  #last = 0;

  add(expandable: Expandable): number {
    this.#last += 1;
    this.#expandable.set(this.#last, expandable);
    return this.#last;
  }

  /** Throws WCT_DEBUG_NOT_NOW for a variable of an earlier stop. */
  get(reference: number): Expandable {
    const found = this.#expandable.get(reference);
    if (found !== undefined) return found;
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: `the variable ${reference} is of an earlier stop`,
      hint: "request the scopes of this stop",
    });
  }

  clear(): void {
    this.#expandable.clear();
  }
}
