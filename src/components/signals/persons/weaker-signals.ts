import { wordsOf } from "../../rules/index.ts";
import { keyTarget } from "../key-columns.ts";
import type { NameRule } from "../name-rules.ts";
import type { NameSignal } from "../named-entity.ts";

/** What speaks for a rule at a table. */
export interface RuleSignals {
  readonly rule: NameRule;
  readonly signals: readonly NameSignal[];
  /** Whether the table's rows are these persons. */
  readonly isPerson: boolean;
  /** Whether a key refers to these persons. */
  readonly isOfKey: boolean;
  /** Whether the table's name says it only together with other signals. */
  readonly isHint: boolean;
}

/** What makes a subject a finding by the weights that rulesets have. */
const enough = 0.5;
/** The same for columns that also belong to others: three of them. */
const enoughOfDoubtful = 0.85;

const ofPersons = 5;
/** In a database about staff, what staff did for a customer is about staff. */
const ofStaff = 4.5;
const ofHandlers = 1;

/** The parts of a table that decide which subjects stay. */
interface Table {
  readonly keys: readonly { readonly column: string }[];
  readonly columns: readonly string[];
  readonly isPersonal?: boolean;
  /** What the database is about, as the index of a rule. */
  readonly about?: number | undefined;
}

/** Words of columns that say nothing about a person: a table of keys and dates joins others. */
const empty: ReadonlySet<string> = new Set(
  "id uuid uu date time timestamp ts created updated modified status flag type kind role active is position sequence lft rgt".split(
    " ",
  ),
);
const isContent = (words: readonly string[]): boolean =>
  keyTarget(words) === undefined && !words.some((word) => empty.has(word));

/**
 * Leaves only the strongest subjects of a table: the persons that its rows are; otherwise those whom its keys refer to;
 * otherwise what its own name and columns say; otherwise those who act on it. A weaker one stays if columns that are no
 * keys are enough for it: a supplier with the name and telephone of a contact.
 */
export function withoutWeaker(
  all: readonly RuleSignals[],
  { keys, columns: names, isPersonal, about }: Table,
): readonly (readonly NameSignal[])[] {
  const columns = new Set(keys.map(({ column }) => column));
  const hasContent = isPersonal !== false || names.some((name) => !columns.has(name) && isContent(wordsOf(name)));
  // Nobody's personal data is in it, so a name or a key alone must say that it is about persons.
  const isKept = (one: RuleSignals, rank: number): boolean =>
    rank === ofPersons || (hasContent && keys.length > 0 && rank > ofHandlers && (one.isOfKey || isNamed(one)));
  const ranks = all.map((one, index) => {
    const isStaff = index === about && one.rule.isActing && one.isOfKey && !one.isPerson;
    const rank = weightOf(one.signals) < enough ? 0 : isStaff ? ofStaff : rankOf(one);
    return isPersonal === false && !isKept(one, rank) ? 0 : rank;
  });
  const highest = Math.max(0, ...ranks);
  return all.map(({ rule, signals, isHint }, index) => {
    // The browser and address of a user are those of a visitor only where no key says whose they are, or with more
    // of that kind: a page, a referrer.
    const isDoubtful = isHint || (rule.isActing && highest !== ofPersons);
    const own = signals.filter(({ kind, column }) => kind === "column" && !columns.has(column ?? ""));
    if (isPersonal === false && (ranks[index] ?? 0) === 0) return [];
    const isEnough = weightOf(own) >= (isDoubtful ? enoughOfDoubtful : enough);
    return (ranks[index] ?? 0) === highest || isEnough ? signals : [];
  });
}

function rankOf({ rule, signals, isPerson, isOfKey, isHint }: RuleSignals): number {
  if (isPerson) return ofPersons;
  const hasName = isNamed({ signals, isHint });
  if (isOfKey && (hasName || !(rule.isActing || rule.isGeneral))) return 4;
  if (isHint && rule.isActing) return 0.5;
  if (hasName || !isOfKey) return rule.isActing && !hasName ? ofHandlers : 3;
  return rule.isGeneral ? 2 : ofHandlers;
}

const isNamed = ({ signals, isHint }: Pick<RuleSignals, "signals" | "isHint">): boolean =>
  !isHint && signals.some(({ kind }) => kind === "name");

/** The weight of signals, each of which counts once. */
const weightOf = (signals: readonly NameSignal[]): number =>
  [...new Map(signals.map((one) => [`${one.kind} ${one.cue}`, one.weight])).values()].reduce(
    (sum, one) => sum + one,
    0,
  );
