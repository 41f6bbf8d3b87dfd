import type {
  Article30Activity,
  Article30Cell,
  Article30EmptyLists,
  Article30Party,
  ContentOf,
  gdprArticle30,
} from "../../../plugin/index.ts";
import { absence, emptyListText, emptyTextOf, noSpecialCategory, retentionCategory, textsOf } from "./wording.ts";

export type Article30Record = ContentOf<typeof gdprArticle30>;

/**
 * Returns whether content is a record of processing. Content is validated before it is recorded, so its schema's name
 * suffices.
 */
export const isArticle30Record = (schema: string, content: object): content is Article30Record =>
  schema.startsWith("gdpr_article_30:1.") && "activities" in content;

/** Joins different texts for one cell of a table. */
export const several = (texts: readonly string[]): string =>
  [...new Set(texts)].filter((text) => text !== "").join("; ");

export const pair = (first: string, second: string): string => [first, second].filter((text) => text !== "").join(": ");

type AnyCell = Article30Cell<string | readonly string[] | boolean>;

/** Returns the value of a cell, or why there is none. */
export function cellText(cell: AnyCell): string {
  const texts = textsOf(cell);
  return texts.length === 0 ? absence(cell.status) : several(texts);
}

/** Returns the value of a cell; empty if there is none. */
const valueText = (cell: AnyCell, reading: Parameters<typeof textsOf>[1] = "text"): string =>
  several(textsOf(cell, reading));

/** The texts of an activity in a table: one for each list, and why it is empty if it is. */
export const activityTexts = (activity: Article30Activity) => ({
  ...dataTexts(activity),
  ...outwardTexts(activity),
  ...furtherTexts(activity),
});

const listed = (activity: Article30Activity, key: keyof Article30EmptyLists, texts: readonly string[]): string =>
  texts.length === 0 ? (emptyTextOf(activity, key) ?? "") : several(texts);

const terms = (cells: readonly Article30Cell<string>[]): readonly string[] =>
  cells.flatMap((cell) => textsOf(cell, "term"));

function dataTexts(activity: Article30Activity) {
  const { personal_data: personal } = activity;
  const special = personal.filter((row) => row.special_category);
  return {
    name: cellText(activity.name),
    systems: cellText(activity.systems),
    purposes: listed(activity, "purposes", terms(activity.purposes)),
    dataSubjects: listed(activity, "data_subjects", terms(activity.data_subjects)),
    personalData: listed(activity, "personal_data", terms(personal.map(({ category }) => category))),
    specialCategories: several(terms(special.map(({ category }) => category))),
    sources: several(personal.flatMap(({ sources }) => sources)),
  };
}

function outwardTexts(activity: Article30Activity) {
  const { recipients, transfers, retention, security_measures: measures } = activity;
  const contracts = recipients.filter(({ contract }) => contract.value !== null);
  const periods = retention.map(({ category, period }) =>
    pair(retentionCategory(activity, category), valueText(period, "period") || absence(period.status)),
  );
  const texts = {
    recipients: recipients.map((one) => pair(valueText(one.name), valueText(one.country))),
    transfers: transfers.map((one) => pair(valueText(one.country), valueText(one.recipient))),
    measures: measures.map((one) => pair(valueText(one.kind, "term"), valueText(one.description))),
  };
  return {
    recipients: listed(activity, "recipients", texts.recipients),
    contracts: several(contracts.map((one) => pair(valueText(one.name), valueText(one.contract)))),
    transfers: listed(activity, "transfers", texts.transfers),
    safeguards: several(transfers.map(safeguardText)),
    retention: listed(activity, "retention", periods),
    securityMeasures: listed(activity, "security_measures", texts.measures),
  };
}

function furtherTexts({
  special_category_condition: condition,
  acting_for: controllers,
  ...activity
}: Article30Activity) {
  return {
    lawfulBasis: cellText(activity.lawful_basis),
    condition: condition.status === "not_detected" ? noSpecialCategory : cellText(condition),
    sourceOfData: cellText(activity.source_of_data),
    automatedDecisions: cellText(activity.automated_decisions),
    dpia: cellText(activity.dpia),
    owner: cellText(activity.owner),
    actingFor: controllers === undefined ? "" : cellText(controllers),
  };
}

function safeguardText({ country, mechanism, documentation }: Article30Activity["transfers"][number]): string {
  const stated = [valueText(mechanism, "term"), valueText(documentation)].filter((text) => text !== "").join(", ");
  return pair(valueText(country), stated || absence(mechanism.status));
}

/** Returns name and contact details of parties, or why there are none. */
export function partiesText(parties: readonly Article30Party[], empty: Article30Cell<"none"> | undefined): string {
  if (parties.length === 0) return emptyListText(empty) ?? "";
  return parties
    .map(({ name, address, email, telephone }) =>
      [name, address, email, telephone]
        .map((cell) => valueText(cell))
        .filter((text) => text !== "")
        .join(", "),
    )
    .join("; ");
}
