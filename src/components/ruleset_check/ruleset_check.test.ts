import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { rulesetFiles } from "../rulesets/index.ts";
import { checkRuleset, type RulesetSource } from "./check.ts";
import { testExamples } from "./examples.ts";

const source = (uri: string, text: string): RulesetSource => ({
  uri,
  bytes: Buffer.from(text),
  plain: () => parse(text, { merge: true }),
});
const builtIn = rulesetFiles.map(({ uri, file }) => source(uri, readFileSync(file, "utf8")));
const builtInOf = (kind: string) => builtIn.find(({ uri }) => uri.includes(kind)) ?? null;

const head = "id: a/b/1.0.0\nname: n\nversion: 1.0.0\nkind: personal_data\ndescription: d\n";
const base = `${head}entities: { person: [customer], thing: [room] }
exclude: [count]
rules:
  - id: email
    category: email
    names: [email]
    recogniser: email
    examples: { match: [a.email TEXT], no_match: [a.email_count TEXT] }
  - { id: locker, category: locker, names: [locker] }
  - { id: phone, category: phone, names: [phone] }
`;
const layer = (text: string) => [
  source("mine.yaml", `${head}extends: ./base.yaml\n${text}`),
  source("base.yaml", base),
];
const check = async (sources: readonly RulesetSource[], doubts = false) => {
  const { ruleset, issues } = checkRuleset(sources, doubts ? { doubts: builtInOf } : {});
  return { ruleset, said: issues.map(({ path, message }) => `${path.join(".")}: ${message}`) };
};
const idsOf = async (text: string) => (await check(layer(text))).ruleset?.rules.map(({ id }) => id);

describe("a ruleset that extends another one", () => {
  test("has its rules, without those that it removes, and its own after them", async () => {
    expect(await idsOf("remove: [locker]\nrules: [{ id: badge, category: badge, names: [badge] }]")).toEqual([
      ...["email", "phone", "badge"],
    ]);
  });
  test("replaces a rule of the same id in its place", async () => {
    const { ruleset } = await check(layer("rules: [{ id: locker, category: cupboard, names: [cupboard] }]"));
    expect(ruleset?.rules.map(({ category }) => category)).toEqual(["email", "cupboard", "phone"]);
  });
  test("adds words and examples to a rule, and words to the tables", async () => {
    const { ruleset } = await check(
      layer(`entities: { person: [pupil], thing: [] }
exclude: [sum]
extend_rules: { email: { names: [mail], examples: { match: [pupils.mail TEXT] } } }`),
    );
    expect(ruleset).toMatchObject({
      entities: { person: ["customer", "pupil"], thing: ["room"] },
      exclude: ["count", "sum"],
      rules: [
        { id: "email", names: ["email", "mail"], examples: { match: ["a.email TEXT", "pupils.mail TEXT"] } },
        { id: "locker" },
        { id: "phone" },
      ],
    });
  });
  test("need add nothing", async () => expect(await idsOf("")).toEqual(["email", "locker", "phone"]));
  test("may extend one that extends another one", async () => {
    const sources = [
      source("c.yaml", `${head}extends: b.yaml\nremove: [badge]\n`),
      source("b.yaml", `${head}extends: base.yaml\nrules: [{ id: badge, category: badge, names: [badge] }]\n`),
      source("base.yaml", base),
    ];
    expect((await check(sources)).ruleset?.rules.map(({ id }) => id)).toEqual(["email", "locker", "phone"]);
  });

  test.each([
    ["remove: [lockers]", 'remove.0: "./base.yaml" has no rule "lockers"'],
    ["extend_rules: { mail: { names: [a] } }", 'extend_rules.mail: "./base.yaml" has no rule "mail"'],
    [
      "remove: [locker]\nrules: [{ id: locker, category: a, names: [b] }]",
      'remove.0: rule "locker" is removed and also written under "rules"',
    ],
    [
      "remove: [locker]\nextend_rules: { locker: { names: [a] } }",
      'extend_rules.locker: rule "locker" is extended and also removed',
    ],
    [
      "extend_rules: { locker: { category: a } }",
      'extend_rules.locker.category: "extend_rules.locker" has no key "category"',
    ],
    ["rules: [{ id: a, category: a, names: [b] }, { id: a, category: a }]", 'rules.1.id: rule "a" is written twice'],
    ["rules: [{ id: a, names: [b] }]", 'rules.0: rule "a" needs "category"'],
    ["rules: [{ id: a, category: b, base: high }]", 'rules.0.base: rule "a": base: expected number, received string'],
    ["rulez: []", 'rulez: the ruleset has no key "rulez"'],
  ])("is refused: %s", async (text, message) => expect((await check(layer(text))).said).toEqual([message]));

  test("is refused if the other one is of another kind", async () => {
    const [mine] = layer("");
    const other = builtInOf("data_subjects");
    expect((await check([mine!, other!])).said).toEqual([
      'kind: the ruleset is of the kind "data_subjects" and cannot be extended by one of the kind "personal_data"',
    ]);
  });
  test("is refused if a processor needs another kind", async () => {
    const { issues } = checkRuleset(layer(""), { kind: "data_subjects" });
    expect(issues.map(({ message }) => message)).toEqual([
      'the ruleset is of the kind "personal_data", but the processor needs the kind "data_subjects"',
    ]);
  });
  test("reports all of its mistakes together", async () => {
    const text = "remove: [a]\nextend_rules: { b: { names: [c] } }\nrules: [{ id: x, patterns: ['(a+)+$'] }]";
    expect((await check(layer(text))).said).toHaveLength(4);
  });
});

