import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gdprArticle30Processor } from "../../components/gdpr_article_30/index.ts";
import {
  type DataSubjectFinding,
  dataSubjectFinding,
  type Locator,
  type PersonalDataFinding,
  type ProcessingPurposeFinding,
  personalDataFinding,
  processingPurposeFinding,
} from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../component-context.ts";

const limits = { truncated: false, notices: [] };
const analysis = { ruleset: { uri: "local/x/1.0.0", digest: "d" }, limits };

const tableAt = (place: string) => {
  const parts = place.split(".");
  const [database = "", second = "", third] = parts;
  return third === undefined ? { database, table: second } : { database, schema: second, table: third };
};

interface FoundData {
  readonly id: string;
  readonly category: string;
  readonly special?: boolean;
}

/** A finding of personal data in a column of a table: `shop.orders` or, with a schema, `shop.crm.orders`. */
export const foundInColumn = (place: string, column: string, found: FoundData): PersonalDataFinding =>
  foundAt({ kind: "column", ...tableAt(place), column }, found);

/** A finding of personal data in a file. */
export const foundInFile = (path: string, found: FoundData): PersonalDataFinding =>
  foundAt({ kind: "file", path }, found);

const foundAt = (locator: Locator, { id, category, special = false }: FoundData): PersonalDataFinding => ({
  ...{ id, category, special_category: special, rule: "r", score: 0.9, confidence: "high", locator },
  matches: { count: 1, distinct: 1, sample: 1, share: 1 },
  evidence: [],
  explain: { base: 0.5, signals: [], vetoes: [] },
});

const atTable = (place: string) => {
  const locator = { kind: "table" as const, ...tableAt(place) };
  return {
    ...{ score: 0.8, confidence: "medium" as const, locator, personal_data: [] },
    entity: { kind: "table" as const, name: locator.table },
    signals: [{ kind: "table" as const, rule: "r", weight: 0.5, locator }],
  };
};

/** A finding that a table serves a purpose. */
export const purposeAt = (place: string, id: string, purpose: string): ProcessingPurposeFinding => ({
  ...atTable(place),
  ...{ id, purpose, dpv: null, sensitive: false },
});

/** A finding that a table is about data subjects. */
export const subjectAt = (place: string, id: string, subject: string): DataSubjectFinding => ({
  ...atTable(place),
  ...{ id, subject, vulnerable: null },
});

/** Findings from which a record is composed. A kind that is absent was not analysed. */
export interface RecordFindings {
  readonly personal?: readonly PersonalDataFinding[];
  readonly purposes?: readonly ProcessingPurposeFinding[];
  readonly subjects?: readonly DataSubjectFinding[];
}

interface RecordOptions {
  readonly role?: "controller" | "processor" | "both";
  readonly grouping?: "declared" | "purpose";
}

/** Composes a record from findings and the text of an organisation file, as the processor does. */
export async function composeTestRecord(
  { personal = [], purposes = [], subjects = [] }: RecordFindings,
  organisation: string,
  { role = "controller", grouping = "declared" }: RecordOptions = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "wct-art30-"));
  try {
    const path = join(folder, "organisation.yaml");
    writeFileSync(path, organisation);
    const config = { organisation: { path, shown: "organisation.yaml" }, role, grouping };
    const counts = { findings: 0, by_confidence: {} };
    const data = { ...counts, special_category: 0, by_category: {}, items: 0, characters: 0 };
    const part = <E, S>(artifact: string, elements: readonly E[], summary: S) => [
      { artifact, elements, rest: { summary, analysis } },
    ];
    const context = fakeContext({
      config,
      inputs: {
        personal_data_finding: inputOf(personalDataFinding, part("personal", personal, data)),
        data_subject_finding: inputOf(dataSubjectFinding, part("subjects", subjects, { ...counts, by_subject: {} })),
        processing_purpose_finding: inputOf(
          processingPurposeFinding,
          part("purposes", purposes, { ...counts, by_purpose: {} }),
        ),
      },
    });
    return (await collect(gdprArticle30Processor.process(context))).rest;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export type TestRecord = Awaited<ReturnType<typeof composeTestRecord>>;
