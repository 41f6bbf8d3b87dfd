import { renderTable, safeText } from "../../render/index.ts";

/** One rule of a ruleset: what it says, and what speaks for it. */
export interface ListedRule {
  readonly id: string;
  /** The category of data, data subjects or purpose that it finds. */
  readonly category: string;
  /** Kinds of evidence, in the order of the table below. */
  readonly evidence: readonly string[];
  /** Null where the ruleset is not about personal data. */
  readonly special_category: boolean | null;
  /** The rule as its file has it. */
  readonly rule: Readonly<Record<string, unknown>>;
}

/** The rules as a table for people. */
export function renderRules(rules: readonly ListedRule[]): string {
  const isPersonalData = rules.some((one) => one.special_category !== null);
  const titles = ["rule", "category", ...(isPersonalData ? ["special"] : []), "evidence"];
  return renderTable(
    titles.map((title) => ({ title })),
    rules.map((one) => [
      safeText(one.id),
      safeText(one.category),
      ...(isPersonalData ? [one.special_category === true ? "yes" : "no"] : []),
      one.evidence.join(", "),
    ]),
  );
}
