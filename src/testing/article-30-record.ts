import type { Article30Cell, ContentOf, gdprArticle30 } from "../plugin/index.ts";

type Article30Record = ContentOf<typeof gdprArticle30>;

const given = <T>(value: T, path: string): Article30Cell<T> => ({
  value,
  status: "provided",
  provenance: [{ kind: "config", file: "organisation.yaml", path }],
});
const found = <T>(value: T, artifact: string, ...ids: string[]): Article30Cell<T> => ({
  value,
  status: "detected",
  provenance: [{ kind: "finding", artifact, ids }],
  confidence: "high",
});
const absent = (status: "not_applicable" | "not_detected" | "needs_human"): Article30Cell<never> => ({
  value: null,
  status,
  provenance: [],
});

const controller = {
  name: given("Bergkristall Versand GmbH", "controller.name"),
  address: given("Lindenweg 4, 04109 Leipzig, Germany", "controller.address"),
  email: given("office@bergkristall.example", "controller.email"),
  telephone: given("+49 341 5550100", "controller.telephone"),
};

const orders: Article30Record["activities"][number] = {
  id: "orders",
  name: given("Orders and delivery", "activities.orders.name"),
  role: "controller",
  systems: given(["Shop database", "Mail server"], "activities.orders.systems"),
  purposes: [
    given("Fulfilling orders of customers", "activities.orders.purposes[0]"),
    found("direct_marketing", "purposes", "pp-newsletter-1"),
  ],
  data_subjects: [found("customer", "subjects", "ds-customers"), found("employee", "subjects", "ds-staff")],
  personal_data: [
    {
      category: found("email", "personal_data", "pd-email-1", "pd-email-2"),
      special_category: false,
      sources: ["shop.customers.email", "shop.newsletter.address"],
    },
    {
      category: found("date_of_birth", "personal_data", "pd-dob-1"),
      special_category: false,
      sources: ["shop.customers.born"],
    },
    {
      category: found("health", "personal_data", "pd-health-1"),
      special_category: true,
      sources: ["shop.orders.allergy_note"],
    },
  ],
  recipients: [
    {
      name: given("Parcel carrier", "activities.orders.recipients[0].name"),
      kind: given("independent controller", "activities.orders.recipients[0].kind"),
      country: given("DE", "activities.orders.recipients[0].country"),
      contract: absent("not_applicable"),
    },
    {
      name: found("Payment provider", "recipients", "rc-pay"),
      kind: absent("needs_human"),
      country: absent("not_detected"),
      contract: absent("needs_human"),
    },
  ],
  transfers: [],
  retention: [
    {
      category: "email",
      period: given("Three years after the last order", "retention.email.period"),
      basis: given("Limitation period, Section 195 BGB", "retention.email.basis"),
    },
    { category: "date_of_birth", period: absent("needs_human"), basis: absent("needs_human") },
  ],
  security_measures: [
    {
      kind: given("access_control", "measures[0].kind"),
      description: given("Named accounts, second factor for administrators", "measures[0].description"),
    },
  ],
  lawful_basis: given(["Art. 6(1)(b)"], "activities.orders.lawful_basis"),
  special_category_condition: absent("needs_human"),
  source_of_data: given("The data subjects themselves", "activities.orders.source"),
  automated_decisions: absent("not_applicable"),
  dpia: absent("needs_human"),
  owner: given("Head of sales", "activities.orders.owner"),
};

/** A record with everything that the documents show: gaps, special categories, absent values, unassigned data. */
export const sampleRecord: Article30Record = {
  role: "controller",
  inputs: [
    { artifact: "personal_data", schema: "personal_data_finding:1.0.0", digest: "3f".repeat(32) },
    { artifact: "purposes", schema: "processing_purpose_finding:1.0.0", digest: "a1".repeat(32) },
  ],
  controller,
  joint_controllers: [],
  representatives: [],
  dpo: {
    name: given("Dr. Ilse Wagner", "dpo.name"),
    address: absent("needs_human"),
    email: given("dpo@bergkristall.example", "dpo.email"),
    telephone: absent("needs_human"),
  },
  acting_for: [],
  exemption: { claimed: given(false, "exemption.claimed"), reason: absent("not_applicable") },
  activities: [orders],
  unassigned: [
    {
      category: "religious_belief",
      special_category: true,
      sources: ["shop.staff.church_tax"],
      findings: ["pd-rel-1"],
    },
    { category: "ip_address", special_category: false, sources: ["logs/access.log"], findings: ["pd-ip-1", "pd-ip-2"] },
  ],
  gaps: [
    {
      item: "30(1)(e)",
      activity: "orders",
      message: "Whether data goes to a third country is not stated",
      how_to_fill: "Set activities.orders.transfers in organisation.yaml; an empty list says that there are none",
    },
    {
      item: "30(1)(f)",
      activity: "orders",
      message: "No time limit for date of birth",
      how_to_fill: "Add retention.date_of_birth to organisation.yaml",
    },
    {
      item: "30(1)(a)",
      activity: null,
      message: "The data protection officer has no address and no telephone number",
      how_to_fill: "Add dpo.address and dpo.telephone to organisation.yaml",
    },
  ],
  completeness: {
    overall: 0.76,
    by_item: {
      "30(1)(a)": { filled: 6, applicable: 8 },
      "30(1)(b)": { filled: 2, applicable: 2 },
      "30(1)(c)": { filled: 5, applicable: 5 },
      "30(1)(d)": { filled: 5, applicable: 7 },
      "30(1)(e)": { filled: 0, applicable: 1 },
      "30(1)(f)": { filled: 2, applicable: 4 },
      "30(1)(g)": { filled: 2, applicable: 2 },
    },
  },
  limits: {
    truncated: true,
    notices: [
      { what: "customers", reason: "max_rows_per_table (1000, first)", read: 1000, total: 48_211 },
      {
        what: "contracts/frame-agreement.pdf",
        reason: "document whose text is not extracted",
        read: 0,
        total: 184_332,
      },
    ],
  },
  summary: { activities: 1, gaps: 3, unassigned: 2, filled: 22, applicable: 29 },
};
