import { type Article30Party, type ContentOf, formatPercent, type gdprArticle30 } from "../../../plugin/index.ts";
import { examplesText, type NoticeGroup, noticeGroups } from "../notice-groups.ts";
import { activitySection, gapBlock, placesText } from "./activity-section.ts";
import type { Block, RecordDocument, Section } from "./document.ts";
import { allValues, oneValue, plain, type SourceList, shortText, sourceList } from "./sources.ts";
import { counted, spoken } from "./wording.ts";

type Article30Record = ContentOf<typeof gdprArticle30>;

/** Composes a record of processing activities as a document. Pure: the same record gives the same document. */
export function composeRecord(record: Article30Record): RecordDocument {
  const sources = sourceList();
  const sections = [
    partiesSection(record, sources),
    activitiesSection(record, sources),
    gapsSection(record),
    unassignedSection(record),
    completenessSection(record),
    limitsSection(record),
    inputsSection(record),
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

/** The general gaps of this item concern personal data that no activity covers. */
const dataItem = "30(1)(c)";
const generalGaps = (record: Article30Record): readonly Gap[] => record.gaps.filter((gap) => gap.activity === null);

function partiesSection(record: Article30Record, sources: SourceList): Section {
  const parties = [
    ...party("Controller", record.role === "processor" ? [] : [record.controller], sources),
    ...party("Processor", record.role === "processor" ? [record.controller] : [], sources),
    ...party("Joint controller", record.joint_controllers, sources),
    ...party("Representative", record.representatives, sources),
    ...party("Data protection officer", [record.dpo], sources),
    ...party("Acting for", record.acting_for, sources),
  ];
  const general = generalGaps(record).filter((gap) => gap.item !== dataItem);
  return section("parties", "Names and contact details", {
    item: record.role === "processor" ? "30(2)(a)" : "30(1)(a)",
    blocks: [...parties, ...exemption(record, sources), ...general.map(gapBlock)],
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

function exemption({ exemption: { claimed, reason } }: Article30Record, sources: SourceList): Block[] {
  if (claimed.value === null && claimed.status === "not_applicable") return [];
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
  return section("unassigned", "Personal data not covered by any activity", {
    blocks: [
      {
        kind: "text",
        text: "It was found, but no activity above covers it. Assign it to an activity, or delete it.",
      },
      ...generalGaps(record)
        .filter((gap) => gap.item === dataItem)
        .map(gapBlock),
      {
        kind: "table",
        caption: counted(unassigned.length, "category", "categories"),
        columns: ["Category", "Location", "Findings"],
        rows: unassigned.map((data) => [
          plain(spoken(data.category), data.special_category ? "special category" : null),
          plain(placesText(data.sources)),
          plain(placesText(data.findings)),
        ]),
      },
    ],
  });
}

function completenessSection({ completeness }: Article30Record): Section | undefined {
  const items = Object.entries(completeness.by_item).sort(([a], [b]) => (a < b ? -1 : 1));
  if (items.length === 0) return undefined;
  return section("completeness", "Completeness", {
    blocks: [
      {
        kind: "text",
        text: "The share of applicable entries that are filled. It does not tell whether they are correct.",
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

function inputsSection({ inputs }: Article30Record): Section | undefined {
  if (inputs.length === 0) return undefined;
  return section("inputs", "Sources of this record", {
    blocks: [
      {
        kind: "table",
        caption: counted(inputs.length, "artifact", "artifacts"),
        columns: ["Artifact", "Schema", "Digest"],
        rows: inputs.map(({ artifact, schema, digest }) => [plain(artifact), plain(schema), plain(digest)]),
      },
    ],
  });
}
