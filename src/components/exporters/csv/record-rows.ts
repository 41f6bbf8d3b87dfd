import type {
  Article30Activity,
  Article30Cell,
  ContentOf,
  ExportContext,
  gdprArticle30,
} from "../../../plugin/index.ts";
import { csvHead, csvRow, guarded } from "./cells.ts";

type Article30Record = ContentOf<typeof gdprArticle30>;

/** Content was checked against its schema before it was recorded: its name says what it is. */
export const isArticle30Record = (schema: string, content: object): content is Article30Record =>
  schema.startsWith("gdpr_article_30:1.") && "activities" in content;

type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

const columns = [
  "activity",
  "name",
  "role",
  "controller",
  "systems",
  "purposes",
  "data_subjects",
  "personal_data",
  "special_categories",
  "sources",
  "recipients",
  "transfers",
  "retention",
  "security_measures",
  "lawful_basis",
  "special_category_condition",
  "source_of_data",
  "automated_decisions",
  "dpia",
  "owner",
  "gaps",
] as const;

/**
 * The record of processing as offices keep it in spreadsheets: a row for each activity, and one for each category of
 * personal data that no activity claims. An empty cell is one without a value; `gaps` says what is to be completed.
 */
export async function* recordTable({
  record,
  signal,
}: Pick<ExportContext<"any">, "signal"> & { readonly record: Article30Record }): AsyncGenerator<string, void, void> {
  signal.throwIfAborted();
  const rows = [...record.activities.map((activity) => activityRow(activity, record)), ...unassignedRows(record)];
  yield csvHead(columns);
  yield rows.map((row) => csvRow(columns.map((column) => guarded(row[column] ?? "")))).join("");
}

function activityRow(activity: Article30Activity, { controller, gaps }: Article30Record): Row {
  const special = activity.personal_data.filter((one) => one.special_category);
  return {
    activity: activity.id,
    name: textOf(activity.name),
    role: activity.role,
    controller: textOf(controller.name),
    systems: textOf(activity.systems),
    purposes: several(activity.purposes.map(textOf)),
    data_subjects: several(activity.data_subjects.map(textOf)),
    personal_data: several(activity.personal_data.map(({ category }) => textOf(category))),
    special_categories: several(special.map(({ category }) => textOf(category))),
    sources: several(activity.personal_data.flatMap(({ sources }) => sources)),
    recipients: several(activity.recipients.map(({ name, country }) => pair(textOf(name), textOf(country)))),
    transfers: several(activity.transfers.map((one) => pair(textOf(one.country), textOf(one.mechanism)))),
    retention: several(activity.retention.map(({ category, period }) => pair(category, textOf(period)))),
    security_measures: several(
      activity.security_measures.map((one) => pair(textOf(one.kind), textOf(one.description))),
    ),
    lawful_basis: textOf(activity.lawful_basis),
    special_category_condition: textOf(activity.special_category_condition),
    source_of_data: textOf(activity.source_of_data),
    automated_decisions: textOf(activity.automated_decisions),
    dpia: textOf(activity.dpia),
    owner: textOf(activity.owner),
    gaps: several(gaps.filter((gap) => gap.activity === activity.id).map(({ item, message }) => pair(item, message))),
  };
}

const unassignedRows = ({ unassigned }: Article30Record): readonly Row[] =>
  unassigned.map(({ category, special_category, sources }) => ({
    personal_data: category,
    special_categories: special_category ? category : "",
    sources: several(sources),
    gaps: "no activity claims this personal data",
  }));

const several = (texts: readonly string[]): string => [...new Set(texts)].filter((text) => text !== "").join("; ");

const pair = (first: string, second: string): string => [first, second].filter((text) => text !== "").join(": ");

const textOf = ({ value }: Article30Cell<string | readonly string[]>): string =>
  typeof value === "string" ? value : several(value ?? []);
