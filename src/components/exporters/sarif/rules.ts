import type { AnyFinding } from "../findings/schemas.ts";

/** The claim of a finding, in one form for all schemas. */
export interface Claim {
  readonly family: "personal_data" | "data_subject" | "processing_purpose";
  /** Category, subject or purpose. */
  readonly what: string;
  /**
   * The rule that found it. Data subjects and purposes may have several signals, so their rule is the subject or
   * purpose.
   */
  readonly rule: string;
  readonly needsCare: boolean;
}

export function claimOf(finding: AnyFinding): Claim {
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

/** Returns the id of a rule. It is the same in every log, so that a reader can follow a finding over time. */
export const ruleIdOf = ({ family, rule }: Claim): string => `${family}/${rule}`;

/** Describes a rule in SARIF, with help text for the reader of a finding. */
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

/** Personal data is not an error: a finding is a note, or a warning if it needs special care. */
export const levelOf = ({ needsCare }: Claim): "warning" | "note" => (needsCare ? "warning" : "note");

const pascal = (slug: string): string =>
  slug
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

/** In SARIF messages, braces are placeholders for arguments and brackets are links. */
export const literal = (text: string): string =>
  text.replaceAll(/[\\[\]]/g, "\\$&").replaceAll(/[{}]/g, (brace) => brace + brace);

/** Returns the message of a result. */
export function messageOf(finding: AnyFinding, claim: Claim): string {
  const what = `${families[claim.family].title}: ${spoken(claim.what)}`;
  const sure = `${finding.confidence} confidence`;
  if (!("category" in finding)) return `${what} (${sure})`;
  const { count } = finding.matches;
  const matches = count === 0 ? "by its name" : `${count} ${count === 1 ? "match" : "matches"}`;
  const [first] = finding.evidence;
  return `${what} (${matches}, ${sure})${first === undefined ? "" : `, such as ${literal(first.text)}`}`;
}
