import { loadRecheck } from "./load-recheck.ts";

/** How the time of a regular expression grows with the length of a text. */
type TimeVerdict =
  | { readonly kind: "bounded" }
  | {
      readonly kind: "slow";
      /** `exponential`, or the degree of a polynomial in words. */
      readonly growth: string;
      /** A text that takes long, as an expression of JavaScript. */
      readonly attack: string;
      /** The repetition that causes it; null if the checker does not know. */
      readonly hotspot: string | null;
    }
  | { readonly kind: "unknown" };

/** Longer than any pattern of a ruleset needs, so that the result does not depend on the machine. */
const timeout = 60_000;

/** Checks a regular expression. Time up to the second power is bounded, because texts are searched in short parts. */
export function checkTime(source: string, flags: string): TimeVerdict {
  const result = loadRecheck().checkSync(source, flags, { timeout, attackTimeout: null, incubationTimeout: null });
  if (result.status === "safe") return { kind: "bounded" };
  if (result.status === "unknown") return { kind: "unknown" };
  const { complexity, attack, hotspot } = result;
  const isBounded = complexity.type === "polynomial" && complexity.degree < 3;
  if (isBounded) return { kind: "bounded" };
  const hot = hotspot.find(({ temperature }) => temperature === "heat") ?? hotspot[0];
  return {
    kind: "slow",
    growth: complexity.type === "exponential" ? "exponential" : `polynomial (degree ${complexity.degree})`,
    attack: attack.pattern,
    hotspot: hot === undefined ? null : source.slice(hot.start, hot.end),
  };
}
