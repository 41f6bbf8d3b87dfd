import type { Article30Activity, Article30Cell, Article30EmptyLists } from "../../../plugin/index.ts";
import type { Block, Fact, Section, Value } from "./document.ts";
import { allValues, oneValue, plain, type SourceList, shortText } from "./sources.ts";
import { declaredNone, emptyTextOf, noSpecialCategory, retentionCategory, spoken } from "./wording.ts";

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
      lists: [],
    }),
    item(parts, {
      letter: "30(1)(d)",
      title: "Categories of recipients",
      blocks: recipients(parts),
      lists: ["recipients"],
    }),
    item(parts, {
      letter: "30(1)(e)",
      title: "Transfers to third countries",
      blocks: transfers(parts),
      lists: ["transfers"],
    }),
    item(parts, {
      letter: "30(1)(f)",
      title: "Time limits for erasure",
      blocks: retention(parts),
      lists: ["retention"],
    }),
    item(parts, {
      letter: "30(1)(g)",
      title: "Security measures",
      blocks: measures(parts),
      lists: ["security_measures"],
    }),
  ];
}

function processorItems(parts: Parts): Section[] {
  return [
    purposes(parts, "30(2)(b)", "Categories of processing carried out", actingFor(parts)),
    item(parts, {
      letter: "30(2)(c)",
      title: "Transfers to third countries",
      blocks: transfers(parts),
      lists: ["transfers"],
    }),
    item(parts, {
      letter: "30(2)(d)",
      title: "Security measures",
      blocks: measures(parts),
      lists: ["security_measures"],
    }),
  ];
}

function actingFor({ activity: { acting_for: controllers }, sources }: Parts): readonly Fact[] {
  return controllers === undefined ? [] : [{ label: "On behalf of", values: allValues(controllers, sources) }];
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
  /** The lists of the activity that it shows: each that is empty says why. */
  readonly lists: readonly (keyof Article30EmptyLists)[];
}

/** Composes an item with its gaps. An item without content says why it is empty. */
function item(parts: Parts, { letter, title, blocks, lists }: Item): Section {
  const { activity, number, gaps } = parts;
  const missing = gaps.filter((gap) => gap.item === letter && gap.activity === activity.id).map(gapBlock);
  const all = [...blocks, ...lists.flatMap((key) => emptyBlocks(parts, key)), ...missing];
  return {
    id: `activity-${number}-${letter.replaceAll(/[()]/g, "")}`,
    title,
    item: letter,
    blocks: all.length === 0 ? [{ kind: "text", text: "Nothing is recorded." }] : all,
    sections: [],
  };
}

function emptyBlocks({ activity, sources, gaps }: Parts, key: keyof Article30EmptyLists): readonly Block[] {
  if (activity.empty_lists === undefined) return untoldEmpty(activity, gaps, key);
  const cell = activity.empty_lists[key];
  const text = emptyTextOf(activity, key);
  if (cell === undefined || text === undefined) return [];
  return [{ kind: "facts", rows: [{ label: listTitles[key], values: [emptyValue(cell, text, sources)] }] }];
}

/** In a record of an earlier version, an empty list without a gap is declared to be empty. */
function untoldEmpty(activity: Article30Activity, gaps: readonly Gap[], key: keyof Article30EmptyLists): Block[] {
  const items: readonly string[] = { recipients: ["30(1)(d)"], transfers: ["30(1)(e)", "30(2)(c)"] }[String(key)] ?? [];
  const isOpen = gaps.some((gap) => gap.activity === activity.id && items.includes(gap.item));
  if (items.length === 0 || isOpen || activity[key].length > 0) return [];
  return [{ kind: "text", text: `${declaredNone}.` }];
}

export const emptyValue = (cell: Article30Cell<"none">, text: string, sources: SourceList): Value => ({
  ...{ text, status: cell.status, tag: null },
  sources: sources.numbersOf(cell.provenance),
});

const listTitles: Readonly<Record<keyof Article30EmptyLists, string>> = {
  purposes: "Purposes",
  data_subjects: "Data subjects",
  personal_data: "Personal data",
  recipients: "Recipients",
  transfers: "Transfers",
  retention: "Time limits",
  security_measures: "Measures",
};

