import type { Facts } from "./facts.ts";
import type { Random } from "./random.ts";

type Bounds = Pick<Facts, "minimum" | "maximum" | "above" | "below" | "multiples">;

/** Width of the range from which numbers without bounds are taken. */
const usual = 100;
const tries = 200;

/** Returns a number within bounds; null if none was found. */
export function numberWithin(
  facts: Bounds,
  { isInteger, random }: { readonly isInteger: boolean; readonly random: Random },
): number | null {
  const least = Math.max(facts.minimum, facts.above);
  const most = Math.min(facts.maximum, facts.below);
  const from = Number.isFinite(least) ? least : Math.min(0, most - usual);
  const step = facts.multiples.length === 0 ? (isInteger ? 1 : stepFor(most - from)) : Math.max(...facts.multiples);
  const isFine = (value: number): boolean =>
    isWithin(facts, value) &&
    (!isInteger || Number.isInteger(value)) &&
    facts.multiples.every((multiple) => Number.isInteger(value / multiple));
  const first = Math.ceil(from / step);
  const last = Math.floor(Math.min(most, from + Math.max(usual, step * usual)) / step);
  for (let attempt = 0; attempt < tries && last >= first; attempt += 1) {
    const value = timesStep(random.integer(first, last), step);
    if (isFine(value)) return value;
  }
  // Several multiples have few values in common.
  for (let count = first; count <= Math.min(last, first + 100_000); count += 1) {
    const value = timesStep(count, step);
    if (isFine(value)) return value;
  }
  return [from, most, (from + most) / 2].find(isFine) ?? null;
}

function isWithin({ minimum, maximum, above, below }: Bounds, value: number): boolean {
  return Number.isFinite(value) && value >= minimum && value <= maximum && value > above && value < below;
}

/** Returns a step that gives readable numbers and leaves a choice between the bounds. */
function stepFor(width: number): number {
  if (!Number.isFinite(width) || width >= 20) return 0.5;
  return width <= 0 ? 1 : 10 ** (Math.floor(Math.log10(width)) - 2);
}

/** Multiplies without the error of binary fractions, as far as decimals go: 3 times 0.1 is 0.3. */
function timesStep(count: number, step: number): number {
  const exact = count * step;
  const [, fraction = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e(-?\d+))?$/.exec(String(step)) ?? [];
  const decimals = fraction.length - Number(exponent);
  return decimals <= 0 || decimals > 20 ? exact : Number(exact.toFixed(decimals));
}
