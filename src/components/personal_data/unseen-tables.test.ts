import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRuleset, personalDataRuleset, readEntity } from "../rules/index.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { makeKit } from "./analyse.ts";
import { evaluateColumn } from "./column.ts";
import { personalDataConfig } from "./config.ts";
import { compileRules } from "./rules.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;
const ruleset = await parseRuleset(
  { uri: shipped.uri, text: readFileSync(shipped.file, "utf8") },
  personalDataRuleset,
  (code, text) => {
    throw new Error(`${code}: ${text}`);
  },
);
const kit = makeKit(personalDataConfig.parse({}), compileRules(ruleset));

/** Returns the columns of a table that are found. */
function foundIn(table: string, columns: string): readonly string[] {
  const names = columns.split(" ");
  const entity = readEntity({ name: table, columns: names }, kit.rules.entities);
  return names.filter(
    (name) => evaluateColumn({ name, family: "text", entity }, { distinct: [], counts: [] }, kit).length > 0,
  );
}

describe("a table without foreign keys", () => {
  test.each([
    ["of messages refers to a person by a key in one word", "messages", "userid smallmessage", "smallmessage"],
    ["of what one person has is that person's", "user_services", "user_id service token", "token"],
    ["of medicine is one by a key in front", "wynik_badania", "id_pacjenta opis", "opis"],
  ])("%s", (_, table, columns, found) => expect(foundIn(table, columns)).toEqual([found]));

  test("of groups of persons is nobody's", () => {
    expect(foundIn("customer_groups", "name token")).toEqual([]);
  });

  test("of persons in a grid is one of persons", () => {
    expect(foundIn("customer_grid", "name dob gender email")).toEqual(["name", "dob", "gender", "email"]);
  });
});

describe("a table with a name and a contact", () => {
  test("is one of companies, of which only the contact is a person", () => {
    expect(foundIn("inventory_source", "name contact_name email city street")).toEqual(["contact_name"]);
  });

  test("is no table of persons because mail is sent from an address", () => {
    expect(foundIn("mailing", "name from_email subject")).not.toContain("name");
  });

  test("of an address of an organisation has nobody's streets", () => {
    expect(foundIn("org_address", "street1 city post_code")).toEqual([]);
  });
});

describe("a word behind a name", () => {
  test("that says how the value is kept does not hide it", () => {
    expect(foundIn("person", "person_id gender_source_value ethnicity_source_value")).toEqual([
      "gender_source_value",
      "ethnicity_source_value",
    ]);
  });

  test("that makes a fact of it is no reason to leave out special categories", () => {
    expect(foundIn("students", "student_id iep_flag diabetic_flag email_flag")).toEqual(["iep_flag", "diabetic_flag"]);
  });
});
