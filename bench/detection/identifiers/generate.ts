import { stdnum, type Validator } from "stdnum";
import type { Random } from "../random.ts";
import type { IdentifierKind } from "./kinds.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const mostTries = 500;

/** The validator in stdnum of a kind. */
export function validatorOf({ country, key }: IdentifierKind): Validator {
  const validator = stdnum[country]?.[key];
  if (validator === undefined) throw new Error(`stdnum has no validator ${country}.${key}`);
  return validator;
}

/** Returns a valid number of a kind, as its country writes it in about half of the calls and otherwise compact. */
export function validIdentifier(kind: IdentifierKind, random: Random): string {
  const validator = validatorOf(kind);
  for (let tries = 0; tries < mostTries; tries++) {
    const found = completions(kind.make(random)).find((one) => validator.validate(one).isValid);
    if (found === undefined) continue;
    const write = kind.write ?? validator.format;
    return random.chance(0.5) ? write(found) : found;
  }
  throw new Error(`no valid number of ${kind.country}.${kind.key} in ${mostTries} tries`);
}

/**
 * Returns the number with one digit changed such that its validator refuses it, or undefined if no such change is found:
 * kinds without a check digit accept most changes.
 */
export function mutatedIdentifier(kind: IdentifierKind, valid: string, random: Random): string | undefined {
  const places = [...valid].flatMap((character, at) => (/\d/.test(character) ? [at] : []));
  for (let tries = 0; tries < 5; tries++) {
    const at = random.pick(places);
    const other = random.pick([..."0123456789"].filter((digit) => digit !== valid[at]));
    const mutated = valid.slice(0, at) + other + valid.slice(at + 1);
    if (!validatorOf(kind).validate(mutated).isValid) return mutated;
  }
  return undefined;
}

/** All ways to fill in the unknown check characters. */
function completions(pattern: string): readonly string[] {
  const at = pattern.search(/[?@]/);
  if (at < 0) return [pattern];
  const choices = pattern[at] === "?" ? "0123456789" : letters;
  return [...choices].flatMap((choice) => completions(pattern.slice(0, at) + choice + pattern.slice(at + 1)));
}
