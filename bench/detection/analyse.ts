import { fileURLToPath } from "node:url";
import { personalDataConfig } from "../../src/components/personal_data/config.ts";
import { personalData } from "../../src/components/personal_data/index.ts";
import { rulesetFiles } from "../../src/components/rulesets/index.ts";
import { type PersonalDataFinding, type StandardInputItem, standardInput } from "../../src/plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../src/testing/component-context.ts";

type Part = Parameters<typeof inputOf<typeof standardInput>>[1][number];
type Structure = NonNullable<Part["rest"]["structure"]>;

/**
 * Runs the component `personal_data` with its default configuration, except that it lists every match. This is the
 * code that a run executes in a worker.
 */
export async function analyse(
  items: readonly StandardInputItem[],
  structure?: Structure,
): Promise<readonly PersonalDataFinding[]> {
  const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0");
  if (shipped === undefined) throw new Error("the ruleset of personal data is missing");
  const config = {
    ...personalDataConfig.parse({ evidence: { locations: "all" } }),
    ruleset: { uri: shipped.uri, path: fileURLToPath(shipped.file) },
  };
  const rest: Part["rest"] = {
    name: "evaluation",
    source: { kind: "filesystem", connector: "evaluation", location: "evaluation" },
    ...(structure === undefined ? {} : { structure }),
    limits: { truncated: false, notices: [] },
    summary: {},
  };
  const inputs = { standard_input: inputOf(standardInput, [{ elements: items, rest }]) };
  const { elements } = await collect(personalData.process(fakeContext({ config, inputs })));
  return elements;
}

/** A text as the connectors give it, so that each match has an offset. */
export const textItem = (path: string, content: string): StandardInputItem => ({
  id: `${path}#1`,
  kind: "text",
  content,
  locator: { kind: "file", path, line: 1, column: 1, offset: 0 },
});
