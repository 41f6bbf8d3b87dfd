import { type CompleteRuleset, isLayer, type RulesetIssue } from "../rules/layers.ts";
import { phraseOf, wordsOf } from "../rules/words.ts";

type Rule = { readonly id: string } & Readonly<Record<string, unknown>>;

interface DoubtContext {
  readonly kind: string;
  /** The ruleset that it extends, or the built-in one of its kind; null if there is none. */
  readonly other: CompleteRuleset | null;
  /** With what it extends. */
  readonly whole: CompleteRuleset;
}

/** The number of examples of each kind that a rule needs. */
const enough = 3;
const doubt = (path: RulesetIssue["path"], message: string, hint: string): RulesetIssue => ({
  ...{ severity: "warning", about: "rules", path, message, hint },
});

/** Kinds whose rules match names and texts, so that they can have examples. */
export const kindsWithExamples: ReadonlySet<string> = new Set([
  "personal_data",
  "data_subjects",
  "processing_purposes",
]);

/** Finds rules of a valid ruleset, as it is written, that probably do not do what their author wants. */
export function doubtsOf(plain: unknown, context: DoubtContext): readonly RulesetIssue[] {
  if (!kindsWithExamples.has(context.kind)) return [];
  const { rules = [], extend_rules: extended = {} } = plain as { rules?: Rule[]; extend_rules?: Record<string, Rule> };
  const own = rules.map((rule, index) => ({ rule, path: ["rules", index] }));
  const added = Object.entries(extended).map(([id, rule]) => ({ rule: { ...rule, id }, path: ["extend_rules", id] }));
  return [
    ...own.flatMap(({ rule, path }) => [...examplesOf(rule, path), ...effectOf(rule, path, context.kind)]),
    ...[...own, ...added].flatMap(({ rule, path }) => phrasesOf(rule, path, context.kind)),
    // Several rules about persons or purposes may count the same name; of personal data, only one finds a column.
    ...(context.kind === "personal_data" ? takenNames([...own, ...added], plain, context) : []),
    ...bothKindsOfTables(plain),
  ];
}

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

function examplesOf({ id, examples }: Rule, path: RulesetIssue["path"]): readonly RulesetIssue[] {
  const { match, no_match: noMatch } = (examples ?? {}) as { match?: unknown[]; no_match?: unknown[] };
  const [found, left] = [match?.length ?? 0, noMatch?.length ?? 0];
  if (found >= enough && left >= enough) return [];
  const at = examples === undefined ? path : [...path, "examples"];
  const message = `rule "${id}" has ${found} examples that it must find and ${left} that it must not find`;
  return [doubt(at, message, `give it at least ${enough} of each: \`wct rulesets test\` runs them`)];
}

/** What makes a rule find something, and keys that only change one of these. */
const evidence: Readonly<Record<string, readonly string[]>> = {
  personal_data: ["names", "recogniser", "values", "phrases", "patterns"],
  data_subjects: ["tables", "columns", "text"],
  processing_purposes: ["tables", "columns", "text"],
};
const dependent: readonly (readonly [key: string, needs: readonly string[]])[] = [
  ["beside", ["names"]],
  ["vetoed_types", ["names"]],
  ["shape", ["names"]],
  ["context", ["recogniser", "phrases", "patterns"]],
  ["exclude_columns", ["tables"]],
];

function effectOf(rule: Rule, path: RulesetIssue["path"], kind: string): readonly RulesetIssue[] {
  const has = (key: string): boolean => (Array.isArray(rule[key]) ? rule[key].length > 0 : rule[key] !== undefined);
  const kinds = evidence[kind] ?? [];
  if (!kinds.some(has)) {
    return [
      doubt(path, `rule "${rule.id}" finds nothing: it has none of ${kinds.join(", ")}`, `add ${kinds[0] ?? ""}`),
    ];
  }
  return dependent.flatMap(([key, needs]) =>
    has(key) && !needs.some(has)
      ? doubt(
          [...path, key],
          `"${key}" of rule "${rule.id}" has no effect without ${needs.join(" or ")}`,
          `remove "${key}"`,
        )
      : [],
  );
}

/** Lists of phrases that are compared with names, and lists of phrases that are searched for in texts. */
const nameLists: Readonly<Record<string, readonly string[]>> = {
  personal_data: ["names", "exclude", "beside"],
  data_subjects: ["tables", "columns", "exclude", "exclude_columns"],
  processing_purposes: ["tables", "columns", "exclude", "exclude_columns"],
};
const textLists = ["phrases", "text"];

