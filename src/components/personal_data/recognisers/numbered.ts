import type { RecogniserId } from "../../rules/index.ts";
import { findNumbers, type NumberGroup, type NumberMatch, testNumber } from "../national_numbers/index.ts";
import type { Recogniser, Verdict } from "./recogniser.ts";

/** Recognises numbers that states give to persons, by check digits and by the words around them. */
export const nationalNumber = recogniserOf("national_number", "government");

/** Recognises tax numbers of persons. */
export const taxNumber = recogniserOf("tax_number", "tax");

/** Recognises number plates and chassis numbers behind their words. */
export const vehicleNumber = recogniserOf("vehicle_number", "vehicle");

/** Recognises numbers of students, employees, customers and members behind their words. */
export const accountNumber = recogniserOf("account_number", "account");

function recogniserOf(id: RecogniserId, group: NumberGroup): Recogniser {
  return {
    id,
    isValidator: true,
    needsDigit: true,
    *find(text) {
      for (const match of findNumbers(text)) {
        if (match.kind.group === group) yield { ...judge(match), start: match.start, end: match.end };
      }
    },
    test(value, { isNamed }) {
      const trimmed = value.trim();
      const match = testNumber(trimmed, { group, isNamed });
      if (match === undefined) return undefined;
      const verdict = judge(match);
      if (isNamed) return { ...verdict, score: match.kind.check === undefined ? 0.75 : 0.85 };
      // In a column without a name, nearly all values must pass: a lower share takes the score below the threshold.
      return match.kind.alone?.test(trimmed) === true ? verdict : { ...verdict, score: unnamedColumn };
    },
  };
}

const unnamedColumn = 0.52;

function judge({ kind, compact, isLabelled }: Pick<NumberMatch, "kind" | "compact" | "isLabelled">): Verdict {
  const isChecked = kind.check?.(compact) === true;
  const score = isLabelled ? (isChecked ? 0.9 : 0.7) : isChecked ? 0.6 : 0.55;
  const notes = [
    kind.name,
    ...(isChecked ? ["check digits"] : []),
    ...(isLabelled ? ["word near it"] : ["distinctive form"]),
  ];
  return { value: compact, score, notes };
}
