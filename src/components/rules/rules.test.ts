import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ComponentFailure, fakeContext } from "../../testing/component-context.ts";
import {
  dataSubjectRuleset,
  entityWords,
  findingId,
  loadRuleset,
  matchPhrases,
  parseRuleset,
  personalDataRuleset,
  phraseOf,
  readEntity,
  typeFamily,
  wildcards,
  wordsOf,
} from "./index.ts";

const known = entityWords({
  entities: {
    ...{ person: ["customer", "user"], thing: ["role"], organisation: ["store"], linked: ["booking"] },
    possession: ["vehicle"],
    ...{ organisation_columns: ["industry"], trailing: ["data"], neutral: ["home"] },
  },
  ...{ lexicon: ["customer", "user", "last", "login", "first", "name", "phone"], telling: [], exclude: ["count"] },
});
const { fail } = fakeContext({ config: {} });

describe("words of a name", () => {
  test.each([
    ["BillingAddresses2", ["billing", "address"]],
    ["email_verified_at", ["email", "verified", "at"]],
    ["tblHTTPServers", ["http", "server"]],
    ["date-of-birth", ["date", "of", "birth"]],
    ["Straße", ["strasse"]],
    ["prénom", ["prenom"]],
    ["ÞyngdKg", ["thyngd", "kg"]],
    ["KØN", ["kon"]],
    ["categories", ["category"]],
    ["status", ["status"]],
    ["movies", ["movie"]],
    ["code_pays", ["code", "pays"]],
  ])("%s", (name, words) => expect(wordsOf(name)).toEqual(words));

  test("are the same in every style of writing", () => {
    const word = fc.constantFrom("first", "name", "billing", "city", "home", "phone");
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const camel = words.map((one, i) => (i === 0 ? one : one.charAt(0).toUpperCase() + one.slice(1))).join("");
        expect(wordsOf(camel)).toEqual(words);
        expect(wordsOf(words.join("_").toUpperCase())).toEqual(words);
        expect(wordsOf(words.join("-"))).toEqual(words);
      }),
    );
  });
});

describe("a phrase", () => {
  test("stands for whole words in a row", () => {
    expect(matchPhrases(wordsOf("customer_first_name"), [phraseOf("first name")])?.others).toEqual(["customer"]);
    expect(matchPhrases(wordsOf("academic_year_code"), [phraseOf("cad")])).toBeUndefined();
  });
  test("with = is the whole name", () => {
    expect(matchPhrases(["state"], [phraseOf("=state")])).toBeDefined();
    expect(matchPhrases(["order", "state"], [phraseOf("=state")])).toBeUndefined();
  });
  test("that is longer wins", () => {
    const match = matchPhrases(wordsOf("email_address"), [phraseOf("address"), phraseOf("email address")]);
    expect(match?.phrase.shown).toBe("email address");
  });
});

describe("a table", () => {
  const link = (name: string, columns: readonly string[], references: readonly string[] = []) =>
    readEntity({ name, columns, references }, known).person;
  test("describes what its last word says", () => {
    expect(link("customers", ["id"])).toBe("self");
    expect(link("customer_orders", ["id"])).toBe("unknown");
    expect(link("user_roles", ["id"])).toBe("unknown");
  });
  test("is known behind a few letters, and not behind many", () => {
    expect(link("vwcustomers", ["id"])).toBe("self");
    expect(link("AQCUSTOMER", ["id"])).toBe("self");
    expect(link("multicustomer", ["id"])).toBe("unknown");
    expect(link("xuser", ["id"])).toBe("unknown");
  });
  test("refers to a person by a foreign key or by the name of a key", () => {
    expect(link("orders", ["id", "buyer"], ["customers"])).toBe("linked");
    expect(link("orders", ["id", "customer_id"])).toBe("linked");
  });
  test("is one of persons when its columns are, whatever its name", () => {
    expect(link("x17", ["last_name", "birth_date"])).toBe("self");
    expect(link("list", ["name", "email"])).toBe("self");
    expect(link("stores", ["name", "email", "phone"])).toBe("unknown");
    expect(link("x18", ["frst_nm", "eml"])).toBe("self");
  });
});

test.each([
  ["INTEGER", "integer"],
  ["tinyint(1)", "boolean"],
  ["NVARCHAR(160)", "text"],
  ["timestamp with time zone", "date"],
  ["NUMERIC(10,2)", "real"],
  ["BLOB", "binary"],
  ["", "unknown"],
  ["enum('full-time','part-time')", "text"],
])("the declared type %s is of the family %s", (declared, family) => expect(typeFamily(declared)).toBe(family));

describe("a wildcard pattern", () => {
  test("takes * for any characters", () => {
    const matches = wildcards(["*@example.org", "tmp/*"]);
    expect(["A@Example.org", "tmp/x/y", "a@example.com"].map(matches)).toEqual([true, true, false]);
  });
  test("agrees with a regular expression", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 });
    fc.assert(
      fc.property(text, pattern, (one, other) => {
        expect(wildcards([other])(one)).toBe(new RegExp(`^${other.replaceAll("*", ".*")}$`).test(one));
      }),
    );
  });
});

test("the id of a finding stays when its line moves and differs between categories", () => {
  const at = (line: number) => findingId("personal_data", "email", { kind: "file", path: "a.txt", line });
  expect(at(3)).toBe(at(40));
  expect(findingId("personal_data", "phone", { kind: "file", path: "a.txt" })).not.toBe(at(3));
});

describe("a ruleset file", () => {
  const parse = (text: string) => parseRuleset({ uri: "mine.yaml", text }, personalDataRuleset, fail);
  const head = "id: a/b/1.0.0\nname: n\nversion: 1.0.0\nkind: personal_data\ndescription: d\nentities: {}\n";

  test("with bad YAML is refused with the line", async () => {
    await expect(parse(`${head}rules: [\n`)).rejects.toThrow(
      /^ruleset "mine.yaml", line \d+: the YAML is not well formed/,
    );
  });
  test("with a wrong value is refused with the line and what is wrong", async () => {
    await expect(parse(`${head}rules:\n  - id: a\n    category: b\n    base: high\n`)).rejects.toThrow(
      /line 10: rules\.0\.base: /,
    );
  });
  test("with an unknown key is refused with the line of the rule", async () => {
    await expect(parse(`${head}rules:\n  - id: a\n    category: b\n    regex: x\n`)).rejects.toThrow(
      /line 8: rules\.0: .*regex/,
    );
  });
  test("of another kind is refused", async () => {
    const other = parseRuleset({ uri: "x", text: `${head}rules: []\n` }, dataSubjectRuleset, fail);
    await expect(other).rejects.toThrow(ComponentFailure);
  });
  test("that cannot be read is refused by its name", async () => {
    const missing = loadRuleset({ uri: "mine.yaml", path: "/nowhere/mine.yaml" }, personalDataRuleset, fail);
    await expect(missing).rejects.toMatchObject({
      code: "RULESET_UNREADABLE",
      message: expect.stringContaining('"mine.yaml"'),
    });
  });
});
