/** A cell whose value the organisation file provides. */
const provided = <T>(value: T, path: string) => ({
  ...{ value, status: "provided" as const },
  provenance: [{ kind: "config" as const, file: "organisation.yaml", path }],
});

/** A cell that a person must fill. */
const open = { value: null, status: "needs_human" as const, provenance: [] };

/** A cell of text. */
export const sampleCells = [
  provided("Sample value", "activities.orders.name"),
  { value: "Sample value", status: "detected" as const, provenance: [found("email-shop-customers-email")] },
];

function found(id: string) {
  return { kind: "finding" as const, artifact: "personal_data", ids: [id] };
}

const party = (key: string, name: string, email: string) => ({
  name: provided(name, `${key}.name`),
  address: provided("1 Example Street, 00000 Sampleton", `${key}.address`),
  email: provided(email, `${key}.email`),
  telephone: provided("+44 20 7946 0018", `${key}.telephone`),
});

/** The organisation and its representatives. */
export const sampleParties = [
  party("controller", "Sample Shop Ltd", "office@example.org"),
  party("dpo", "Data protection officer", "dpo@example.org"),
];

const orders = "activities.orders";

/** Why lists of an activity are empty. */
export const sampleEmptyLists = [{ transfers: provided("none" as const, `${orders}.transfers`) }];

/** A processing activity of the record. */
export const sampleActivities = [
  {
    id: "orders",
    name: provided("Order processing", `${orders}.name`),
    role: "controller" as const,
    systems: provided(["shop"], `${orders}.systems`),
    purposes: [provided("order_fulfilment", `${orders}.purposes[0]`)],
    data_subjects: [provided("customer", `${orders}.data_subjects[0]`)],
    personal_data: [
      {
        category: { value: "email", status: "detected" as const, provenance: [found("email-shop-customers-email")] },
        special_category: false,
        sources: ["shop.customers.email"],
      },
    ],
    recipients: [
      {
        name: provided("Sample Parcels", `${orders}.recipients[0].name`),
        kind: provided("processor", `${orders}.recipients[0].kind`),
        country: provided("DE", `${orders}.recipients[0].country`),
        contract: open,
      },
    ],
    transfers: [],
    retention: [{ category: "email", period: provided("10 years", `${orders}.retention[0].period`), basis: open }],
    security_measures: [{ kind: provided("access control", `${orders}.security[0].kind`), description: open }],
    lawful_basis: provided(["6(1)(b)"], `${orders}.lawful_basis`),
    special_category_condition: { value: null, status: "not_applicable" as const, provenance: [] },
    source_of_data: provided("The data subject", `${orders}.source_of_data`),
    automated_decisions: provided("none", `${orders}.automated_decisions`),
    dpia: open,
    owner: provided("Sales", `${orders}.owner`),
    empty_lists: { transfers: provided("none" as const, `${orders}.transfers`) },
  },
];

/** An entry of the list of what is missing. */
export const sampleGaps = [
  {
    ...{ item: "30(1)(d)", activity: "orders", message: "the contract with Sample Parcels is not named" },
    how_to_fill: "add recipients[0].contract to activities.orders in organisation.yaml",
  },
];
