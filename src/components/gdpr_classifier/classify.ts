import type { GdprFinding, PersonalDataFinding } from "../../plugin/index.ts";
import { byText, countBy, type GdprClassRule } from "../rules/index.ts";

/** What is used of a finding of any kind. */
type ClassifiedSource = Pick<PersonalDataFinding, "id" | "score" | "confidence" | "locator" | "review">;

/** Collects findings and classifies them. */
interface Classifier {
  readonly add: (artifact: string, kind: GdprFinding["kind"], name: string, finding: ClassifiedSource) => void;
  /** Returns the findings in the order of their kind, class and id, each once. */
  readonly done: () => readonly GdprFinding[];
}

/** Personal data that no rule names is still personal data (Art. 4(1)). */
const otherwise = { group: "other", articles: ["4(1)"], dpia: "not_indicated", lawful_bases: [] } as const;

/** Classifies findings by the rules of a ruleset. Of two rules for one class, the first applies. */
export function classifier(rules: readonly GdprClassRule[], jurisdiction: "eu" | "uk"): Classifier {
  const byClass = new Map<string, GdprClassRule>();
  for (const rule of rules) {
    for (const name of rule.classes) if (!byClass.has(`${rule.of} ${name}`)) byClass.set(`${rule.of} ${name}`, rule);
  }
  const found = new Map<string, GdprFinding>();
  return {
    add(artifact, kind, name, { id, score, confidence, locator, review }) {
      const rule = byClass.get(`${kind} ${name}`);
      const gdpr = whatApplies(rule, jurisdiction);
      const reason = reviewReason(gdpr) ?? review?.reason;
      found.set(`${kind} ${name} ${id}`, {
        ...{ id, artifact, kind, class: name, score, confidence, locator, gdpr },
        ...(reason === undefined ? {} : { review: { required: true, reason } }),
      });
    },
    done: () => [...found].toSorted(([a], [b]) => byText(a, b)).map(([, finding]) => finding),
  };
}

function whatApplies(rule: GdprClassRule | undefined, jurisdiction: "eu" | "uk"): GdprFinding["gdpr"] {
  const { group, articles, dpia, lawful_bases } = rule ?? otherwise;
  return {
    law: jurisdiction === "eu" ? "GDPR" : "UK GDPR",
    articles: [...articles],
    group,
    special_category: rule?.special === "article_9",
    criminal_data: rule?.special === "article_10",
    condition: conditionOf(rule?.special, jurisdiction),
    lawful_bases: [...lawful_bases],
    dpia,
    note: rule?.note ?? null,
  };
}

/** The conditions of Art. 9 and 10; in the UK, most need one of Schedule 1 of the Data Protection Act 2018 as well. */
function conditionOf(special: GdprClassRule["special"], jurisdiction: "eu" | "uk"): GdprFinding["gdpr"]["condition"] {
  if (special === undefined) return null;
  const article = special === "article_9" ? "9(2)" : "10";
  return { article: jurisdiction === "eu" ? article : `${article}, DPA 2018 Sch. 1`, status: "needs_human" };
}

function reviewReason({ special_category, criminal_data, condition }: GdprFinding["gdpr"]): string | undefined {
  if (!special_category && !criminal_data) return undefined;
  const what = special_category ? "a special category (Art. 9)" : "criminal data (Art. 10)";
  return `may be ${what}: a person checks it, and names the condition of Art. ${condition?.article ?? ""}`;
}

/** Counts the findings for the summary of the artifact. */
export function summarise(findings: readonly GdprFinding[]) {
  const articles = findings.flatMap(({ gdpr }) => gdpr.articles);
  return {
    findings: findings.length,
    special_category: findings.filter(({ gdpr }) => gdpr.special_category).length,
    criminal_data: findings.filter(({ gdpr }) => gdpr.criminal_data).length,
    dpia_recommended: findings.filter(({ gdpr }) => gdpr.dpia === "recommended").length,
    by_group: countBy(findings, ({ gdpr }) => gdpr.group),
    by_article: countBy(articles, (article) => article),
  };
}
