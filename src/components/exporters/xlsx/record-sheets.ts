import { formatPercent } from "../../../plugin/index.ts";
import { examplesText, noticeGroups } from "../notice-groups.ts";
import { type Article30Record, cellText, several } from "../record/activity-texts.ts";
import type { RecordArtifact } from "../record/compose.ts";
import { spoken } from "../record/wording.ts";
import type { SheetCell } from "./cell-xml.ts";
import { controllerColumns, processorColumns, type TemplateColumn } from "./template-columns.ts";
import type { WorkbookRow, WorkbookSheet } from "./workbook.ts";

/**
 * Returns the sheets of a record: activities as controller in the columns of the template of the UK regulator (ICO),
 * activities as processor, what is missing, what no activity covers, and how it was made.
 */
export function recordSheets(record: Article30Record, from: RecordArtifact): readonly WorkbookSheet[] {
  const as = (role: "controller" | "processor") => record.activities.filter((activity) => activity.role === role);
  const processor = as("processor");
  const hasController = record.role !== "processor" || as("controller").length > 0;
  return [
    ...(hasController ? [activitySheet("Controller", record, as("controller"), controllerColumns)] : []),
    ...(record.role === "processor" || processor.length > 0
      ? [activitySheet("Processor", record, processor, processorColumns)]
      : []),
    gapSheet(record),
    unassignedSheet(record),
    limitSheet(record),
    originSheet(record, from),
  ];
}

type Activities = Article30Record["activities"];

function activitySheet(
  role: "Controller" | "Processor",
  record: Article30Record,
  activities: Activities,
  columns: readonly TemplateColumn[],
): WorkbookSheet {
  const rows = activities.map((activity) => columns.map(({ text }) => cell(text(activity, record))));
  return {
    name: role,
    widths: columns.map(({ width }) => width),
    frozenRows: 7,
    rows: [...partyRows(role, record), columns.map(({ title, isRequired }) => header(title, isRequired)), ...rows],
  };
}

/** The first six rows: who keeps the record, the officer and the representative side by side. */
function partyRows(role: "Controller" | "Processor", record: Article30Record): readonly WorkbookRow[] {
  const { controller, dpo, representatives, empty_lists: empty } = record;
  const [representative] = representatives;
  const none = empty?.representatives?.value === "none" ? "None, as the organisation declares" : "Not said";
  const fields = [
    ["Name", "name"],
    ["Address", "address"],
    ["E-mail", "email"],
    ["Telephone", "telephone"],
  ] as const;
  const paragraph = role === "Controller" ? "Art. 30(1) GDPR" : "Art. 30(2) GDPR";
  const title: SheetCell = { value: `Record of processing activities, ${paragraph}`, style: "title" };
  return [
    [title],
    [label(role), undefined, label("Data protection officer"), undefined, label("Representative")],
    ...fields.map(([name, key], i): WorkbookRow => {
      const other = i === 0 ? none : "";
      const third = representative === undefined ? other : cellText(representative[key]);
      return [
        label(name),
        cell(cellText(controller[key])),
        label(name),
        cell(cellText(dpo[key])),
        label(name),
        cell(third),
      ];
    }),
  ];
}

function gapSheet({ gaps, activities }: Article30Record): WorkbookSheet {
  const names = new Map(activities.map(({ id, name }) => [id, cellText(name)]));
  const rows = gaps.map(({ item, activity, message, how_to_fill }) => [
    item,
    activity === null ? "Whole record" : (names.get(activity) ?? activity),
    message,
    how_to_fill,
  ]);
  return tableSheet("Gaps", ["Item", "Activity", "What is missing", "How to fill"], [14, 28, 50, 60], rows);
}

function unassignedSheet({ unassigned }: Article30Record): WorkbookSheet {
  const rows = unassigned.map(({ category, special_category, sources, findings }) => [
    spoken(category),
    special_category ? "Yes" : "",
    several(sources),
    findings.length,
  ]);
  const columns = ["Category of personal data", "Special category", "Location", "Findings"];
  return tableSheet("Not covered", columns, [26, 16, 70, 12], rows);
}

function limitSheet({ limits }: Article30Record): WorkbookSheet {
  const rows = noticeGroups(limits.notices).map((group) => [group.reason, group.count, examplesText(group)]);
  return tableSheet("Not examined", ["Reason", "Places", "Which"], [60, 10, 70], rows);
}

function originSheet({ completeness, inputs }: Article30Record, { artifact, digest }: RecordArtifact): WorkbookSheet {
  const items = Object.entries(completeness.by_item).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = [
    ...items.map(([item, { filled, applicable }]) => [`Entries filled, Art. ${item}`, `${filled} of ${applicable}`]),
    ["Entries filled, overall", formatPercent(completeness.overall)],
    [`Digest (SHA-256) of this record, artifact ${artifact}`, digest],
    ...inputs.map((input) => [`Digest (SHA-256) of the findings, artifact ${input.artifact}`, input.digest]),
  ];
  return tableSheet("Origin", ["How this record was made", "Value"], [50, 70], rows);
}

function tableSheet(
  name: string,
  columns: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly (string | number)[])[],
): WorkbookSheet {
  return {
    ...{ name, widths, frozenRows: 1 },
    rows: [columns.map((title) => header(title, true)), ...rows.map((row) => row.map(cell))],
  };
}

const cell = (value: string | number): SheetCell | undefined => (value === "" ? undefined : { value });
const label = (value: string): SheetCell => ({ value, style: "label" });
const header = (value: string, isRequired: boolean): SheetCell => ({
  value,
  style: isRequired ? "required" : "optional",
});
