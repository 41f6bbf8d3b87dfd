import { type Article30Party, type ContentOf, formatPercent, type gdprArticle30 } from "../../../plugin/index.ts";
import { examplesText, type NoticeGroup, noticeGroups } from "../notice-groups.ts";
import { activitySection, emptyValue, gapBlock, placesText } from "./activity-section.ts";
import type { Block, RecordDocument, Section } from "./document.ts";
import { allValues, oneValue, plain, type SourceList, shortText, sourceList } from "./sources.ts";
import { absence, counted, declaredNone, emptyListText, spoken, textsOf } from "./wording.ts";

type Article30Record = ContentOf<typeof gdprArticle30>;

/** The artifact of a record. */
export interface RecordArtifact {
  readonly artifact: string;
  readonly digest: string;
}

/** Composes a record of processing activities as a document. Pure: the same record gives the same document. */
export function composeRecord(record: Article30Record, from: RecordArtifact): RecordDocument {
  const sources = sourceList();
  const sections = [
    partiesSection(record, sources),
    activitiesSection(record, sources),
    gapsSection(record),
    completenessSection(record),
    limitsSection(record),
    unassignedSection(record),
    originSection(record, from),
  ].filter((section) => section !== undefined);
  const counts = Object.values(record.completeness.by_item);
  return {
    title: "Record of processing activities",
    subtitle: `Article 30 GDPR, kept as ${roleText(record.role)}: ${shortText(record.controller.name)}`,
    filled: counts.reduce((sum, { filled }) => sum + filled, 0),
    applicable: counts.reduce((sum, { applicable }) => sum + applicable, 0),
    completeness: record.completeness.overall,
    gaps: record.gaps.length,
    sections,
    sources: sources.all(),
  };
}

function roleText(role: Article30Record["role"]): string {
  return role === "both" ? "controller and processor" : role;
}

const section = (
  id: string,
  title: string,
  parts: Partial<Pick<Section, "item" | "blocks" | "sections">>,
): Section => ({
  id,
  title,
  item: null,
  blocks: [],
  sections: [],
  ...parts,
});

type Gap = Article30Record["gaps"][number];

/** The general gaps of these items concern personal data that no activity covers. */
const dataItems: ReadonlySet<string> = new Set(["30(1)(c)", "30(2)(b)"]);
const generalGaps = (record: Article30Record): readonly Gap[] => record.gaps.filter((gap) => gap.activity === null);

const partyTitles = {
  controller: "Controller",
  processor: "Processor",
  both: "Controller and processor",
} as const;

const partyItems = { controller: "30(1)(a)", processor: "30(2)(a)", both: "30(1)(a), 30(2)(a)" } as const;

function partiesSection(record: Article30Record, sources: SourceList): Section {
  const blocks = [
    ...party(partyTitles[record.role], [record.controller], sources),
    ...party("Joint controllers", record.joint_controllers, sources),
    ...party("Representatives", record.representatives, sources),
    ...officer(record, sources),
    ...party("On behalf of", record.acting_for, sources),
    ...emptyParties(record, sources),
    ...exemption(record, sources),
  ];
  const general = generalGaps(record).filter((gap) => !dataItems.has(gap.item));
  return section("parties", "Names and contact details", {
    item: partyItems[record.role],
    blocks: [...blocks, ...general.map(gapBlock)],
  });
}

function party(title: string, parties: readonly Article30Party[], sources: SourceList): Block[] {
  if (parties.length === 0) return [];
  return [
    {
      kind: "table",
      caption: title,
      columns: ["Name", "Address", "E-mail", "Telephone"],
      rows: parties.map(({ name, address, email, telephone }) =>
        [name, address, email, telephone].map((cell) => oneValue(cell, sources)),
      ),
    },
  ];
}

/** An officer whom the organisation declares not to have is one line, as lists of parties are. */
function officer({ dpo }: Article30Record, sources: SourceList): Block[] {
  return hasNoOfficer(dpo) ? [] : party("Data protection officer", [dpo], sources);
}

const hasNoOfficer = ({ name }: Article30Party): boolean => name.status === "not_applicable";

/** Says of which parties there are none, and of which it is not said. */
function emptyParties(record: Article30Record, sources: SourceList): Block[] {
  const { empty_lists: empty, dpo } = record;
  const isAsked = {
    joint_controllers: record.role !== "processor",
    representatives: true,
    acting_for: record.role !== "controller",
  };
  const rows = partyLists.flatMap(([key, label]) => {
    const cell = isAsked[key] ? empty?.[key] : undefined;
    const text = emptyListText(cell);
    if (cell === undefined || text === undefined) return [];
    return [{ label, values: [emptyValue(cell, text, sources)] }];
  });
  const none = { text: declaredNone, status: "provided" as const, tag: null };
  const noOfficer = hasNoOfficer(dpo)
    ? [{ label: "Data protection officer", values: [{ ...none, sources: sources.numbersOf(dpo.name.provenance) }] }]
    : [];
  const all = [...rows, ...noOfficer];
  return all.length === 0 ? [] : [{ kind: "facts", rows: all }];
}

const partyLists = [
  ["joint_controllers", "Joint controllers"],
  ["representatives", "Representatives"],
  ["acting_for", "On behalf of"],
] as const;

function exemption({ exemption: { claimed, reason } }: Article30Record, sources: SourceList): Block[] {
  // The exemption is rarely claimed, and silence claims nothing.
  if (claimed.value === null) return [];
  const rows = [
    { label: "Exemption of Art. 30(5) claimed", values: allValues(claimed, sources) },
    ...(claimed.value === true ? [{ label: "Reason given", values: allValues(reason, sources) }] : []),
  ];
  return [{ kind: "facts", rows }];
}

