import { expect, test } from "vitest";
import {
  dataSubjectFinding,
  type ExportContext,
  type PersonalDataFinding,
  personalDataFinding,
  processingPurposeFinding,
} from "../../../plugin/index.ts";
import { inputPartOf, ofUnknownOrigin } from "../../../testing/component-context.ts";
import { sampleAnalysis, samplePersonalData, samplePurpose, sampleSubject } from "../../../testing/findings.ts";
import { html, markdown } from "../index.ts";
import type { documentSchemas } from "./schemas.ts";

type Context = ExportContext<typeof documentSchemas>;
type Exporter = typeof html | typeof markdown;

const signal = new AbortController().signal;
const context = (input: Context["input"]): Context => ({
  input,
  stream: "findings",
  contentSchema: null,
  ...ofUnknownOrigin,
  signal,
});

async function written(exporter: Exporter, input: Context["input"]): Promise<string> {
  let text = "";
  for await (const piece of exporter.export(context(input))) text += piece;
  return text;
}

const restOf = (findings: number, by_category: Record<string, number>) => ({
  summary: { findings, special_category: 0, by_category, by_confidence: {}, items: 1, characters: 1 },
  analysis: sampleAnalysis,
});

const personal = (elements: readonly PersonalDataFinding[]) =>
  inputPartOf(personalDataFinding, {
    artifact: "found",
    elements,
    rest: restOf(elements.length, elements.length === 0 ? {} : { health: 1, email: 2 }),
  });

test("Markdown counts categories, says what was not read, and has a table for each place", async () => {
  const text = await written(markdown, personal(samplePersonalData));
  expect(text.split("\n").filter((line) => line !== "" && !line.startsWith("| ---"))).toEqual([
    "# Personal data",
    "Artifact found, ruleset local/personal\\_data/1.0.0",
    "**3 findings.** They are candidates for a person to confirm or reject; values are masked.",
    "| Category | Findings |",
    "| Email | 2 |",
    "| Health | 1 |",
    "## Not read",
    "- larger than max\\_bytes: big.log (10 of 20)",
    "## Findings",
    "### File logs/day 1: café.log",
    "| Where | What | How it was found | Confidence |",
    "| line 7 | Email | 3 matches, 2 distinct: =j\\*\\*\\*@e\\*\\*\\*.example, k\\*\\*\\*@e\\*\\*\\*.example | high (0.95) |",
    "### Table clinic.public.visits",
    "| Where | What | How it was found | Confidence |",
    "| diagnosis | Health **(special category)** | its name | low (0.6) **(to be reviewed)** |",
    "### File export.csv",
    "| Where | What | How it was found | Confidence |",
    "| customer.mail\\[\\] | Email | 1 match, 1 distinct: \\{x\\*\\*\\*\\} \\[y\\](2) | medium (0.8) |",
  ]);
});

test("findings of one place are one group", async () => {
  const [first] = samplePersonalData;
  if (first === undefined) throw new Error("the samples have a finding");
  const text = await written(markdown, personal([first, { ...first, id: "other", category: "phone" }, first]));
  expect(text.match(/^### /gm)).toHaveLength(1);
});

test("HTML has a table for each place, with heads and names for assistive technology", async () => {
  const text = await written(html, personal(samplePersonalData));
  expect([...text.matchAll(/<h3 id="(place-\d)">([^<]*)</g)].map(([, id, title]) => [id, title])).toEqual([
    ["place-1", "File logs/day 1: café.log"],
    ["place-2", "Table clinic.public.visits"],
    ["place-3", "File export.csv"],
  ]);
  for (const [, id] of text.matchAll(/labelledby="([^"]*)"/g)) expect(text).toContain(`id="${id}"`);
  for (const tag of ["table", "section", "tbody", "div", "main", "body"]) {
    expect(text.split(`<${tag}`).length, tag).toBe(text.split(`</${tag}>`).length);
  }
  expect(text).not.toMatch(/<script|\ssrc=|\sstyle=|https?:/);
});

test("data subjects and purposes say by which signals", async () => {
  const rest = { analysis: sampleAnalysis };
  const summary = { findings: 1, by_confidence: {} };
  const subjects = inputPartOf(dataSubjectFinding, {
    elements: [sampleSubject],
    rest: { ...rest, summary: { ...summary, by_subject: { patient: 1 } } },
  });
  const purposes = inputPartOf(processingPurposeFinding, {
    elements: [samplePurpose],
    rest: { ...rest, summary: { ...summary, by_purpose: { direct_marketing: 1 } } },
  });
  expect(await written(markdown, subjects)).toContain(
    "| the table | Patient **(special care)** | table: patient | high (0.9) |",
  );
  expect(await written(markdown, purposes)).toContain(
    "| the file | Direct marketing | text: newsletter | medium (0.7) |",
  );
});

test.each([
  { exporter: html, name: "HTML" },
  { exporter: markdown, name: "Markdown" },
])("$name without findings says so", async ({ exporter }) => {
  const text = await written(exporter, personal([]));
  expect(text).toContain("Nothing was found.");
  expect(text).not.toContain("<tbody>");
});

test.each([
  { exporter: html, name: "HTML" },
  { exporter: markdown, name: "Markdown" },
])("$name of findings is written while batches arrive", async ({ exporter }) => {
  let taken = 0;
  const [finding] = samplePersonalData;
  if (finding === undefined) throw new Error("the samples have a finding");
  const some = finding;
  async function* batches() {
    for (; taken < 1000; taken += 1) yield Array.from({ length: 50 }, () => some);
  }
  const input = { ...personal([]), batches };
  const exported = exporter.export(context(input));
  await exported.next();
  await exported.next();
  expect(taken).toBeLessThan(3);
  await exported.return();
});

test("text of others never becomes markup", async () => {
  const [finding] = samplePersonalData;
  if (finding === undefined) throw new Error("the samples have a finding");
  const hostile = `<script>|alert(1)</script>\n# x "'&`;
  const bad: PersonalDataFinding = {
    ...finding,
    category: hostile,
    locator: { kind: "field", path: hostile, field: hostile },
    evidence: [{ text: hostile }],
  };
  const page = await written(html, personal([bad]));
  expect(page).not.toContain("<script>");
  const rows = (await written(markdown, personal([bad]))).split("\n").filter((line) => line.startsWith("|"));
  for (const row of rows.slice(-1)) expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
  expect(rows.join("\n")).not.toContain("<script");
});
