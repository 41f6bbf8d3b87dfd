import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type StandardInputItem, standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { itemsIn } from "../../testing/files/file-items.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;
const read = itemsIn;

async function analyse([elements]: readonly [readonly StandardInputItem[]], options: object = {}) {
  const source = { kind: "filesystem", connector: "test", location: "x" } as const;
  const rest = { name: "x", source, limits: { truncated: false, notices: [] }, summary: {} };
  const ruleset = { uri: shipped.uri, path: fileURLToPath(shipped.file) };
  const config = { ...personalDataConfig.parse(options), ruleset };
  const inputs = { standard_input: inputOf(standardInput, [{ elements, rest }]) };
  return collect(personalData.process(fakeContext({ config, inputs })));
}

test("a file with fields has a finding for each field", async () => {
  const rows = ["ann.roe@gmail.com", "bo.lind@web.de", "c.diaz@orange.fr"].map((email, at) => ({
    ...{ email, fullName: `Person ${"ABC".charAt(at)}`, total: 5 },
  }));
  const { elements } = await analyse([await read("crm.json", JSON.stringify({ customers: rows }))]);
  expect(elements.map(({ locator, category }) => [locator.kind === "field" ? locator.field : "", category])).toEqual([
    ["customers[].email", "email"],
    ["customers[].fullName", "name"],
  ]);
});

describe("places", () => {
  const text = "ann.roe%40gmail.com\nbo.lind@web.de and\n  ann.roe@gmail.com\n";
  test("of evidence are those of the original, so that a program can mark them", async () => {
    const { elements } = await analyse([await read("a.txt", text)]);
    expect(elements[0]?.matches).toMatchObject({ count: 3, distinct: 2 });
    const marked = elements[0]?.evidence.map(({ locator }) =>
      locator?.kind === "file" && locator.offset !== undefined
        ? text.slice(locator.offset, locator.offset + (locator.length ?? 0))
        : "",
    );
    expect(marked).toEqual(["ann.roe%40gmail.com", "bo.lind@web.de"]);
  });
  test("are all listed on request, and only then", async () => {
    const evidence = { locations: "all", max_per_finding: 1 };
    const { elements } = await analyse([await read("a.txt", text)], { evidence });
    expect(elements[0]?.locations).toMatchObject([
      { line: 1, column: 1, offset: 0, length: 19 },
      { line: 2, column: 1, offset: 20, length: 14 },
      { line: 3, column: 3, offset: 41, length: 17 },
    ]);
    expect((await analyse([await read("a.txt", text)])).elements[0]).not.toHaveProperty("locations");
  });
  test("of a field are rows and lines", async () => {
    const table = await read("x.csv", "email,qty\nann.roe@gmail.com,1\nbo.lind@web.de,1\nc.diaz@orange.fr,1\n");
    const { elements } = await analyse([table], { evidence: { locations: "all" } });
    expect(elements[0]?.locations).toEqual(
      [2, 3, 4].map((row) => ({ kind: "field", path: "x.csv", field: "email", row, line: row })),
    );
  });
  test("in a text beside the fields are found too", async () => {
    const form = await read("f.txt", "E-Mail: ann.roe@gmail.com\nName: Ann\n\nPlease also tell bo.lind@web.de.\n");
    const { elements } = await analyse([form]);
    expect(elements.map(({ locator, category }) => `${locator.kind} ${category}`)).toContain("file email");
  });
});