function purposes(parts: Parts, letter: string, title: string, more: readonly Fact[] = []): Section {
  const values = parts.activity.purposes.flatMap((purpose) => allValues(purpose, parts.sources, { reading: "term" }));
  const label = parts.activity.role === "processor" ? "Processing" : "Purposes";
  const rows = [...more, ...(values.length === 0 ? [] : [{ label, values }])];
  const blocks: Block[] = rows.length === 0 ? [] : [{ kind: "facts", rows }];
  return item(parts, { letter, title, blocks, lists: ["purposes"] });
}

function subjects(parts: Parts): readonly Block[] {
  const { activity, sources } = parts;
  const values = activity.data_subjects.flatMap((subject) => allValues(subject, sources, { reading: "term" }));
  if (values.length === 0) return emptyBlocks(parts, "data_subjects");
  return [{ kind: "facts", rows: [{ label: "Data subjects", values }] }];
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

function personalData(parts: Parts): readonly Block[] {
  const { activity, sources } = parts;
  if (activity.personal_data.length === 0) return emptyBlocks(parts, "personal_data");
  return table(
    "Categories of personal data",
    ["Category", "Location"],
    activity.personal_data.map((data) => [
      oneValue(data.category, sources, { reading: "term", tag: data.special_category ? "special category" : null }),
      plain(placesText(data.sources)),
    ]),
  );
}

function recipients({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Recipient", "Kind", "Country", "Contract"],
    activity.recipients.map(({ name, kind, country, contract }) => [
      oneValue(name, sources),
      oneValue(kind, sources),
      oneValue(country, sources),
      oneValue(contract, sources),
    ]),
  );
}

function transfers({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Recipient", "Country", "Mechanism", "Documentation"],
    activity.transfers.map(({ recipient, country, mechanism, documentation }) => [
      oneValue(recipient, sources),
      oneValue(country, sources),
      oneValue(mechanism, sources, { reading: "term" }),
      oneValue(documentation, sources),
    ]),
  );
}

function retention({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Category of data", "Period or criterion", "Basis"],
    activity.retention.map(({ category, period, basis }) => [
      plain(retentionCategory(activity, category)),
      oneValue(period, sources, { reading: "period" }),
      oneValue(basis, sources),
    ]),
  );
}

function measures({ activity, sources }: Parts): Block[] {
  return table(
    null,
    ["Kind", "Description"],
    activity.security_measures.map(({ kind, description }) => [
      oneValue(kind, sources, { reading: "term" }),
      oneValue(description, sources),
    ]),
  );
}

/** Facts that regulators ask for, although Article 30 does not. A processor's contain what was found in its systems. */
function furtherFacts(parts: Parts): Section {
  const { activity, number, sources } = parts;
  const isProcessor = activity.role === "processor";
  const found = isProcessor ? [...subjects(parts), ...personalData(parts)].filter((block) => !isNotAsked(block)) : [];
  const rows = [
    { label: "Lawful basis (Art. 6)", values: allValues(activity.lawful_basis, sources) },
    { label: "Condition (Art. 9)", values: conditionValues(parts) },
    { label: "Source of the data", values: allValues(activity.source_of_data, sources) },
    { label: "Automated decisions", values: allValues(activity.automated_decisions, sources) },
    { label: "Impact assessment (Art. 35)", values: allValues(activity.dpia, sources) },
  ];
  const asked = isProcessor
    ? rows.filter(({ values }) => values.some(({ status }) => status !== "not_applicable"))
    : rows;
  return {
    id: `activity-${number}-further`,
    title: isProcessor ? "Beyond Article 30(2)" : "Beyond Article 30",
    item: null,
    blocks: [...found, ...(asked.length === 0 ? [] : [{ kind: "facts" as const, rows: asked }])],
    sections: [],
  };
}

/** Whether a block only says that a processor is not asked for something. */
const isNotAsked = (block: Block): boolean =>
  block.kind === "facts" && block.rows.every(({ values }) => values.every(({ status }) => status === "not_applicable"));

function conditionValues({ activity: { special_category_condition: condition }, sources }: Parts): readonly Value[] {
  if (condition.status !== "not_detected") return allValues(condition, sources);
  return [{ text: noSpecialCategory, status: "not_detected", sources: [], tag: null }];
}
