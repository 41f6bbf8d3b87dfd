import { criminal } from "./criminal.ts";
import { employer } from "./employer.ts";
import { family } from "./family.ts";
import { health } from "./health.ts";
import { income } from "./income.ts";
import { religion } from "./religion.ts";
import type { SaidOfPerson, Statement } from "./statement.ts";
import { union } from "./union.ts";

/** All ways to say something of a person, in the order of their categories. */
const statements: readonly Statement[] = [
  ...income,
  ...family,
  ...religion,
  ...union,
  ...health,
  ...criminal,
  ...employer,
];

/** The statements with the same triggers, by a name for them. */
export const statementsByTrigger: ReadonlyMap<string, readonly Statement[]> = new Map(
  [...Map.groupBy(statements, ({ triggers }) => triggers).values()].map((group) => [`said: ${group[0]?.id}`, group]),
);

interface Trigger {
  readonly start: number;
  readonly value: string;
}

/** How far before a trigger a statement reaches. */
const before = 90;

/**
 * Returns what a text says with one statement at its triggers, in text order. Whether the sentence is about a person is for
 * the caller to decide.
 */
export function* saidAt(
  text: string,
  statement: Statement,
  triggers: readonly Trigger[],
): Generator<SaidOfPerson, void, void> {
  for (const { start, value } of triggers) {
    const end = start + value.length;
    statement.behind.lastIndex = end;
    const [from, to] = statement.behind.exec(text)?.indices?.groups?.["value"] ?? [];
    if (from === undefined || to === undefined) continue;
    if (statement.before?.test(text.slice(Math.max(0, start - before), start)) === false) continue;
    const isOwned = statement.owned?.test(text.slice(Math.max(0, start - before), start)) === true;
    // Without a value of its own, the trigger is what is reported.
    const [first, last] = from === to ? [start, end] : [from, to];
    yield { isOwned, from: start, to: Math.max(end, to), start: first, end: last };
  }
}
