import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import * as z from "zod";
import { readRegularFile } from "../../files/index.ts";
import { maxDocumentBytes } from "../../runbook/index.ts";
import type { ListedRule } from "./listed.ts";

// Rulesets of plugins may have their own format; rulesets in a format other than wct's are not listed.
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

function rulesetText(file: URL): string | null {
  try {
    return readRegularFile(fileURLToPath(file), maxDocumentBytes).toString("utf8");
  } catch {
    return null;
  }
}

/** Returns the rules of a ruleset file; null if it is not in a format of wct, or cannot be read. */
export async function rulesOf(file: URL): Promise<readonly ListedRule[] | null> {
  const text = rulesetText(file);
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

/** In a personal data rule, `tables: person` is a condition, whereas a list of names is evidence. */
function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : typeof value === "string" && !conditions.has(value);
}

const conditions: ReadonlySet<string> = new Set(["any", "not_thing", "person_or_linked", "person", "beside_person"]);
