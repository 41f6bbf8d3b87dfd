import type { ExpressionFault } from "../../run/index.ts";

/** On which of its hits a breakpoint stops. */
export interface HitCondition {
  readonly text: string;
  /** `hits`: how often the breakpoint was hit, this time included, from 1. */
  readonly stops: (hits: number) => boolean;
}

const forms = 'write 3, "== 3", ">= 3", "> 3", "<= 3", "< 3" or "% 2"';

/** Parses a hit condition. A number alone means that hit only; `% 2` means every second hit. */
export function parseHitCondition(text: string): HitCondition | ExpressionFault {
  const fault = (message: string, hint = forms): ExpressionFault => ({ message, hint, start: 0, end: text.length });
  const [, sign = "==", digits = ""] = /^\s*(==|=|>=|<=|>|<|%)?\s*(\d+)\s*$/.exec(text) ?? [];
  if (digits === "") {
    return fault(text.trim() === "" ? "the hit condition is empty" : `"${text}" is not a hit condition`);
  }
  const number = Number(digits);
  if (!Number.isSafeInteger(number)) return fault(`"${digits}" is too large`, "write a smaller number");
  if (sign === "%" && number === 0) return fault('"% 0" has no meaning', "write % and a number from 1");
  const stops = predicates[sign as keyof typeof predicates](number);
  const isNever = !stops(1) && !stops(number) && !stops(number + 1);
  return isNever ? fault(`"${text.trim()}" never stops`, "hits are counted from 1") : { text, stops };
}

const equals = (number: number) => (hits: number) => hits === number && hits > 0;
const predicates = {
  "=": equals,
  "==": equals,
  ">=": (number: number) => (hits: number) => hits >= number,
  ">": (number: number) => (hits: number) => hits > number,
  "<=": (number: number) => (hits: number) => hits <= number && hits > 0,
  "<": (number: number) => (hits: number) => hits < number && hits > 0,
  "%": (number: number) => (hits: number) => hits % number === 0,
};