function activitiesSection(record: Article30Record, sources: SourceList): Section {
  return section("activities", "Processing activities", {
    blocks: record.activities.length === 0 ? [{ kind: "text", text: "No processing activity is recorded." }] : [],
    sections: record.activities.map((activity, index) =>
      activitySection({ activity, number: index + 1, sources, gaps: record.gaps }),
    ),
  });
}

function gapsSection(record: Article30Record): Section | undefined {
  if (record.gaps.length === 0) return undefined;
  const names = new Map(record.activities.map(({ id, name }) => [id, shortText(name)]));
  return section("gaps", "Gaps", {
    blocks: [
      {
        kind: "table",
        caption: counted(record.gaps.length, "gap", "gaps"),
        columns: ["Item", "Activity", "What is missing", "How to fill"],
        rows: record.gaps.map((gap) => [
          plain(gap.item),
          plain(gap.activity === null ? "Whole record" : (names.get(gap.activity) ?? gap.activity)),
          plain(gap.message),
          plain(gap.how_to_fill),
        ]),
      },
    ],
  });
}

function unassignedSection(record: Article30Record): Section | undefined {
  const { unassigned } = record;
  if (unassigned.length === 0) return undefined;
  const gaps = generalGaps(record).filter((gap) => dataItems.has(gap.item));
  return section("unassigned", "Personal data not covered by any activity", {
    blocks: [
      {
        kind: "text",
        text: "It was found, but no activity above covers it. Assign it to an activity, or delete it.",
      },
      ...gaps.map(gapBlock),
      {
        kind: "table",
        caption: counted(unassigned.length, "category", "categories"),
        columns: ["Category", "Location", "Findings"],
        rows: unassigned.map((data) => [
          plain(spoken(data.category), data.special_category ? "special category" : null),
          plain(placesText(data.sources)),
          plain(String(data.findings.length)),
        ]),
      },
      ...candidateBlocks(record.candidates ?? []),
    ],
  });
}

function candidateBlocks(candidates: NonNullable<Article30Record["candidates"]>): Block[] {
  if (candidates.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "Activities that these findings suggest",
      columns: ["Systems", "Data subjects", "Possible purposes", "To declare it"],
      rows: candidates.map(({ id, systems, data_subjects: subjects, purposes }) => [
        plain(placesText(textsOf(systems))),
        plain(listText(subjects.flatMap((cell) => textsOf(cell, "term")))),
        plain(listText(purposes.flatMap((cell) => textsOf(cell, "term")))),
        plain(`wct record draft RUN ${id}`),
      ]),
    },
  ];
}

const listText = (texts: readonly string[]): string =>
  texts.length === 0 ? absence("not_detected") : texts.join(", ");

function completenessSection({ completeness }: Article30Record): Section | undefined {
  const items = Object.entries(completeness.by_item).sort(([a], [b]) => (a < b ? -1 : 1));
  if (items.length === 0) return undefined;
  return section("completeness", "Completeness", {
    blocks: [
      {
        kind: "text",
        text: "Each item counts once for each activity. It is filled if nothing of it is missing, which does not tell whether it is correct. Special categories without a condition of Art. 9(2) leave item (c) open.",
      },
      {
        kind: "table",
        caption: "Entries filled, by item",
        columns: ["Item", "Filled", "Applicable", "Share"],
        rows: items.map(([item, { filled, applicable }]) => [
          plain(item),
          plain(String(filled)),
          plain(String(applicable)),
          plain(formatPercent(applicable === 0 ? null : filled / applicable)),
        ]),
      },
    ],
  });
}

const places = (groups: readonly NoticeGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);

function limitsSection({ limits }: Article30Record): Section {
  const nothing: Block = {
    kind: "text",
    text: "No limit was reached while reading. Data that the analysers do not recognise is not in this record.",
  };
  const groups = noticeGroups(limits.notices);
  return section("limits", "Not examined", {
    blocks: [
      ...(groups.length === 0
        ? [nothing]
        : [
            {
              kind: "table" as const,
              caption: counted(places(groups), "place", "places"),
              columns: ["Reason", "Places", "Which"],
              rows: groups.map((group) => [
                plain(group.reason),
                plain(String(group.count)),
                plain(examplesText(group)),
              ]),
            },
          ]),
      {
        kind: "text",
        text: "Paper files and systems that no connector read are not part of this record unless they are declared.",
      },
    ],
  });
}

/** Tells how the record was made, so that a reader can check it. */
function originSection({ inputs }: Article30Record, { artifact, digest }: RecordArtifact): Section {
  const rows = inputs.map((input) => [plain(input.artifact), plain(input.schema), plain(input.digest)]);
  return section("origin", "How this record was made", {
    blocks: [
      {
        kind: "text",
        text: "wct composed it from the findings of the artifacts below and from the declarations of the organisation. The digest of an artifact is the SHA-256 of its recorded bytes: the same digest means the same content, and `wct verify` recomputes it. The JSON of this record lists the id of every finding behind a value; `wct inspect RUN ARTIFACT` shows the findings.",
      },
      {
        kind: "table",
        caption: counted(rows.length + 1, "artifact", "artifacts"),
        columns: ["Artifact", "Schema", "Digest"],
        rows: [[plain(artifact), plain("this record"), plain(digest)], ...rows],
      },
    ],
  });
}
