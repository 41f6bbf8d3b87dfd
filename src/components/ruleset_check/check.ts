import { createHash } from "node:crypto";
import { checkedRuleset } from "../rules/checked.ts";
import {
  type CompleteRuleset,
  isLayer,
  layerIssues,
  mergeLayer,
  type RulesetIssue,
  rulesetSchemas,
} from "../rules/layers.ts";
import { doubtsOf } from "./doubts.ts";
import { formatIssues } from "./format.ts";
import { patternIssues } from "./slow-patterns.ts";

/** The kind of rulesets that each processor needs. */
export const kindsOfProcessors: Readonly<Record<string, string>> = {
  personal_data: "personal_data",
  data_subject: "data_subjects",
  processing_purpose: "processing_purposes",
  gdpr_classifier: "gdpr_classes",
};

/** A ruleset file: its bytes, and its content as plain data. */
export interface RulesetSource {
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly plain: () => unknown;
}

/** A mistake, and the file that it is in: an index into the sources. */
type FoundIssue = RulesetIssue & { readonly source: number };

export interface CheckedRuleset {
  /** The ruleset with what it extends; null if it has errors. */
  readonly ruleset: CompleteRuleset | null;
  readonly kind: string | null;
  /** In the order of the sources. */
  readonly issues: readonly FoundIssue[];
}

interface CheckOptions {
  /** The kind that is needed; by default the file's own. */
  readonly kind?: string;
  /** Present if doubtful rules are reported too: the built-in ruleset of the kind, or null if there is none. */
  readonly doubts?: (kind: string) => RulesetSource | null;
}

type Layer = Parameters<typeof mergeLayer>[1];

/** Checks a ruleset and those that it extends, the nearest first. */
export function checkRuleset(
  sources: readonly RulesetSource[],
  { kind: wanted, doubts }: CheckOptions = {},
): CheckedRuleset {
  const written = kindOf(sources[0]?.plain());
  const kind = wanted ?? written;
  const issues: FoundIssue[] = [];
  if (kind === null || rulesetSchemas[kind] === undefined || written !== kind) {
    return { ruleset: null, kind: null, issues: [{ ...kindIssue(written, wanted), source: 0 }] };
  }
  let base: CompleteRuleset | null = null;
  for (const [source, file] of [...sources.entries()].toReversed()) {
    const read = readLayer(file, { kind, base, isLast: source === sources.length - 1 });
    issues.unshift(...read.issues.map((issue) => ({ ...issue, source })));
    if (read.ruleset === null) return { ruleset: null, kind, issues };
    if (source === 0 && doubts !== undefined) {
      const builtIn = doubts(kind);
      const other = base ?? (builtIn === null ? null : completeOf(builtIn, kind));
      issues.push(...doubtsOf(file.plain(), { kind, other, whole: read.ruleset }).map((one) => ({ ...one, source })));
    }
    base = read.ruleset;
  }
  return { ruleset: issues.some(({ severity }) => severity === "error") ? null : base, kind, issues };
}

function kindOf(plain: unknown): string | null {
  const kind = typeof plain === "object" && plain !== null && "kind" in plain ? plain.kind : null;
  return typeof kind === "string" ? kind : null;
}

function kindIssue(written: string | null, wanted: string | undefined): RulesetIssue {
  const known = Object.keys(rulesetSchemas);
  const list = known.map((one) => `"${one}"`).join(", ");
  const at = { severity: "error", about: "format", path: written === null ? [] : ["kind"] } as const;
  if (written === null) return { ...at, message: 'the ruleset needs "kind"', hint: `add "kind": one of ${list}` };
  if (wanted === undefined || !known.includes(written))
    return { ...at, message: `there is no kind "${written}" of rulesets`, unknown: { written, known } };
  return {
    ...at,
    message: `the ruleset is of the kind "${written}", but the processor needs the kind "${wanted}"`,
    hint: `name a ruleset of the kind "${wanted}"`,
  };
}

/** Returns the content of a complete ruleset if it is valid. The build has validated the built-in ones. */
function completeOf(source: RulesetSource, kind: string): CompleteRuleset | null {
  const digest = createHash("sha256").update(source.bytes).digest("hex");
  const known = checkedRuleset(kind, digest);
  if (known !== undefined) return known as CompleteRuleset;
  const read = rulesetSchemas[kind]?.complete.safeParse(source.plain());
  return read?.success === true ? (read.data as unknown as CompleteRuleset) : null;
}

interface ReadAs {
  readonly kind: string;
  readonly base: CompleteRuleset | null;
  readonly isLast: boolean;
}

function readLayer(
  file: RulesetSource,
  { kind, base, isLast }: ReadAs,
): { readonly ruleset: CompleteRuleset | null; readonly issues: readonly RulesetIssue[] } {
  const digest = createHash("sha256").update(file.bytes).digest("hex");
  const known = isLast ? checkedRuleset(kind, digest) : undefined;
  if (known !== undefined) return { ruleset: known as CompleteRuleset, issues: [] };
  const plain = file.plain();
  const own = kindOf(plain);
  if (own !== kind) return { ruleset: null, issues: [otherKind(own, kind)] };
  const extendsOther = isLayer(plain);
  const schema = extendsOther ? rulesetSchemas[kind]?.layer : rulesetSchemas[kind]?.complete;
  const read = schema?.safeParse(plain);
  const wrong = schema === undefined ? [] : formatIssues(read?.error?.issues ?? [], { plain, schema, kind });
  // Its base may be missing or part of a circle, which is reported elsewhere.
  const references = base === null || !extendsOther ? [] : layerIssues(base, referencesIn(plain));
  const issues = [...wrong, ...references, ...duplicateIds(referencesIn(plain)), ...patternIssues(plain)];
  if (issues.length > 0 || read?.success !== true || (extendsOther && base === null)) return { ruleset: null, issues };
  const ruleset = read.data as unknown as CompleteRuleset;
  return { ruleset: base === null ? ruleset : mergeLayer(base, read.data as unknown as Layer), issues };
}

/** Returns the names of rules in a ruleset that may have mistakes. */
function referencesIn(plain: unknown): References {
  const { extends: base, remove, extend_rules: extended, rules } = plain as Readonly<Record<string, unknown>>;
  const idOf = (rule: unknown) => (typeof rule === "object" && rule !== null && "id" in rule ? rule.id : undefined);
  return {
    extends: typeof base === "string" ? base : "",
    remove: Array.isArray(remove) ? remove.map(String) : [],
    extend_rules: Object.fromEntries(Object.keys(extended ?? {}).map((id) => [id, {}])),
    rules: Array.isArray(rules) ? rules.map((rule) => ({ id: String(idOf(rule) ?? "") })) : [],
  };
}

type References = Parameters<typeof layerIssues>[1];

const otherKind = (own: string | null, kind: string): RulesetIssue => ({
  severity: "error",
  about: "format",
  path: own === null ? [] : ["kind"],
  message: `the ruleset is of the kind "${own ?? "none"}" and cannot be extended by one of the kind "${kind}"`,
  hint: `extend a ruleset of the kind "${kind}"`,
});

function duplicateIds({ rules }: References): readonly RulesetIssue[] {
  const seen = new Set<string>();
  return rules.flatMap(({ id }, index) => {
    if (id === "" || !seen.has(id)) return seen.add(id) && [];
    const message = `rule "${id}" is written twice`;
    return { severity: "error", about: "rules", path: ["rules", index, "id"], message, hint: "rename one of them" };
  });
}
