import type { ExportContext } from "../../../plugin/index.ts";
import type { AnyFinding, findingSchemas } from "../findings/schemas.ts";
import { bases, createDeclarationFinder, createPlacing, locationOf, type SarifPlacement } from "./locations.ts";
import { type Claim, claimOf, levelOf, literal, messageOf, ruleIdOf, ruleOf } from "./rules.ts";

type Context = ExportContext<typeof findingSchemas>;

/** The unit in which SARIF counts columns. The strings that findings were made from use the same one. */
const columnKind = "utf16CodeUnits";

/**
 * Writes a log with one run. Results are written as findings arrive. Their rules follow, in the order of their first
 * occurrence, so that memory contains only one batch.
 */
export async function* sarifLog({ input, origins, declared, signal }: Context): AsyncGenerator<string, void, void> {
  const { analysis } = await input.rest();
  const rules = new Map<string, { readonly index: number; readonly rule: ReturnType<typeof ruleOf> }>();
  const ruleIndex = (claim: Claim): number => {
    const id = ruleIdOf(claim);
    const known = rules.get(id);
    if (known !== undefined) return known.index;
    rules.set(id, { index: rules.size, rule: ruleOf(claim, analysis.ruleset.uri) });
    return rules.size - 1;
  };
  const places = { placing: createPlacing(origins), declaring: createDeclarationFinder(origins, declared) };
  yield head;
  let separator = "\n";
  for await (const batch of input.batches()) {
    signal.throwIfAborted();
    if (batch.length === 0) continue;
    const results = batch.map((finding: AnyFinding) => indented(resultOf(finding, { ruleIndex, places }), 8));
    yield `${separator}${results.map((result) => `        ${result}`).join(",\n")}`;
    separator = ",\n";
  }
  yield separator === "\n" ? "]" : "\n      ]";
  const run = {
    tool: { driver: { name: "wct", rules: [...rules.values()].map(({ rule }) => rule) } },
    automationDetails: { id: `wct/${input.artifact}/${input.digest}` },
    columnKind,
    originalUriBaseIds: Object.fromEntries(Object.entries(bases).map(([id, text]) => [id, { description: { text } }])),
    properties: { artifact: input.artifact, schema: input.schema, ruleset: analysis.ruleset, limits: analysis.limits },
  };
  for (const [key, value] of Object.entries(run)) yield `,\n      ${JSON.stringify(key)}: ${indented(value, 6)}`;
  yield "\n    }\n  ]\n}\n";
}

const head = `{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "results": [`;

const indented = (value: unknown, by: number): string =>
  JSON.stringify(value, null, 2).replaceAll("\n", `\n${" ".repeat(by)}`);

interface Around {
  readonly ruleIndex: (claim: Claim) => number;
  readonly places: SarifPlacement;
}

function resultOf(finding: AnyFinding, { ruleIndex, places }: Around) {
  const claim = claimOf(finding);
  const related = relatedOf(finding, places);
  return {
    ruleId: ruleIdOf(claim),
    ruleIndex: ruleIndex(claim),
    level: levelOf(claim),
    message: { text: messageOf(finding, claim) },
    locations: [locationOf(finding.locator, places)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: { "wctFindingId/v1": finding.id },
    rank: Math.round(finding.score * 100),
    properties: { confidence: finding.confidence, score: finding.score, ...careOf(finding) },
  };
}

/** Code hosts refuse a result with more locations. The JSON of the artifact lists all. */
const mostRelated = 1000;

/** Returns every listed place of the matches; without a list, the places of the evidence, with its masked text. */
function relatedOf(finding: AnyFinding, places: SarifPlacement) {
  if ("locations" in finding && finding.locations !== undefined) {
    return finding.locations.slice(0, mostRelated).map((locator, id) => ({ id, ...locationOf(locator, places) }));
  }
  if (!("evidence" in finding)) return [];
  return finding.evidence.flatMap(({ text, locator }, id) =>
    locator === undefined ? [] : [{ id, ...locationOf(locator, places), message: { text: literal(text) } }],
  );
}

const careOf = (finding: AnyFinding) => ({
  ...("special_category" in finding ? { specialCategory: finding.special_category } : {}),
  ...(finding.review === undefined ? {} : { review: finding.review.reason }),
});
