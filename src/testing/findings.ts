import type { DataSubjectFinding, PersonalDataFinding, ProcessingPurposeFinding } from "../plugin/index.ts";

export const sampleAnalysis = {
  ruleset: { uri: "local/personal_data/1.0.0", digest: "cd".repeat(32) },
  limits: { truncated: true, notices: [{ what: "big.log", reason: "larger than max_bytes", read: 10, total: 20 }] },
};

/**
 * A finding at each kind of location, with evidence that would be dangerous if it were interpreted as anything but
 * text.
 */
export const samplePersonalData: readonly PersonalDataFinding[] = [
  {
    id: "0a".repeat(16),
    category: "email",
    special_category: false,
    rule: "email",
    score: 0.95,
    confidence: "high",
    locator: { kind: "file", path: "logs/day 1: café.log", line: 7, column: 12 },
    entity: { kind: "file", name: "day 1: café.log", person: "unknown" },
    matches: { count: 3, distinct: 2, sample: 400, share: null },
    evidence: [
      {
        text: "=j***@e***.example",
        context: "from {0} [link](1), \\ said",
        locator: { kind: "file", path: "logs/day 1: café.log", line: 7, column: 12 },
      },
      { text: "k***@e***.example", locator: { kind: "file", path: "logs/day 1: café.log", line: 9 } },
    ],
    explain: { base: 0.9, signals: ["value: email"], vetoes: [] },
  },
  {
    id: "0b".repeat(16),
    category: "health",
    special_category: true,
    rule: "diagnosis",
    score: 0.6,
    confidence: "low",
    locator: { kind: "column", database: "clinic", schema: "public", table: "visits", column: "diagnosis" },
    entity: { kind: "table", name: "visits", person: "linked" },
    matches: { count: 0, distinct: 0, sample: 0, share: 0 },
    evidence: [],
    explain: { base: 0.6, signals: ["name: diagnosis", "second"], vetoes: ["short"] },
    review: { required: true, reason: "candidate for a special category (Art. 9 or 10 GDPR)" },
  },
  {
    id: "0c".repeat(16),
    category: "email",
    special_category: false,
    rule: "email",
    score: 0.8,
    confidence: "medium",
    locator: { kind: "field", path: "export.csv", field: "customer.mail[]" },
    matches: { count: 1, distinct: 1, sample: 1, share: 1 },
    evidence: [{ text: "{x***} [y](2)" }],
    explain: { base: 0.8, signals: [], vetoes: [] },
  },
];

export const sampleSubject: DataSubjectFinding = {
  id: "0d".repeat(16),
  subject: "patient",
  score: 0.9,
  confidence: "high",
  vulnerable: "patient",
  entity: { kind: "table", name: "visits" },
  locator: { kind: "table", database: "clinic", table: "visits" },
  signals: [
    { kind: "table", rule: "patient", weight: 0.9, locator: { kind: "table", database: "clinic", table: "visits" } },
  ],
  personal_data: ["0b".repeat(16)],
};

export const samplePurpose: ProcessingPurposeFinding = {
  id: "0e".repeat(16),
  purpose: "direct_marketing",
  dpv: "dpv:DirectMarketing",
  score: 0.7,
  confidence: "medium",
  sensitive: false,
  entity: { kind: "file", name: "news.txt" },
  locator: { kind: "file", path: "news.txt", offset: 4 },
  signals: [{ kind: "text", rule: "newsletter", weight: 0.7, locator: { kind: "file", path: "news.txt" } }],
  personal_data: [],
};
