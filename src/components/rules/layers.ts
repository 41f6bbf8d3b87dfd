import * as z from "zod";
import { joinLanguages } from "./languages.ts";
import {
  dataSubjectRuleset,
  gdprClassRuleset,
  head,
  type PersonalDataRuleset,
  personalDataRuleset,
  processingPurposeRuleset,
} from "./ruleset.ts";

/**
 * A ruleset that extends another one. A rule with the id of an inherited rule replaces it; other rules are added.
 * `remove` lists inherited rules that do not apply, and `extend_rules` adds to the lists of inherited rules.
 */
interface Layer {
  readonly id: string;
  readonly kind: string;
  readonly extends: string;
  readonly remove: readonly string[];
  readonly extend_rules: Readonly<Record<string, Additions>>;
  readonly rules: readonly AnyRule[];
}

type Additions = Readonly<Record<string, unknown>>;
type AnyRule = { readonly id: string } & Readonly<Record<string, unknown>>;

/** A complete ruleset of any kind. */
export interface CompleteRuleset {
  readonly id: string;
  readonly kind: string;
  readonly rules: readonly AnyRule[];
}

/** A mistake in a ruleset, at the path of a value. */
export interface RulesetIssue {
  readonly severity: "error" | "warning";
  readonly about: "format" | "rules" | "pattern" | "slow_pattern";
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
  /** A name that the file uses, and the names that it could have meant. */
  readonly unknown?: { readonly written: string; readonly known: readonly string[] };
}

/** Returns the schema of a ruleset that extends another one of the same kind. */
function layerSchema(kind: string, rule: z.ZodObject, own: z.ZodRawShape) {
  // Defaults would replace what is inherited, so additions have none.
  const lists = Object.entries(rule.shape).filter(([, field]) => listOf(field) !== undefined);
  const additions = Object.fromEntries(lists.map(([key, field]) => [key, (listOf(field) as z.ZodType).optional()]));
  const examples = { examples: optionalExamples(rule) };
  return z.strictObject({
    ...head,
    kind: z.literal(kind),
    extends: z.string().min(1),
    remove: z.array(z.string()).default([]),
    extend_rules: z.record(z.string(), z.strictObject({ ...additions, ...examples })).default({}),
    rules: z.array(rule).default([]),
    ...own,
  });
}

const listOf = (field: unknown): z.ZodArray | undefined => {
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
  return inner instanceof z.ZodArray ? inner : undefined;
};

function optionalExamples(rule: z.ZodObject): z.ZodType {
  const { examples } = rule.shape;
  if (!(examples instanceof z.ZodOptional)) return z.undefined();
  const pair = examples.unwrap() as z.ZodObject;
  const { match, no_match: noMatch } = pair.shape as { match: z.ZodArray; no_match: z.ZodArray };
  return z.strictObject({ match: match.default([]), no_match: noMatch.default([]) }).optional();
}

const ruleIn = (ruleset: z.ZodObject): z.ZodObject => (ruleset.shape["rules"] as z.ZodArray).element as z.ZodObject;

/** The schemas of each kind: of a complete ruleset, and of one that extends another one. */
export const rulesetSchemas: Readonly<Record<string, { readonly complete: z.ZodObject; readonly layer: z.ZodObject }>> =
  {
    personal_data: {
      complete: personalDataRuleset,
      layer: layerSchema("personal_data", ruleIn(personalDataRuleset), {
        entities: personalDataRuleset.shape.entities.optional(),
        exclude: personalDataRuleset.shape.exclude,
        parts: personalDataRuleset.shape.parts,
        languages: personalDataRuleset.shape.languages,
        persons: personalDataRuleset.shape.persons,
        topics: personalDataRuleset.shape.topics,
      }),
    },
    data_subjects: {
      complete: dataSubjectRuleset,
      layer: layerSchema("data_subjects", ruleIn(dataSubjectRuleset), {
        weights: dataSubjectRuleset.shape.weights.optional(),
      }),
    },
    processing_purposes: {
      complete: processingPurposeRuleset,
      layer: layerSchema("processing_purposes", ruleIn(processingPurposeRuleset), {
        weights: processingPurposeRuleset.shape.weights.optional(),
      }),
    },
    gdpr_classes: {
      complete: gdprClassRuleset,
      layer: layerSchema("gdpr_classes", ruleIn(gdprClassRuleset), {}),
    },
  };

/** Returns whether a ruleset, as it is written, extends another one. */
export const isLayer = (plain: unknown): boolean =>
  typeof plain === "object" && plain !== null && "extends" in plain && plain.extends !== undefined;

