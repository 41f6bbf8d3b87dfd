import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import * as z from "zod";
import type { ListedRule } from "./ruleset-rules.ts";

// Rulesets of plugins may have a format of their own: what is not of ours is not listed.
const rulesetFile = z.looseObject({ kind: z.string(), rules: z.array(z.looseObject({ id: z.string() })) });

const kinds: readonly (readonly [key: string, evidence: string])[] = [
  ["names", "column names"],
  ["tables", "table names"],
  ["columns", "column names"],
  ["recogniser", "form of values"],
  ["values", "whole values"],
  ["phrases", "phrases in values and texts"],
  ["text", "phrases in texts"],
];

/** The rules of a ruleset file; null when its format is not one of wct's own, or it cannot be read. */
export async function rulesOf(file: URL): Promise<readonly ListedRule[] | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  const read = rulesetFile.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!read.success) return null;
  const isPersonalData = read.data.kind === "personal_data";
  return read.data.rules.map((rule) => ({
    id: rule.id,
    category: [rule.category, rule.subject, rule.purpose].find((one) => typeof one === "string") ?? rule.id,
    evidence: kinds.filter(([key]) => isGiven(rule[key])).map(([, evidence]) => evidence),
    special_category: isPersonalData ? rule.special_category === true : null,
    rule,
  }));
}

/** `tables: person` of a personal data rule is a condition, a list of names is evidence. */
function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : typeof value === "string" && !conditions.has(value);
}

const conditions: ReadonlySet<string> = new Set(["any", "not_thing", "person_or_linked", "person"]);
