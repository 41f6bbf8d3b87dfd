import { expect, test } from "vitest";
import { expectGolden } from "../../../../test/support/golden.ts";
import { sarifProblems } from "../../../../test/support/standards/sarif.ts";
import {
  type DataSubjectFinding,
  dataSubjectFinding,
  type PersonalDataFinding,
  type ProcessingPurposeFinding,
  personalDataFinding,
  processingPurposeFinding,
} from "../../../plugin/index.ts";
import { inputPartOf, ofUnknownOrigin } from "../../../testing/component-context.ts";
import { sampleAnalysis, samplePersonalData, samplePurpose, sampleSubject } from "../../../testing/findings.ts";
import { sarif } from "../index.ts";

type Input = Parameters<typeof sarif.export>[0]["input"];

const signal = new AbortController().signal;

async function logOf(input: Input) {
  let text = "";
  for await (const piece of sarif.export({
    input,
    stream: "findings",
    contentSchema: null,
    ...ofUnknownOrigin,
    signal,
  }))
    text += piece;
  return JSON.parse(text);
}

const counts = { findings: 0, by_confidence: {}, by_category: {}, by_subject: {}, by_purpose: {} };
const summary = { ...counts, special_category: 0, items: 0, characters: 0 };
const rest = { summary, analysis: sampleAnalysis };

const personal = (elements: readonly PersonalDataFinding[] = samplePersonalData): Input =>
  inputPartOf(personalDataFinding, { artifact: "found", elements, rest });

const inputs: readonly { readonly name: string; readonly input: Input }[] = [
  { name: "personal data", input: personal() },
  { name: "no findings", input: personal([]) },
  { name: "data subjects", input: inputPartOf(dataSubjectFinding, { elements: [sampleSubject], rest }) },
  { name: "purposes", input: inputPartOf(processingPurposeFinding, { elements: [samplePurpose], rest }) },
];

test.each(inputs)("a log of $name is valid by the rules of SARIF 2.1.0", async ({ input }) => {
  const log = await logOf(input);
  expect(sarifProblems(log)).toEqual([]);
  expect(log.runs[0].results).toHaveLength(input.size ?? -1);
});

test("a log of personal data, whole", async () => {
  let text = "";
  for await (const piece of sarif.export({
    input: personal(),
    stream: "findings",
    contentSchema: null,
    ...ofUnknownOrigin,
    signal,
  }))
    text += piece;
  expectGolden("exports/personal_data.sarif", text);
});

test("the rules refuse a log that is not right", async () => {
  const problemsAfter = async (spoil: (result: Record<string, unknown>) => void) => {
    const log = await logOf(personal());
    spoil(log.runs[0].results[0]);
    return sarifProblems(log).join("\n");
  };
  expect(await problemsAfter((result) => Object.assign(result, { level: "notice" }))).toContain(
    "/runs/0/results/0/level",
  );
  expect(await problemsAfter((result) => Object.assign(result, { severity: "high" }))).toContain("severity");
  expect(await problemsAfter((result) => delete result["message"])).toContain("message");
  const place = { physicalLocation: { artifactLocation: { uri: "a b.txt" }, region: { startColumn: 1 } } };
  expect(await problemsAfter((result) => Object.assign(result, { locations: [place] }))).toMatch(/uri.*startLine/s);
});

test("a result names the place in a file, with line and column, below the folder that was read", async () => {
  const [result] = (await logOf(personal())).runs[0].results;
  expect(result.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: "logs/day%201%3A%20caf%C3%A9.log", uriBaseId: "READ" },
        region: { startLine: 7, startColumn: 12 },
      },
    },
  ]);
  expect(
    result.relatedLocations.map((one: { physicalLocation: { region: unknown } }) => one.physicalLocation.region),
  ).toEqual([{ startLine: 7, startColumn: 12 }, { startLine: 9 }]);
});

test("a column, a table and a field have logical places", async () => {
  const [, column, field] = (await logOf(personal())).runs[0].results;
  const declaration = {
    artifactLocation: { uri: "runbook.yaml", uriBaseId: "RUNBOOK" },
    region: { startLine: 1 },
  };
  expect(column.locations).toEqual([
    {
      physicalLocation: declaration,
      logicalLocations: [{ name: "diagnosis", fullyQualifiedName: "clinic.public.visits.diagnosis", kind: "column" }],
    },
  ]);
  expect(field.locations).toEqual([
    {
      physicalLocation: { artifactLocation: { uri: "export.csv", uriBaseId: "READ" }, region: { startLine: 1 } },
      logicalLocations: [{ name: "customer.mail[]", fullyQualifiedName: "customer.mail[]", kind: "field" }],
    },
  ]);
  const [table] = (await logOf(inputPartOf(dataSubjectFinding, { elements: [sampleSubject], rest }))).runs[0].results;
  expect(table.locations[0].logicalLocations).toEqual([
    { name: "visits", fullyQualifiedName: "clinic.visits", kind: "table" },
  ]);
});

test("every listed place of a finding is a related location, up to the 1,000 that code hosts accept", async () => {
  const finding = samplePersonalData.find(({ locator }) => locator.kind === "field");
  if (finding === undefined) throw new Error("no sample");
  const locations = Array.from({ length: 1200 }, (_, index) => ({
    ...({ kind: "field", path: "export.csv", field: "mail", row: index + 2, line: index + 2 } as const),
  }));
  const log = await logOf(personal([{ ...finding, locations }]));
  expect(sarifProblems(log)).toEqual([]);
  const [result] = log.runs[0].results;
  expect(result.relatedLocations).toHaveLength(1000);
  expect(result.relatedLocations[1]).toMatchObject({
    id: 1,
    physicalLocation: { artifactLocation: { uri: "export.csv" }, region: { startLine: 3 } },
    properties: { row: 3 },
  });
});

test("every rule is described once, in the order in which results name them, with help", async () => {
  const [run] = (await logOf(personal())).runs;
  const { rules } = run.tool.driver;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(["personal_data/email", "personal_data/diagnosis"]);
  for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
  for (const { help } of rules) expect(help.text).toContain("ruleset local/personal_data/1.0.0");
});

test("a candidate for a special category is a warning, other personal data a note", async () => {
  const [{ results }] = (await logOf(personal())).runs;
  expect(results.map(({ level }: { level: string }) => level)).toEqual(["note", "warning", "note"]);
});

test("a result is known again by the id of its finding", async () => {
  const [{ results, automationDetails }] = (await logOf(personal())).runs;
  const prints = results.map((one: { partialFingerprints: unknown }) => one.partialFingerprints);
  expect(prints).toEqual(samplePersonalData.map(({ id }) => ({ "wctFindingId/v1": id })));
  expect(automationDetails.id).toBe(`wct/found/${"0".repeat(64)}`);
});

test("masked text with braces and brackets is neither a placeholder nor a link", async () => {
  const [, , { message }] = (await logOf(personal())).runs[0].results;
  expect(message.text).toBe("Personal data: email (1 match, medium confidence), such as {{x***}} \\[y\\](2)");
});

test("findings of every schema say what they are", async () => {
  const text = async (input: Input) => (await logOf(input)).runs[0].results[0].message.text;
  const subject: readonly DataSubjectFinding[] = [sampleSubject];
  const purpose: readonly ProcessingPurposeFinding[] = [samplePurpose];
  expect(await text(inputPartOf(dataSubjectFinding, { elements: subject, rest }))).toBe(
    "Data subjects: patient (high confidence)",
  );
  expect(await text(inputPartOf(processingPurposeFinding, { elements: purpose, rest }))).toBe(
    "Purpose of processing: direct marketing (medium confidence)",
  );
});