function phrasesOf(rule: Rule, path: RulesetIssue["path"], kind: string): readonly RulesetIssue[] {
  const named = (nameLists[kind] ?? []).flatMap((key) => namesOf(listOf(rule[key]), { rule, path: [...path, key] }));
  const searched = textLists.flatMap((key) =>
    listOf(rule[key]).flatMap((phrase, index) =>
      /^[\p{Script=Latin}\d]{1,2}$/u.test(phrase)
        ? doubt(
            [...path, key, index],
            `"${phrase}" of rule "${rule.id}" is too short for texts`,
            "write a longer phrase",
          )
        : [],
    ),
  );
  return [...named, ...searched];
}

function namesOf(
  phrases: readonly string[],
  { rule, path }: { readonly rule: Rule; readonly path: RulesetIssue["path"] },
): readonly RulesetIssue[] {
  const seen = new Map<string, string>();
  return phrases.flatMap((phrase, index) => {
    const at = [...path, index];
    const key = keyOf(phrase);
    const before = seen.get(key);
    if (wordsOf(phrase).length === 0)
      return doubt(at, `"${phrase}" of rule "${rule.id}" has no letters, so no name matches it`, "remove it");
    if (before !== undefined) {
      const what = before === phrase ? "is written twice" : `matches the same names as "${before}"`;
      return doubt(at, `"${phrase}" of rule "${rule.id}" ${what}`, "remove one of them");
    }
    seen.set(key, phrase);
    const isShort = path.at(-1) === "names" && /^[a-z]{1,2}$/i.test(phrase);
    if (!isShort) return [];
    return doubt(
      at,
      `"${phrase}" of rule "${rule.id}" is so short that it is in many names`,
      `write "=${phrase}" for the whole name`,
    );
  });
}

const keyOf = (phrase: string): string => {
  const { isWhole, words } = phraseOf(phrase);
  return `${isWhole ? "=" : ""}${words.join(" ")}`;
};

interface Placed {
  readonly rule: Rule;
  readonly path: RulesetIssue["path"];
}

/** Two rules with one name: only the first of them, or the one with the higher score, finds it. */
function takenNames(own: readonly Placed[], plain: unknown, context: DoubtContext): readonly RulesetIssue[] {
  const { other, whole } = context;
  const key = "names";
  const isOwn = (id: string): boolean => own.some(({ rule }) => rule.id === id);
  const extendsOther = isLayer(plain);
  const others = extendsOther
    ? whole.rules.filter(({ id }) => !isOwn(id))
    : other?.id === whole.id
      ? []
      : (other?.rules ?? []);
  const elsewhere = holdersOf(others, key);
  const holders = new Map<string, string>();
  return own.flatMap(({ rule, path }) => {
    const names = listOf(rule[key]);
    const here = names.flatMap((name, index) => {
      const holder = holders.get(keyOf(name)) ?? rule.id;
      holders.set(keyOf(name), holder);
      if (holder === rule.id) return [];
      const message = `"${name}" of rule "${rule.id}" is also a name of rule "${holder}"`;
      return doubt([...path, key, index], message, "keep it in one of them");
    });
    const taken = names.findIndex((name) => elsewhere.has(keyOf(name)));
    if (taken < 0) return here;
    const name = names[taken] ?? "";
    const count = names.filter((one) => elsewhere.has(keyOf(one))).length - 1;
    const more = count === 0 ? "" : `, and ${count} more of its names too`;
    const holder = `rule "${elsewhere.get(keyOf(name)) ?? ""}" of "${other?.id ?? ""}"`;
    const message = `"${name}" of rule "${rule.id}" is also a name of ${holder}${more}`;
    const hint = extendsOther
      ? "replace or remove that rule, or use another word"
      : `extend "${other?.id ?? ""}" instead, or use another word`;
    return [...here, doubt([...path, key, taken], message, hint)];
  });
}

function holdersOf(rules: readonly Rule[], key: string): ReadonlyMap<string, string> {
  return new Map(rules.flatMap((rule) => listOf(rule[key]).map((name) => [keyOf(name), rule.id] as const)));
}

function bothKindsOfTables(plain: unknown): readonly RulesetIssue[] {
  const { entities } = plain as { entities?: { person?: unknown; thing?: unknown } };
  const persons = new Set(listOf(entities?.person).map(keyOf));
  return listOf(entities?.thing).flatMap((word, index) =>
    persons.has(keyOf(word))
      ? doubt(
          ["entities", "thing", index],
          `"${word}" is listed under person and under thing`,
          "keep it in one of them",
        )
      : [],
  );
}
