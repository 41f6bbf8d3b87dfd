import type {
  Article30Activity,
  Article30Cell,
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
export function activityTexts(activity: Article30Activity) {
  const { personal_data: personal, recipients, transfers } = activity;
  const listed = (key: Parameters<typeof emptyTextOf>[1], texts: readonly string[]): string =>
    texts.length === 0 ? (emptyTextOf(activity, key) ?? "") : several(texts);
  const terms = (cells: readonly Article30Cell<string>[]) => cells.flatMap((cell) => textsOf(cell, "term"));
  return {
    name: cellText(activity.name),
    systems: cellText(activity.systems),
    purposes: listed("purposes", terms(activity.purposes)),
    dataSubjects: listed("data_subjects", terms(activity.data_subjects)),
    personalData: listed("personal_data", terms(personal.map(({ category }) => category))),
    specialCategories: several(terms(personal.filter((row) => row.special_category).map(({ category }) => category))),
    sources: several(personal.flatMap(({ sources }) => sources)),
    recipients: listed(
      "recipients",
      recipients.map(({ name, country }) => pair(valueText(name), valueText(country))),
    ),
    contracts: several(
      recipients
        .filter(({ contract }) => contract.value !== null)
        .map((one) => pair(valueText(one.name), valueText(one.contract))),
    ),
    transfers: listed(
      "transfers",
      transfers.map((one) => pair(valueText(one.country), valueText(one.recipient))),
    ),
    safeguards: several(transfers.map(safeguardText)),
    retention: listed(
      "retention",
      activity.retention.map(({ category, period }) => pair(retentionCategory(activity, category), periodOf(period))),
    ),
    securityMeasures: listed(
      "security_measures",
      activity.security_measures.map((one) => pair(valueText(one.kind, "term"), valueText(one.description))),
    ),
    lawfulBasis: cellText(activity.lawful_basis),
    condition:
      activity.special_category_condition.status === "not_detected"
        ? noSpecialCategory
        : cellText(activity.special_category_condition),
    sourceOfData: cellText(activity.source_of_data),
    automatedDecisions: cellText(activity.automated_decisions),
    dpia: cellText(activity.dpia),
    owner: cellText(activity.owner),
    actingFor: activity.acting_for === undefined ? "" : cellText(activity.acting_for),
  };
}

const periodOf = (cell: Article30Cell<string>): string => valueText(cell, "period") || absence(cell.status);

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
