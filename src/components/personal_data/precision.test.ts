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

test("authors in the manifest of a package are not reported, and its texts for passing and failing are no passwords", async () => {
  const manifest =
    '{"name":"x","version":"1.0.0","author":"Ines Falk","contributors":[{"name":"Jonas Weber"}],"scripts":{"dev":"vite"}}';
  expect(await fieldsFound("node_modules/x/package.json", manifest)).toEqual([]);
  expect(await fieldsFound("people.json", manifest)).toContain("name author");
  const checks = '{"a":{"pass":"コントラストが十分です"},"b":{"pass":"すべて正しい"}}';
  expect(await fieldsFound("locales/ja.json", checks)).toEqual([]);
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

test.each([
  "phone: none\ncontact: n/a\naddress: tbd\npassword: ${DB_PASSWORD}\nemail: '-'\nname: <your name>\n",
  "telefon: unbekannt\nadresse: keine Angabe\nnachname: '{{ last_name }}'\nsteuernummer: $TAX_NUMBER\n",
  "téléphone: inconnu\nnom: aucun\nadres: n.v.t.\nbirth_date: '????'\nssn: XXXX\niban: null\n",
])("a field in %j that nobody filled in holds no personal data", async (text) => {
  expect(await fieldsFound("app.yaml", text)).toEqual([]);
});

test("one value beside placeholders is personal data", async () => {
  const table = "name,phone\nIna Falk,n/a\nBo Ek,+49 30 901820\n";
  expect(await fieldsFound("contacts.csv", table)).toEqual(expect.arrayContaining(["phone phone", "name name"]));
});

test.each(["10.1.2.3:8080", "db.internal:5432", "localhost", "localhost:80", "http://10.0.0.7:9200/", ":8080"])(
  "%s is no postal address",
  async (value) => {
    expect(await fieldsFound("app.json", JSON.stringify({ server: { address: value } }))).not.toContain(
      "address server.address",
    );
  },
);

test("an address of a street is one, whatever the number", async () => {
  expect(await fieldsFound("user.yaml", "user: ina\naddress: Gartenweg 7\n")).toContain("address address");
  expect(await fieldsFound("user.yaml", "user: ina\naddress: Am Markt 3-5, 01067 Dresden\n")).toContain(
    "address address",
  );
});

test("a team that owns a service is no person", async () => {
  expect(await fieldsFound("app.yaml", "port: 80\nowner: team-a\n")).toEqual([]);
  expect(await fieldsFound("app.yaml", "port: 80\nowner: ines.falk\n")).toContain("name owner");
});

test("metrics hold no data of persons because a part of their name does", async () => {
  const columns = "run_id,race_time,sex_ratio,health_status,nationality_code_list,user_agent_share,address_changes";
  const rows = "1,12.4,0.51,green,A1,0.31,12\n2,13.9,0.49,red,B2,0.11,9\n";
  expect(await fieldsFound("runs.csv", `${columns}\n${rows}`)).toEqual([]);
  const other = "build,gender_rate,religion_ratio,phone_percentage,ethnicity_distribution,email_changes,race_lap\n";
  expect(await fieldsFound("report.csv", `${other}1,0.4,0.2,12,0.9,3,4\n2,0.5,0.3,15,0.8,4,5\n`)).toEqual([]);
});

test("the same words in a table of persons are data of persons", async () => {
  const found = await fieldsFound(
    "patients.csv",
    "patient_id,last_name,race,sex,health_status,nationality\n1,Falk,white,f,asthma,German\n2,Ek,black,m,diabetes,French\n",
  );
  expect(found).toEqual(
    expect.arrayContaining(["racial_ethnic race", "gender sex", "health health_status", "nationality nationality"]),
  );
});

test.each([
  "Phone sales: 4512345678 units since 2001.",
  "Email volume: 1200000 per day",
  "Mobile traffic: 120 PB in 2024",
  "Apply by 15.09.2025. Salary 45,000 EUR. Location: St. Gallen.",
  "Closed on 3. May. Price 1,200 EUR. Address: see below",
])("the sentence before a colon in %j is no label", async (text) => {
  expect(await fieldsFound("note.txt", text)).toEqual([]);
});

test("a label of a few words is one", async () => {
  expect(await fieldsFound("form.txt", "Phone (sales office): 030 901820\nLast name: Falk\n")).toEqual(
    expect.arrayContaining(["name Last name"]),
  );
  expect(await fieldsFound("form.txt", "1. Salary: 45,000 EUR\n2. Last name: Falk\n")).toContain("income Salary");
});
