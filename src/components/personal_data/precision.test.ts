import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { itemsIn } from "../../testing/files/file-items.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { isExpression } from "./code-values.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

/** Returns the categories that are found in the fields of a file. */
async function fieldsFound(path: string, text: string): Promise<readonly string[]> {
  const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0");
  if (shipped === undefined) throw new Error("no ruleset");
  const config = {
    ...personalDataConfig.parse({}),
    ruleset: { uri: shipped.uri, path: fileURLToPath(shipped.file) },
  };
  const source = { kind: "filesystem", connector: "test", location: "x" } as const;
  const limits = { truncated: false, notices: [] };
  const elements = await itemsIn(path, text);
  const inputs = {
    standard_input: inputOf(standardInput, [
      { elements: [...elements], rest: { name: "x", source, limits, summary: {} } },
    ]),
  };
  const { elements: findings } = await collect(personalData.process(fakeContext({ config, inputs })));
  return findings.flatMap(({ category, locator }) => (locator.kind === "field" ? `${category} ${locator.field}` : []));
}

test("the folder in which a process works is no password", async () => {
  const log = "sudo: ines : TTY=pts/0 ; PWD=/home/ines ; USER=root\n";
  expect(await fieldsFound("auth.log", log)).not.toContain("password PWD");
  expect(await fieldsFound("app.env", "DB_PWD=/hunter 2/\nPWD=hunter2\n")).toContain("password PWD");
});

test("a script of a package is no browser of a visitor", async () => {
  const json = '{"scripts":{"build:browser":"tsc -p .","test:browsers":"run all"}}';
  expect(await fieldsFound("package.json", json)).toEqual([]);
});

test("a file, a version or a piece of a program is no datum of a person", async () => {
  const manifest =
    '{"browser":"./dist/index.js","exports":{".":{"browser":"lib/web.mjs"}},"peerDependencies":{"browser":"^1.2.3 || >=2.0.0"}}';
  expect(await fieldsFound("package.json", manifest)).toEqual([]);
  const visits = "user_id,browser\n1,Firefox\n2,Chrome 120\n3,Safari\n";
  expect(await fieldsFound("visits.csv", visits)).toContain("user_agent browser");
  expect(["'s-Gravenhage", "'t Harde", "Ines (Falk)", "O'Neill", "12 High Street [rear]"].filter(isExpression)).toEqual(
    [],
  );
  const example = '{"customer":{"birth_date":"z.string()","phone":"`${code}`"}}';
  expect(await fieldsFound("customer.json", example)).toEqual([]);
});

test("a survey with a thousand columns is analysed at once", async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `q${index}`).join(";");
  const values = Array.from({ length: 1000 }, (_, index) => index % 7).join(";");
  const found = await fieldsFound("survey.csv", `email;${names}\na@muster.de;${values}\nb@muster.de;${values}\n`);
  expect(found).toEqual(["email email"]);
});

test("messages for passed tests are no passwords, and addresses of pages no user names", async () => {
  const messages = '{"checks":{"a":{"pass":"The element has a label that can be read","fail":"It has none of them"}}}';
  expect(await fieldsFound("locale.json", messages)).toEqual([]);
  expect(await fieldsFound("account.json", '{"user":"ines","pass":"hunter2"}')).toContain("password pass");
  expect(await fieldsFound("package.json", '{"author":{"url":"https://falk.example/"}}')).not.toContain(
    "username author.url",
  );
});
