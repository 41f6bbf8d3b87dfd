import type { Finding } from "../findings/schemas.ts";

/** What a finding says, whatever its schema. */
export interface Claim {
  readonly family: "personal_data" | "data_subject" | "processing_purpose";
  /** Category, subject or purpose. */
  readonly what: string;
  /** The rule that found it; for subjects and purposes there may be several signals, and what they speak for counts. */
  readonly rule: string;
  readonly needsCare: boolean;
}

export function claimOf(finding: Finding): Claim {
  if ("category" in finding) {
    const { category, rule, special_category } = finding;
    return { family: "personal_data", what: category, rule, needsCare: special_category };
  }
  if ("subject" in finding) {
    const { subject, vulnerable } = finding;
    return { family: "data_subject", what: subject, rule: subject, needsCare: vulnerable !== null };
  }
  const { purpose, sensitive } = finding;
  return { family: "processing_purpose", what: purpose, rule: purpose, needsCare: sensitive };
}

const spoken = (slug: string): string => slug.replaceAll("_", " ");

const families = {
  personal_data: {
    title: "Personal data",
    says: "This place holds, or may hold, personal data of the category",
    next: "Check whether the data is needed here, and that the record of processing activities names it.",
    care: "The category is a candidate for Art. 9 or Art. 10 GDPR: processing it needs a condition of its own.",
  },
  data_subject: {
    title: "Data subjects",
    says: "The data at this place describes, or may describe, data subjects of the category",
    next: "Check that the record of processing activities names them.",
    care: "These persons are owed special care, such as children, patients and employees.",
  },
  processing_purpose: {
    title: "Purpose of processing",
    says: "What stands at this place suggests processing for the purpose",
    next: "A purpose is decided by people: confirm or reject it in the organisation file.",
    care: "The purpose is sensitive: it may need an assessment of its impact.",
  },
} as const;

/** Id of a rule: the same in every log, so that a reader can follow a finding over time. */
export const ruleIdOf = ({ family, rule }: Claim): string => `${family}/${rule}`;

/** A rule as SARIF describes it, with help for whoever meets a finding of it. */
export function ruleOf(claim: Claim, ruleset: string) {
  const { title, says, next, care } = families[claim.family];
  const what = spoken(claim.what);
  const help = [`${says} "${what}".`, ...(claim.needsCare ? [care] : []), next].join(" ");
  return {
    id: ruleIdOf(claim),
    name: pascal(`${claim.family}_${claim.rule}`),
    shortDescription: { text: `${title}: ${what}` },
    fullDescription: { text: help },
    help: { text: `${help} Found by rule "${claim.rule}" of ruleset ${ruleset}.` },
    defaultConfiguration: { level: levelOf(claim) },
    properties: { tags: ["privacy", "gdpr", ...(claim.needsCare ? ["special-care"] : [])], ruleset },
  };
}

/** Personal data is not a mistake: a finding is a note, and a warning where special care is due. */
export const levelOf = ({ needsCare }: Claim): "warning" | "note" => (needsCare ? "warning" : "note");

const pascal = (slug: string): string =>
  slug
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

/** In messages of SARIF braces hold places for arguments, and brackets links. */
export const literal = (text: string): string =>
  text.replaceAll(/[\\[\]]/g, "\\$&").replaceAll(/[{}]/g, (brace) => brace + brace);

/** What a result says about itself. */
export function messageOf(finding: Finding, claim: Claim): string {
  const what = `${families[claim.family].title}: ${spoken(claim.what)}`;
  const sure = `${finding.confidence} confidence`;
  if (!("category" in finding)) return `${what} (${sure})`;
  const { count } = finding.matches;
  const matches = count === 0 ? "by its name" : `${count} ${count === 1 ? "match" : "matches"}`;
  const [first] = finding.evidence;
  return `${what} (${matches}, ${sure})${first === undefined ? "" : `, such as ${literal(first.text)}`}`;
}
