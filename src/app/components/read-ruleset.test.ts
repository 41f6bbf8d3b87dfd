import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { rulesOf } from "./read-ruleset.ts";

const folder = mkdtempSync(join(tmpdir(), "wct-rules-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): URL {
  const path = join(folder, "rules.yaml");
  writeFileSync(path, text);
  return pathToFileURL(path);
}

const personal = `
kind: personal_data
rules:
  - { id: locker, category: locker, names: [locker], tables: person }
  - { id: illness, category: health, special_category: true, phrases: [asthma], values: [], recogniser: email }
`;

test("each rule is listed with what speaks for it; a condition or an empty list is no evidence", async () => {
  const rules = (await rulesOf(file(personal))) ?? [];
  expect(rules.map(({ rule, ...listed }) => listed)).toEqual([
    { id: "locker", category: "locker", evidence: ["column names"], special_category: false },
    {
      id: "illness",
      category: "health",
      evidence: ["form of values", "phrases in values and texts"],
      special_category: true,
    },
  ]);
  expect(rules[1]?.rule).toMatchObject({ phrases: ["asthma"] });
});

test("rules about persons or purposes say nothing of special categories", async () => {
  const rules = (await rulesOf(file("kind: data_subjects\nrules: [{ id: a, subject: pupil, tables: [pupil] }]"))) ?? [];
  expect(rules[0]).toMatchObject({ category: "pupil", evidence: ["table names"], special_category: null });
});

test.each([
  ["of another format", "words: [a]"],
  ["that is no YAML", "a: [b"],
])("a ruleset %s has no rules to list", async (_, text) => {
  expect(await rulesOf(file(text))).toBeNull();
});
