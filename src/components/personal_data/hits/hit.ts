import type { RecogniserId } from "../../rules/index.ts";
import type { RecognisedSpan } from "../recognisers/index.ts";
import type { CompiledRule } from "../rules.ts";
import type { Score } from "../score.ts";

/** A match in a text. Its score includes the words before it. */
export interface Hit {
  /** Undefined for a phrase, which comes from the ruleset and not from a recogniser. */
  readonly recogniser: RecogniserId | undefined;
  readonly compiled: CompiledRule;
  readonly span: RecognisedSpan;
  readonly score: number;
  readonly steps: Score["steps"];
  /** The matched text, if it is written differently in the original, such as `a%40b.de`. */
  readonly text?: string;
  /** The context word before the match, in the spelling of the rule and not of the text. */
  readonly context: string | undefined;
}