describe("a pattern", () => {
  const withPattern = (pattern: string) =>
    check([source("a.yaml", `${base}  - { id: x, category: x, patterns: [${JSON.stringify(pattern)}] }\n`)]);

  test.each([
    ["^(a+)+$", "exponential"],
    ["(\\w+\\s?)*x", "exponential"],
    ["^(?:a|a)*b$", "exponential"],
    ["(?:[a-z]+)*\\d", "exponential"],
    ["a*a*a*b", "polynomial (degree 4)"],
    [".*.*=.*x", "polynomial"],
    ["(?:\\d+,?)+;", "exponential"],
    ["(a*)*", "matches the empty text"],
  ])("%s is refused, with a text on which it is slow", async (pattern, growth) => {
    const { ruleset, said } = await withPattern(pattern);
    expect(ruleset).toBeNull();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`"${pattern}"`);
    expect(said[0]).toContain(growth);
    if (growth !== "matches the empty text") expect(said[0]).toMatch(/for example on '.*repeat\(\d+\)/);
  });

  test.each(["(a)\\1", "(?<a>b)\\k<a>"])("%s is refused because of its back-reference", async (pattern) => {
    expect((await withPattern(pattern)).said[0]).toContain("back-reference");
  });

  test.each(["(ab", "a)|(b", "a**", "\\-", "[z-a]", "\\u{999999}"])("%s is no regular expression", async (pattern) => {
    expect((await withPattern(pattern)).said[0]).toContain("is not a regular expression");
  });

  test.each([
    "KND-\\d{6}",
    "[A-Z]{2}\\d{2}[A-Z0-9]{10,30}",
    "\\d{3}[- ]?\\d{3}[- ]?\\d{4}",
    "(?:AB|CD)\\d{4}",
    "\\p{Lu}\\p{L}+\\d+",
    "(?<!X)\\d{9}",
    "\\\\1",
    "\\d+-\\d+",
  ])("%s is accepted", async (pattern) => expect((await withPattern(pattern)).said).toEqual([]));
});

describe("doubts", () => {
  const doubtsAbout = async (rule: string) =>
    (await check(layer(`rules: [${rule}]`), true)).said.filter((one) => !one.includes("examples"));
  test.each([
    ["{ id: a, category: a, names: [box, boxes] }", '"boxes" of rule "a" matches the same names as "box"'],
    ["{ id: a, category: a, names: [box, box] }", '"box" of rule "a" is written twice'],
    ["{ id: a, category: a, names: [no] }", '"no" of rule "a" is so short'],
    ["{ id: a, category: a, names: ['12'] }", '"12" of rule "a" has no letters'],
    ["{ id: a, category: a, names: [phone] }", '"phone" of rule "a" is also a name of rule "phone"'],
    ["{ id: a, category: a, phrases: [ok] }", '"ok" of rule "a" is too short for texts'],
    ["{ id: a, category: a, context: [b] }", 'rule "a" finds nothing'],
    ["{ id: a, category: a, names: [cat], context: [b] }", '"context" of rule "a" has no effect'],
    ["{ id: a, category: a, values: [cat], beside: [dog] }", '"beside" of rule "a" has no effect'],
  ])("%s", async (rule, message) => {
    const said = await doubtsAbout(rule);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(message);
  });
  test.each([
    "{ id: a, category: a, names: ['=no'] }",
    "{ id: a, category: a, names: [电话], exclude: [no] }",
    "{ id: phone, category: a, names: [phone] }",
    "{ id: a, category: a, names: [box, '=box'] }",
    "{ id: a, category: a, phrases: [has asthma], context: [b] }",
  ])("there are none about %s", async (rule) => expect(await doubtsAbout(rule)).toEqual([]));

  test("a rule needs three examples of each kind", async () => {
    const examples = "examples: { match: [a.b TEXT, a.c TEXT, a.d TEXT], no_match: [a.e TEXT] }";
    expect((await check(layer(`rules: [{ id: a, category: a, names: [box], ${examples} }]`), true)).said).toEqual([
      'rules.0.examples: rule "a" has 3 examples that it must find and 1 that it must not find',
    ]);
  });
});

test("examples tell what was found", async () => {
  const { ruleset } = await check(
    layer(`extend_rules: { email: { examples: { match: [a.phone TEXT], no_match: [a.email TEXT] } } }`),
  );
  expect(await testExamples(ruleset!)).toEqual([
    { rule: "email", list: "match", index: 0, passed: true, found: ["email"] },
    { rule: "email", list: "match", index: 1, passed: false, found: ["phone"] },
    { rule: "email", list: "no_match", index: 0, passed: true, found: [] },
    { rule: "email", list: "no_match", index: 1, passed: false, found: ["email"] },
  ]);
});

describe.each(builtIn.map((one) => [one.uri, one] as const))("the built-in ruleset %s", (_, one) => {
  test("is valid, and every rule has three examples of each kind", async () => {
    const { issues } = checkRuleset([one], { doubts: builtInOf });
    expect(issues.filter(({ message }) => message.includes(" examples ")).map(({ message }) => message)).toEqual([]);
    expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
