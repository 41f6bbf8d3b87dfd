import type { Article30Activity, ExportContext } from "../../../plugin/index.ts";
import { type Article30Record, activityTexts, cellText, pair, several } from "../record/activity-texts.ts";
import { spoken } from "../record/wording.ts";
import { type CsvDialect, csvHead, csvRow, guarded } from "./dialect.ts";

type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

const columns = [
  "activity",
  "name",
  "role",
  "controller",
  "acting_for",
  "systems",
  "purposes",
  "data_subjects",
  "personal_data",
  "special_categories",
  "sources",
  "recipients",
  "contracts",
  "transfers",
  "safeguards",
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
 * activity covers. A cell without a value says why; the column `gaps` lists what is missing.
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
  const texts = activityTexts(activity);
  const missing = gaps.filter((gap) => gap.activity === activity.id);
  return {
    activity: activity.id,
    name: texts.name,
    role: activity.role,
    controller: cellText(controller.name),
    acting_for: texts.actingFor,
    systems: texts.systems,
    purposes: texts.purposes,
    data_subjects: texts.dataSubjects,
    personal_data: texts.personalData,
    special_categories: texts.specialCategories,
    sources: texts.sources,
    recipients: texts.recipients,
    contracts: texts.contracts,
    transfers: texts.transfers,
    safeguards: texts.safeguards,
    retention: texts.retention,
    security_measures: texts.securityMeasures,
    lawful_basis: texts.lawfulBasis,
    special_category_condition: texts.condition,
    source_of_data: texts.sourceOfData,
    automated_decisions: texts.automatedDecisions,
    dpia: texts.dpia,
    owner: texts.owner,
    gaps: several(missing.map(({ item, message }) => pair(item, message))),
  };
}

const unassignedRows = ({ unassigned }: Article30Record): readonly Row[] =>
  unassigned.map(({ category, special_category, sources }) => ({
    personal_data: spoken(category),
    special_categories: special_category ? spoken(category) : "",
    sources: several(sources),
    gaps: "no activity covers this personal data",
  }));
