import type {
  Article30Activity,
  Article30Cell,
  ContentOf,
  ExportContext,
  gdprArticle30,
} from "../../../plugin/index.ts";
import { type CsvDialect, csvHead, csvRow, guarded } from "./dialect.ts";

type Article30Record = ContentOf<typeof gdprArticle30>;

/**
 * Returns whether content is a record of processing. Content is validated before it is recorded, so its schema's name
 * suffices.
 */
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
 * Writes the record of processing as a spreadsheet: one row per activity, and one per category of personal data that no
 * activity covers. A cell without a value is empty; the column `gaps` lists what is missing.
 */
export async function* recordTable({
  record,
  dialect,
  signal,
}: Pick<ExportContext<"any">, "signal"> & {
  readonly record: Article30Record;
  readonly dialect: CsvDialect;
}): AsyncGenerator<string, void, void> {
  signal.throwIfAborted();
  const rows = [...record.activities.map((activity) => activityRow(activity, record)), ...unassignedRows(record)];
  yield csvHead(columns, dialect);
  const cells = (row: Row): readonly string[] => columns.map((column) => guarded(row[column] ?? ""));
  yield rows.map((row) => csvRow(cells(row), dialect)).join("");
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
    retention: several(activity.retention.map(retentionText)),
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
    gaps: "no activity covers this personal data",
  }));

const several = (texts: readonly string[]): string => [...new Set(texts)].filter((text) => text !== "").join("; ");

const pair = (first: string, second: string): string => [first, second].filter((text) => text !== "").join(": ");

const textOf = ({ value }: Article30Cell<string | readonly string[]>): string =>
  typeof value === "string" ? value : several(value ?? []);

/** Returns an empty text when no period is declared for the category. */
function retentionText({ category, period }: Article30Activity["retention"][number]): string {
  const text = textOf(period);
  return text === "" ? "" : pair(category, text);
}
