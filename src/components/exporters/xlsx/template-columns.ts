import type { Article30Activity } from "../../../plugin/index.ts";
import { type Article30Record, activityTexts, partiesText, several } from "../record/activity-texts.ts";
import { absence } from "../record/wording.ts";

/** A column of the sheet of activities. */
export interface TemplateColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  /** Article 30 asks for it. The template colours these headings apart. */
  readonly isRequired: boolean;
  readonly text: (activity: Article30Activity, record: Article30Record) => string;
}

type Text = TemplateColumn["text"];
type Texts = ReturnType<typeof activityTexts>;

const required = (title: string, width: number, text: Text): TemplateColumn => ({
  title,
  width,
  isRequired: true,
  text,
});
const optional = (title: string, width: number, text: Text = () => ""): TemplateColumn => ({
  ...{ title, width, isRequired: false, text },
});
const of =
  (pick: (texts: Texts) => string): Text =>
  (activity) =>
    pick(activityTexts(activity));

/**
 * The columns A to AD of the controller template of the ICO, in its order. wct knows nothing for those without a text;
 * they stay empty for a person.
 */
export const controllerColumns: readonly TemplateColumn[] = [
  required("Business function", 24, of(functionText)),
  required(
    "Purpose of processing",
    28,
    of(({ purposes }) => purposes),
  ),
  required("Name and contact details of joint controller", 30, (_, record) =>
    partiesText(record.joint_controllers, record.empty_lists?.joint_controllers),
  ),
  required(
    "Categories of individuals",
    24,
    of(({ dataSubjects }) => dataSubjects),
  ),
  required("Categories of personal data", 32, of(personalDataText)),
  required(
    "Categories of recipients",
    32,
    of(({ recipients }) => recipients),
  ),
  optional(
    "Link to contract with processor",
    28,
    of(({ contracts }) => contracts),
  ),
  required(
    "Names of third countries or international organisations",
    28,
    of(({ transfers }) => transfers),
  ),
  required(
    "Safeguards for exceptional transfers",
    30,
    of(({ safeguards }) => safeguards),
  ),
  required(
    "Retention schedule",
    34,
    of(({ retention }) => retention),
  ),
  required(
    "General description of security measures",
    40,
    of(({ securityMeasures }) => securityMeasures),
  ),
  optional(
    "Article 6 lawful basis",
    26,
    of(({ lawfulBasis }) => lawfulBasis),
  ),
  optional(
    "Article 9 condition",
    26,
    of(({ condition }) => condition),
  ),
  optional("Legitimate interests", 24),
  optional("Link to LIA record", 20),
  optional("Rights available", 20),
  optional(
    "Automated decision-making",
    22,
    of(({ automatedDecisions }) => automatedDecisions),
  ),
  optional(
    "Source of the personal data",
    24,
    of(({ sourceOfData }) => sourceOfData),
  ),
  optional("Link to record of consent", 20),
  optional(
    "Location of personal data",
    44,
    of(({ systems, sources }) => several([systems, sources])),
  ),
  optional(
    "DPIA required?",
    24,
    of(({ dpia }) => dpia),
  ),
  optional("DPIA progress", 16),
  optional("Link to DPIA", 16),
  optional("Breach occurred?", 16),
  optional("Link to breach record", 20),
  optional("DPA 2018 Schedule 1 condition", 20),
  optional("Article 6 basis", 20),
  optional("Link to retention policy", 20),
  optional("Retained and erased per policy?", 20),
  optional("Reasons for not adhering", 20),
];

/** What Art. 30(2) asks of a processor, and where it happens. */
export const processorColumns: readonly TemplateColumn[] = [
  required("Activity", 24, of(functionText)),
  required("Name and contact details of controller", 34, actingForText),
  required(
    "Categories of processing",
    30,
    of(({ purposes }) => purposes),
  ),
  required(
    "Names of third countries or international organisations",
    28,
    of(({ transfers }) => transfers),
  ),
  required(
    "Safeguards for exceptional transfers",
    30,
    of(({ safeguards }) => safeguards),
  ),
  required(
    "General description of security measures",
    40,
    of(({ securityMeasures }) => securityMeasures),
  ),
  optional("Categories of personal data", 32, of(personalDataText)),
  optional(
    "Sub-processors and other recipients",
    30,
    of(({ recipients }) => recipients),
  ),
  optional(
    "Link to contract",
    26,
    of(({ contracts }) => contracts),
  ),
  optional(
    "Location of personal data",
    44,
    of(({ systems, sources }) => several([systems, sources])),
  ),
];

function functionText({ name, owner }: Texts): string {
  return owner === absence("needs_human") ? name : `${name} (${owner})`;
}

function personalDataText({ personalData, specialCategories }: Texts): string {
  return specialCategories === "" ? personalData : `${personalData} (special categories: ${specialCategories})`;
}

/** The controllers that the activity is done for, with their contact details where they are declared. */
function actingForText(activity: Article30Activity, { acting_for: parties }: Article30Record): string {
  const names = activity.acting_for?.value ?? [];
  if (names.length === 0) return absence("needs_human");
  return names
    .map((name) => {
      const party = parties.find((one) => one.name.value === name);
      return party === undefined ? name : partiesText([party], undefined);
    })
    .join("; ");
}