/** Combines a valid ruleset with the one that it extends. The result has the order of the base, then new rules. */
export function mergeLayer(inheritedRules: CompleteRuleset, layer: Layer): CompleteRuleset {
  const base = withoutLanguages(inheritedRules);
  const own = new Map(layer.rules.map((rule) => [rule.id, rule]));
  const removed = new Set(layer.remove);
  const inherited = base.rules
    .filter(({ id }) => !removed.has(id))
    .map((rule) => own.get(rule.id) ?? withAdditions(rule, layer.extend_rules[rule.id]));
  const known = new Set(base.rules.map(({ id }) => id));
  const added = layer.rules.filter(({ id }) => !known.has(id) || removed.has(id));
  const { extends: _, remove: __, extend_rules: ___, ...shown } = layer;
  return { ...base, ...shown, ...sharedWords(base, layer), rules: [...inherited, ...added] };
}

/** The languages of the base are in its rules then, so that those of the layer are the only ones. */
function withoutLanguages(base: CompleteRuleset): CompleteRuleset {
  if (!("languages" in base)) return base;
  const { lexicon: _, ...open } = joinLanguages(base as unknown as PersonalDataRuleset);
  return open;
}

function withAdditions(rule: AnyRule, additions: Additions | undefined): AnyRule {
  if (additions === undefined) return rule;
  const { examples, ...lists } = additions;
  const longer = Object.entries(lists).map(([key, more]) => [key, joined(rule[key], more)]);
  return {
    ...rule,
    ...Object.fromEntries(longer),
    ...(examples === undefined ? {} : { examples: both(rule, examples) }),
  };
}

function both({ examples }: AnyRule, more: unknown): unknown {
  const [own, added] = [examples, more] as ({ match?: unknown; no_match?: unknown } | undefined)[];
  return { match: joined(own?.match, added?.match), no_match: joined(own?.no_match, added?.no_match) };
}

/** Joins two lists. Additions come last, so that paths of inherited items stay the same. */
const joined = (list: unknown, more: unknown): unknown[] => [...asList(list), ...asList(more)];
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Words of tables, parts of names and general exclusions are added to the inherited ones; weights replace them. */
function sharedWords(base: CompleteRuleset, layer: Layer): object {
  const [inherited, own] = [base, layer] as unknown as Partial<PersonalDataRuleset>[];
  if (inherited?.entities === undefined) return {};
  return {
    entities: joinedByKey(inherited.entities, own?.entities),
    parts: {
      ...joinedByKey(inherited.parts, own?.parts),
      person: joined(inherited.parts?.["person"], own?.entities?.person),
    },
    exclude: joined(inherited.exclude, own?.exclude),
    persons: joined(inherited.persons, own?.persons),
    topics: joined(inherited.topics, own?.topics),
  };
}

function joinedByKey(inherited: object | undefined, own: object | undefined): object {
  const [all, more] = [inherited, own].map((lists) => new Map<string, unknown>(Object.entries(lists ?? {})));
  const keys = new Set([...(all?.keys() ?? []), ...(more?.keys() ?? [])]);
  return Object.fromEntries([...keys].map((key) => [key, joined(all?.get(key), more?.get(key))]));
}

/** Finds references to inherited rules that do not exist, and rules that a layer both removes and changes. */
export function layerIssues(
  base: CompleteRuleset,
  layer: Pick<Layer, "extends" | "remove" | "extend_rules"> & { readonly rules: readonly { readonly id: string }[] },
): readonly RulesetIssue[] {
  const known = base.rules.map(({ id }) => id);
  const own = new Set(layer.rules.map(({ id }) => id));
  const issues: RulesetIssue[] = [];
  const report = (path: RulesetIssue["path"], message: string, more: Pick<RulesetIssue, "hint" | "unknown">): void =>
    void issues.push({ severity: "error", about: "rules", path, message, ...more });
  const unknown = (written: string) => `"${layer.extends}" has no rule "${written}"`;
  for (const [index, id] of layer.remove.entries()) {
    const path = ["remove", index];
    if (!known.includes(id)) report(path, unknown(id), { unknown: { written: id, known } });
    else if (own.has(id))
      report(path, `rule "${id}" is removed and also written under "rules"`, {
        hint: 'keep only the one under "rules", which replaces the inherited rule',
      });
  }
  for (const id of Object.keys(layer.extend_rules)) {
    const path = ["extend_rules", id];
    if (!known.includes(id)) report(path, unknown(id), { unknown: { written: id, known } });
    else if (own.has(id) || layer.remove.includes(id))
      report(path, `rule "${id}" is extended and also ${own.has(id) ? "replaced" : "removed"}`, {
        hint: own.has(id) ? 'put the words into the rule under "rules"' : 'remove it from "remove"',
      });
  }
  return issues;
}
