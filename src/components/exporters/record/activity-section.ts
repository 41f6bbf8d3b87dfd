import type { Article30Activity } from "../../../plugin/index.ts";
import type { Block, Section, Value } from "./document.ts";
import { allValues, oneValue, plain, type SourceList, shortText } from "./sources.ts";
import { spoken } from "./wording.ts";

interface Gap {
  readonly item: string;
  readonly activity: string | null;
  readonly message: string;
  readonly how_to_fill: string;
}

interface Parts {
  readonly activity: Article30Activity;
  readonly number: number;
  readonly sources: SourceList;
  readonly gaps: readonly Gap[];
}

/** Composes the section of one activity: first the items of Article 30, then further facts that help a reader. */
export function activitySection(parts: Parts): Section {
  const { activity, number, sources } = parts;
  // In reading order, because sources are numbered in this order.
  const facts = [
    { label: "Acting as", values: [plain(spoken(activity.role))] },
    { label: "Systems", values: allValues(activity.systems, sources) },
    { label: "Owner", values: allValues(activity.owner, sources) },
  ];
  const items = activity.role === "controller" ? controllerItems(parts) : processorItems(parts);
  return {
    id: `activity-${number}`,
    title: shortText(activity.name),
    item: null,
    blocks: [{ kind: "facts", rows: facts }, ...unplaced(parts, items)],
    sections: [...items, furtherFacts(parts)],
  };
}

function controllerItems(parts: Parts): Section[] {
  return [
    purposes(parts, "30(1)(b)", "Purposes of the processing"),
    item(parts, {
      letter: "30(1)(c)",
      title: "Data subjects and personal data",
      blocks: [...subjects(parts), ...personalData(parts)],
    }),
    item(parts, {
      letter: "30(1)(d)",
      title: "Categories of recipients",
      blocks: recipients(parts),
      whenEmpty: declaredNone,
    }),
    item(parts, {
      letter: "30(1)(e)",
      title: "Transfers to third countries",
      blocks: transfers(parts),
      whenEmpty: declaredNone,
    }),
    item(parts, { letter: "30(1)(f)", title: "Time limits for erasure", blocks: retention(parts) }),
    item(parts, { letter: "30(1)(g)", title: "Security measures", blocks: measures(parts) }),
  ];
}

function processorItems(parts: Parts): Section[] {
  return [
    purposes(parts, "30(2)(b)", "Categories of processing carried out"),
    item(parts, {
      letter: "30(2)(c)",
      title: "Transfers to third countries",
      blocks: transfers(parts),
      whenEmpty: declaredNone,
    }),
    item(parts, { letter: "30(2)(d)", title: "Security measures", blocks: measures(parts) }),
  ];
}

export const gapBlock = (gap: Gap): Block => ({ kind: "gap", message: gap.message, howToFill: gap.how_to_fill });

/**
 * Returns the gaps of an activity in items that its role has no section for. They are shown at its top, so that no gap
 * is missed.
 */
function unplaced({ activity, gaps }: Parts, sections: readonly Section[]): Block[] {
  const placed = new Set(sections.map((section) => section.item));
  return gaps.filter((gap) => gap.activity === activity.id && !placed.has(gap.item)).map(gapBlock);
}

interface Item {
  readonly letter: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** The text of an empty item that has no gap. */
  readonly whenEmpty?: string;
}

// An empty list without a gap was declared by the organisation.
const declaredNone = "None, as the organisation declares.";

/** Composes an item with its gaps. An item without content and gaps says that it is empty. */
function item({ activity, number, gaps }: Parts, { letter, title, blocks, whenEmpty }: Item): Section {
  const missing = gaps.filter((gap) => gap.item === letter && gap.activity === activity.id).map(gapBlock);
  const all = [...blocks, ...missing];
  return {
    id: `activity-${number}-${letter.replaceAll(/[()]/g, "")}`,
    title,
    item: letter,
    blocks: all.length === 0 ? [{ kind: "text", text: whenEmpty ?? "Nothing is recorded." }] : all,
    sections: [],
  };
}

function purposes(parts: Parts, letter: string, title: string): Section {
  const values = parts.activity.purposes.flatMap((purpose) => allValues(purpose, parts.sources));
  const blocks: Block[] = values.length === 0 ? [] : [{ kind: "facts", rows: [{ label: "Purposes", values }] }];
  return item(parts, { letter, title, blocks });
}

function subjects({ activity, sources }: Parts): Block[] {
  const values = activity.data_subjects.flatMap((subject) => allValues(subject, sources));
  return values.length === 0 ? [] : [{ kind: "facts", rows: [{ label: "Data subjects", values }] }];
}

// A reader needs a few locations; the JSON export contains all of them.
const listedPlaces = 8;

export function placesText(places: readonly string[]): string {
  const further = places.length - listedPlaces;
  return [...places.slice(0, listedPlaces), ...(further > 0 ? [`and ${further} more`] : [])].join(", ");
}

function table(caption: string | null, columns: readonly string[], rows: readonly (readonly Value[])[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", caption, columns, rows }];
}

function personalData({ activity, sources }: Parts): Block[] {
  return table(
    "Categories of personal data",
    ["Category", "Location"],
    activity.personal_data.map((data) => [
      oneValue(data.category, sources, data.special_category ? "special category" : null),
      plain(placesText(data.sources)),
    ]),
  );
}

function recipients({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Recipient", "Kind", "Country", "Contract"],
    activity.recipients.map(({ name, kind, country, contract }) =>
      [name, kind, country, contract].map((cell) => oneValue(cell, sources)),
    ),
  );
}

function transfers({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Recipient", "Country", "Mechanism", "Documentation"],
    activity.transfers.map(({ recipient, country, mechanism, documentation }) =>
      [recipient, country, mechanism, documentation].map((cell) => oneValue(cell, sources)),
    ),
  );
}

function retention({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Category of data", "Period or criterion", "Basis"],
    activity.retention.map(({ category, period, basis }) => [
      plain(spoken(category)),
      oneValue(period, sources),
      oneValue(basis, sources),
    ]),
  );
}

function measures({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Kind", "Description"],
    activity.security_measures.map(({ kind, description }) => [
      oneValue(kind, sources),
      oneValue(description, sources),
    ]),
  );
}

function furtherFacts({ activity, number, sources }: Parts): Section {
  return {
    id: `activity-${number}-further`,
    title: "Beyond Article 30",
    item: null,
    blocks: [
      {
        kind: "facts",
        rows: [
          { label: "Lawful basis (Art. 6)", values: allValues(activity.lawful_basis, sources) },
          { label: "Condition (Art. 9)", values: allValues(activity.special_category_condition, sources) },
          { label: "Source of the data", values: allValues(activity.source_of_data, sources) },
          { label: "Automated decisions", values: allValues(activity.automated_decisions, sources) },
          { label: "Impact assessment (Art. 35)", values: allValues(activity.dpia, sources) },
        ],
      },
    ],
    sections: [],
  };
}
