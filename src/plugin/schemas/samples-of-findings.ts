const column = (table: string, name: string) => ({ kind: "column" as const, database: "shop", table, column: name });
const mail = { kind: "file" as const, path: "mail/inbox.eml", line: 12, column: 28 };
const table = (name: string) => ({ kind: "table" as const, database: "shop", table: name });
const entity = (name: string) => ({ kind: "table" as const, name });

/** How the sample findings were made. */
export const sampleAnalysis = {
  ruleset: { uri: "local/personal_data/1.0.0", digest: "5a".repeat(32) },
  limits: { truncated: false, notices: [] },
};

const plainly = { base: 0.9, signals: ["column name"], vetoes: [] };

/** Places of personal data; evidence is masked. */
export const samplePersonalData = [
  {
    ...{ id: "email-shop-customers-email", category: "email", special_category: false, rule: "email" },
    ...{ score: 0.98, confidence: "high" as const, locator: column("customers", "email") },
    entity: { ...entity("customers"), person: "self" as const },
    matches: { count: 120, distinct: 118, sample: 120, share: 1 },
    evidence: [{ text: "a***@example.org" }],
    explain: plainly,
  },
  {
    ...{ id: "phone-mail-inbox", category: "phone", special_category: false, rule: "phone" },
    ...{ score: 0.74, confidence: "medium" as const, locator: mail },
    matches: { count: 1, distinct: 1, sample: 1480, share: null },
    evidence: [{ text: "+44 ** **** **18", context: "and call +44 ** **** **18 before", locator: mail }],
    explain: { base: 0.7, signals: ["word before it"], vetoes: [] },
  },
  {
    ...{ id: "health-shop-employees-sick_days", category: "health", special_category: true, rule: "health" },
    ...{ score: 0.81, confidence: "high" as const, locator: column("employees", "sick_days") },
    entity: { ...entity("employees"), person: "self" as const },
    matches: { count: 0, distinct: 0, sample: 40, share: 0 },
    evidence: [],
    explain: plainly,
    review: { required: true, reason: "a special category is decided by people" },
  },
];

const byColumn = (rule: string, name: string, at: string) => [
  { kind: "column" as const, rule, weight: 0.8, locator: column(at, name) },
];

/** Whose data it is. */
export const sampleDataSubjects = [
  {
    ...{ id: "customer-shop-customers", subject: "customer", score: 0.95, confidence: "high" as const },
    ...{ vulnerable: null, entity: entity("customers"), locator: table("customers") },
    signals: byColumn("customer", "email", "customers"),
    personal_data: ["email-shop-customers-email"],
  },
  {
    ...{ id: "employee-shop-employees", subject: "employee", score: 0.9, confidence: "high" as const },
    ...{ vulnerable: "employee", entity: entity("employees"), locator: table("employees") },
    signals: byColumn("employee", "sick_days", "employees"),
    personal_data: ["health-shop-employees-sick_days"],
  },
];

/** What it is for. */
export const samplePurposes = [
  {
    ...{ id: "order_fulfilment-shop-orders", purpose: "order_fulfilment", dpv: "dpv:FulfilmentOfObligation" },
    ...{ score: 0.88, confidence: "high" as const, sensitive: false },
    ...{ entity: entity("orders"), locator: table("orders") },
    signals: byColumn("order_fulfilment", "placed_at", "orders"),
    personal_data: [],
  },
  {
    ...{ id: "direct_marketing-shop-customers", purpose: "direct_marketing", dpv: "dpv:DirectMarketing" },
    ...{ score: 0.62, confidence: "medium" as const, sensitive: false },
    ...{ entity: entity("customers"), locator: table("customers") },
    signals: byColumn("direct_marketing", "email", "customers"),
    personal_data: ["email-shop-customers-email"],
  },
];

/** What the GDPR says about them. */
export const sampleGdprFindings = [
  {
    ...{ id: "email-shop-customers-email", artifact: "personal_data", kind: "personal_data" as const, class: "email" },
    ...{ score: 0.98, confidence: "high" as const, locator: column("customers", "email") },
    gdpr: {
      ...{ law: "GDPR" as const, articles: ["4(1)"], group: "contact data" },
      ...{ special_category: false, criminal_data: false, condition: null },
      ...{ lawful_bases: [], dpia: "not_indicated" as const, note: null },
    },
  },
  {
    ...{ id: "health-shop-employees-sick_days", artifact: "personal_data" },
    ...{ kind: "personal_data" as const, class: "health" },
    ...{ score: 0.81, confidence: "high" as const, locator: column("employees", "sick_days") },
    gdpr: {
      ...{ law: "GDPR" as const, articles: ["4(15)", "9(1)"], group: "data concerning health" },
      ...{ special_category: true, criminal_data: false },
      condition: { article: "9(2)", status: "needs_human" as const },
      ...{ lawful_bases: [], dpia: "recommended" as const, note: null },
    },
    review: { required: true, reason: "a special category is decided by people" },
  },
];
